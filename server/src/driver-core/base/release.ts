// A driver lets go of a device: its consumers first, then the driver's own remove, then what the core kept for it.
// drivers/base/dd.c: __device_release_driver, driver_detach; core.c: device_links_unbind_consumers
// (LC-34, LC-45, LC-46).

import type { BaseCore } from './core.ts';
import { SYNC_STATE_ONLY } from './link-flags.ts';
import { hasBusyConsumer, isBusy, isManaged, linksUnbound } from './link-states.ts';
import type { BaseDevice, BaseDriver, Link } from './objects.ts';
import { getRuntime, putRuntime, putRuntimeLater } from './runtime-pm.ts';

/** device_release_driver(): consumers first, then what the driver made (LC-52). Nothing if the device has no driver. */
export function releaseDriver(core: BaseCore, device: BaseDevice): void {
  // Without recursion: a chain of consumers is as long as the text makes it.
  const path: Release[] = [];
  begin(core, path, device);
  for (let at = path.at(-1); at; at = path.at(-1)) {
    const consumer = at.consumers.next();
    if (!consumer.done) {
      begin(core, path, consumer.value);
      continue;
    }
    path.pop();
    // A consumer's remove may have unbound it.
    if (at.device.driver === at.driver) finish(core, at);
    else putRuntimeLater(core, at.device);
  }
}

/** driver_detach(): the device that was bound last goes first (LC-46). */
export function detachDriver(core: BaseCore, driver: BaseDriver): void {
  for (const device of [...driver.devices].reverse())
    if (driver.devices.has(device)) releaseDriver(core, device);
}

interface Release {
  readonly device: BaseDevice;
  readonly driver: BaseDriver;
  readonly consumers: Iterator<BaseDevice>;
}

function begin(core: BaseCore, path: Release[], device: BaseDevice): void {
  const { driver } = device;
  if (!driver || !device.isBound) return;
  getRuntime(core, device);
  path.push({ device, driver, consumers: busyConsumers(core, device, driver) });
}

function finish(core: BaseCore, { device, driver }: Release): void {
  core.observer?.({ kind: 'notify', device, what: 'unbind' });
  putRuntime(core, device);
  core.observer?.({ kind: 'remove', device, driver });
  driver.bus.ops.remove(device, driver);
  core.observer?.({ kind: 'remove_done', device, driver });
  device.driver = undefined;
  linksUnbound(core, device);
  driver.devices.delete(device);
  device.isBound = false;
  core.observer?.({ kind: 'notify', device, what: 'unbound' });
  core.observer?.({ kind: 'uevent', device, what: 'unbind' });
}

/**
 * device_links_unbind_consumers(): the consumers to unbind before the device, each when the one before it is. Ends early where a
 * kernel would wait for ever for a probe that nobody runs.
 */
function* busyConsumers(core: BaseCore, device: BaseDevice, driver: BaseDriver): Iterator<BaseDevice> {
  while (device.driver === driver && hasBusyConsumer(device)) {
    const stuck = yield* activeConsumers(device);
    if (!stuck) continue;
    reportLivelock(core, device, stuck);
    return;
  }
}

/** One pass. Returns the link that the next passes would find again: one of a probe, or one for sync_state only, which no pass touches. */
function* activeConsumers(device: BaseDevice): Generator<BaseDevice, Link | undefined> {
  let isDone = false;
  for (const link of device.consumers) {
    if (!isManaged(link) || (link.flags & SYNC_STATE_ONLY) !== 0) continue;
    if (link.state === 'consumer probe') return link;
    const wasActive = link.state === 'active';
    link.state = 'supplier unbind';
    if (!wasActive) continue;
    isDone = true;
    yield link.consumer;
  }
  return isDone ? undefined : [...device.consumers].find(isBusy);
}

/** The device has resources before any probe; or a link that came while its consumer was put off for another supplier, and was left `probing`. */
function reportLivelock(core: BaseCore, device: BaseDevice, { consumer }: Link): void {
  const why = consumer.hasResources
    ? 'which ended with -EBUSY (resources present before probing)'
    : 'which never began, for it waits for another supplier,';
  core.mishaps.push({
    kind: 'livelock',
    device: device.id,
    text: `to unbind ${device.name} the kernel waits for the probe of its consumer ${consumer.name}, ${why} and left the link in the state "consumer probe": it waits for ever`,
    rule: 'LC-34',
  });
}
