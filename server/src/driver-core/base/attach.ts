// The two walks: a device over the drivers of its bus, and a new driver over the devices of its bus.
// drivers/base/dd.c: __device_attach, __device_attach_driver, driver_attach, __driver_attach
// (LC-12, LC-13, LC-15, LC-20, LC-41).

import type { BaseCore } from './core.ts';
import { defer } from './deferral.ts';
import { EPROBE_DEFER } from './errno.ts';
import { knownToLackSupplier } from './link-states.ts';
import type { BaseBus, BaseDevice, BaseDriver } from './objects.ts';
import { bindClaimed, probeDevice } from './probe.ts';
import { getRuntime, putRuntimeLater, requestIdle } from './runtime-pm.ts';

/** device_initial_probe(): synchronous drivers now, asynchronous ones later if none of them bound (LC-15). Not without autoprobe. */
export function attachNew(core: BaseCore, device: BaseDevice): void {
  const { bus } = device;
  if (!bus?.autoprobe || device.isDead || bindClaimed(core, device) || device.driver) return;
  walkAwake(core, device, bus, 'synchronous');
}

/**
 * device_attach(): one pass over all drivers, whatever autoprobe says (LC-19, LC-41). 1: bound, now or before. Negative: an
 * error of match() or of the core ended the walk. Errors of probes count for nothing.
 */
export function attachDevice(core: BaseCore, device: BaseDevice): number {
  const { bus } = device;
  if (!bus || device.isDead) return 0;
  if (bindClaimed(core, device) || device.driver) return 1;
  return walkAwake(core, device, bus, 'all');
}

/** __device_attach_async_helper(): the second pass. */
export function attachAsync(core: BaseCore, device: BaseDevice): void {
  const { bus } = device;
  if (bus && !device.isDead && !device.driver) walkAwake(core, device, bus, 'asynchronous');
}

/** driver_attach(): offers the driver every device of its bus. Errors end nothing here (LC-10). */
export function attachDriver(core: BaseCore, driver: BaseDriver): void {
  const { bus } = driver;
  for (const device of bus.ops.devicesFor?.(driver) ?? bus.devices.values()) {
    const match = askMatch(core, device, driver);
    if (match === -EPROBE_DEFER) deferMatch(core, device, driver);
    else if (match > 0) offer(core, device, driver);
  }
}

/** driver_match_device(): the bus's match(), or yes. */
export function askMatch(core: BaseCore, device: BaseDevice, driver: BaseDriver): number {
  const { ops } = driver.bus;
  if (!ops.match) return 1;
  const result = ops.match(device, driver);
  core.observer?.({ kind: 'match', device, driver, result });
  return result;
}

type Pass = 'all' | 'synchronous' | 'asynchronous';

interface Walk {
  /** 1: bound. 0: no driver took it. Negative: it ended early. */
  readonly result: number;
  readonly meetsAsync: boolean;
}

/** The parent is awake meanwhile. If an asynchronous driver may still take the device, the second pass is queued. */
function walkAwake(core: BaseCore, device: BaseDevice, bus: BaseBus, pass: Pass): number {
  const { parent } = device;
  if (parent) getRuntime(core, parent);
  const { result, meetsAsync } = walkDrivers(core, device, bus, pass);
  if (pass === 'synchronous' && result === 0 && meetsAsync) core.work.push({ kind: 'attach device', device });
  else requestIdle(core, device);
  if (parent) putRuntimeLater(core, parent);
  return result;
}

function walkDrivers(core: BaseCore, device: BaseDevice, bus: BaseBus, pass: Pass): Walk {
  let meetsAsync = false;
  for (const driver of bus.ops.driversFor?.(device) ?? bus.drivers.values()) {
    // A pass asks match() of the drivers that it will not probe, too.
    const match = askMatch(core, device, driver);
    if (match === 0) continue;
    if (match < 0) return { result: endWalk(core, device, driver, match), meetsAsync };
    if (driver.isAsync) meetsAsync = true;
    if (pass !== 'all' && driver.isAsync !== (pass === 'asynchronous')) continue;
    const result = probeDevice(core, driver, device);
    if (result < 0) {
      device.endsAtSupplier = pass !== 'asynchronous' && !bus.asksWhoIsBound && knownToLackSupplier(device);
      return { result, meetsAsync };
    }
    if (result === 0) return { result: 1, meetsAsync };
  }
  return { result: 0, meetsAsync };
}

function endWalk(core: BaseCore, device: BaseDevice, driver: BaseDriver, error: number): number {
  if (error === -EPROBE_DEFER) deferMatch(core, device, driver);
  core.observer?.({
    kind: 'stop',
    device,
    driver,
    rule: 'LC-21',
    text: `match() with ${driver.name} fails: no later driver is asked`,
  });
  return error;
}

function deferMatch(core: BaseCore, device: BaseDevice, { name }: BaseDriver): void {
  device.canMatch = true;
  defer(core, device, 'LC-21', `match() with ${name} returns -EPROBE_DEFER`);
}

function offer(core: BaseCore, device: BaseDevice, driver: BaseDriver): void {
  if (!driver.isAsync) {
    probeDevice(core, driver, device);
    return;
  }
  if (device.driver || device.asyncDriver) return;
  device.asyncDriver = driver;
  core.work.push({ kind: 'attach driver', device, driver });
}
