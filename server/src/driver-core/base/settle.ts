// What runs once the current operation is over: the worker that retries deferred devices, and asynchronous probes.
// drivers/base/dd.c: deferred_probe_work_func, __driver_attach_async_helper, wait_for_device_probe.
import { attachAsync, attachNew } from './attach.ts';
import type { BaseCore, Work } from './core.ts';
import { takeFirst } from './device-queue.ts';
import { knownToLackSupplier } from './link-states.ts';
import type { BaseDevice } from './objects.ts';
import { moveToTail } from './order.ts';
import { probeDevice } from './probe.ts';
import { carryOutRequest } from './runtime-pm.ts';

/** Retries of one device while no work binds the device that it is for: after so many there are more for ever. */
const MOST_RETRIES = 64;

/** Runs all work that is queued and what it queues itself: first in first out, or as `choose` says where the kernel may choose. */
export function settle(core: BaseCore): void {
  while (carryOutNext(core));
  core.churn.clear();
}

/** One piece of it. False: nothing is queued. */
export function carryOutNext(core: BaseCore): boolean {
  const work = next(core);
  if (work) carryOut(core, work);
  return work !== undefined;
}

function next({ work, choose }: BaseCore): Work | undefined {
  if (!choose || work.length < 2) return work.shift();
  return work.splice(choose(work.length), 1)[0];
}

function carryOut(core: BaseCore, work: Work): void {
  switch (work.kind) {
    case 'retry deferred':
      retryDeferred(core);
      break;
    case 'attach device':
      attachAsync(core, work.device);
      notePaid(core, work.device);
      break;
    case 'runtime suspend':
      carryOutRequest(core, work.device);
      break;
    case 'attach driver':
      work.device.asyncDriver = undefined;
      probeDevice(core, work.driver, work.device);
      notePaid(core, work.device);
  }
}

function retryDeferred(core: BaseCore): void {
  const moved: BaseDevice[] = [];
  for (let device = takeFirst(core.active); device; device = takeFirst(core.active)) {
    if (core.keepsOrder) moved.push(device);
    if (isInVain(core, device) || isEndless(core, device)) core.pending.devices.push(device);
    else {
      moveToTail(core, moved.splice(0));
      device.isDeferred = false;
      retry(core, device);
    }
  }
  moveToTail(core, moved);
}

function retry(core: BaseCore, device: BaseDevice): void {
  core.observer?.({ kind: 'retry', device });
  const { bus } = device;
  if (bus && !bus.autoprobe && !device.driver) {
    const text = `drivers_autoprobe of ${bus.name} is 0: the device leaves the deferred list unprobed`;
    core.observer?.({ kind: 'lost', device, rule: 'LC-41', text });
  }
  attachNew(core, device);
  notePaid(core, device);
}

/** A bind of the device itself lasts: it pays for the retries that it triggers. */
function notePaid({ churn }: BaseCore, device: BaseDevice): void {
  if (device.driver) churn.clear();
}

/**
 * True if the device has been retried too often for nothing. What a failed probe binds and takes away again triggers the next
 * retry: the kernel goes on for ever (LC-27).
 */
function isEndless({ churn, mishaps }: BaseCore, device: BaseDevice): boolean {
  const count = churn.count(device);
  if (count === MOST_RETRIES + 1) {
    const text = `${device.name} is retried for ever: a probe binds what is gone again when it has failed, and each such bind triggers the next retry`;
    mishaps.push({ kind: 'livelock', device: device.id, text, rule: 'LC-27' });
  }
  return count > MOST_RETRIES;
}

/** True for a device whose walk would end at the supplier where it ended before: shown all the same when somebody looks on. */
function isInVain({ skipsIdleRetries, probesAnyway }: BaseCore, device: BaseDevice): boolean {
  return (
    skipsIdleRetries === true &&
    !probesAnyway &&
    device.endsAtSupplier &&
    device.bus?.autoprobe === true &&
    knownToLackSupplier(device)
  );
}
