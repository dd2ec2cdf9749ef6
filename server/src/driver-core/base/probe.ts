// One driver's chance to bind one device: what the core checks first, the bus's and the driver's probe, and what follows.
// drivers/base/dd.c: driver_probe_device, __driver_probe_device, really_probe, driver_bound (LC-9, LC-21, LC-24).

import type { BaseCore } from './core.ts';
import { deferAfterProbe, leaveDeferred, trigger } from './deferral.ts';
import { EBUSY, ENODEV, ENOENT, EPROBE_DEFER } from './errno.ts';
import {
  absentSupplier,
  checkSuppliers,
  forceLinks,
  isBestEffort,
  linksBound,
  linksUnprobed,
} from './link-states.ts';
import type { BaseDevice, BaseDriver } from './objects.ts';
import { holdForProbe, releaseAfterProbe } from './runtime-pm.ts';

/** Probes within probes: far more than a kernel stack of 16 KiB holds. */
const DEEPEST = 24;

/**
 * driver_probe_device(): probes, and queues the device if it is to be tried again. 0: bound. Negative: the core refused, the
 * walk over drivers ends. Positive: the driver's own error, negated, and the walk goes on (LC-21).
 */
export function probeDevice(core: BaseCore, driver: BaseDriver, device: BaseDevice): number {
  const before = core.triggers;
  const result = probeOnce(core, driver, device);
  if (result === -EPROBE_DEFER) deferAfterProbe(core, device, before, ...whyCoreDefers(device));
  if (result === EPROBE_DEFER)
    deferAfterProbe(core, device, before, ...whyDriverDefers(core, device, driver));
  return result;
}

/** __driver_probe_device(): the same without the queue, as a write to `bind` does it (LC-26). */
export function probeOnce(core: BaseCore, driver: BaseDriver, device: BaseDevice): number {
  if (device.isDead || !device.isRegistered) return -ENODEV;
  if (device.driver) return -EBUSY;
  if (!device.isReady)
    return refuse(core, device, driver, 'LC-9', 'device_add has not finished', EPROBE_DEFER);
  device.canMatch = true;
  const held = holdForProbe(core, device);
  const result = reallyProbe(core, driver, device);
  releaseAfterProbe(core, device, held);
  return result;
}

/**
 * device_bind_driver(): `dev->driver` was set before device_add. No match, no probe, no wait for suppliers (LC-73). False if
 * nobody claimed it, or if it has no place in sysfs.
 */
export function bindClaimed(core: BaseCore, device: BaseDevice): boolean {
  const { claim } = device;
  if (!claim) return false;
  device.claim = undefined;
  if (announceProbe(core, device) !== 0) {
    device.driver = undefined;
    return false;
  }
  forceLinks(core, device);
  driverBound(core, claim, device);
  return true;
}

/** driver_bound(): lists, links, the trigger. */
function driverBound(core: BaseCore, driver: BaseDriver, device: BaseDevice): void {
  device.isBound = true;
  driver.devices.add(device);
  linksBound(core, device);
  leaveDeferred(core, device);
  trigger(core);
  core.observer?.({ kind: 'notify', device, what: 'bound' });
  core.observer?.({ kind: 'uevent', device, what: 'bind' });
}

/** A positive result of a probe is negative to the walk, and ends it (LC-23); pci's own probe makes 0 of it. */
function reallyProbe(core: BaseCore, driver: BaseDriver, device: BaseDevice): number {
  if (core.blocksProbes) return refuse(core, device, driver, 'LC-57', 'probing is blocked', EPROBE_DEFER);
  const suppliers = checkSuppliers(core, device);
  if (suppliers === 'missing') return -EPROBE_DEFER;
  // Before the driver is set: nobody puts the links back.
  if (device.hasResources)
    return refuse(core, device, driver, 'LC-24', 'resources present before probing', EBUSY);
  device.driver = driver;
  const error = configureDma(core, driver, device) || announceProbe(core, device);
  if (error !== 0) return forget(core, device, error);
  const result = callProbe(core, driver, device);
  if (result !== 0) {
    core.observer?.({ kind: 'notify', device, what: 'notbound' });
    // It may succeed once some driver has come for what is missing.
    return forget(core, device, suppliers === 'overlooked' ? EPROBE_DEFER : -result);
  }
  driverBound(core, driver, device);
  return 0;
}

/** An error of it is the core's own: the device is deferred, or the walk ends (DMA-3, LC-21). */
function configureDma(core: BaseCore, driver: BaseDriver, device: BaseDevice): number {
  const { ops } = driver.bus;
  if (!ops.dmaConfigure) return 0;
  const result = ops.dmaConfigure(device, driver);
  core.observer?.({ kind: 'dma_configure', device, driver, result });
  return result;
}

/** The directory of a device below a deleted one is gone: driver_sysfs_add() fails. */
function announceProbe(core: BaseCore, device: BaseDevice): number {
  core.observer?.({ kind: 'notify', device, what: 'bind' });
  if (!isOrphan(device)) return 0;
  core.observer?.({ kind: 'notify', device, what: 'notbound' });
  return -ENOENT;
}

/** True if a device above it is deleted, or not added yet: it has no place in sysfs (LC-49). */
export function isOrphan({ parent }: BaseDevice): boolean {
  return parent !== undefined && (!parent.isRegistered || parent.isDead || parent.isOrphan);
}

function callProbe(core: BaseCore, driver: BaseDriver, device: BaseDevice): number {
  core.observer?.({ kind: 'probe', device, driver });
  if (core.depth >= DEEPEST || core.overflowed.has(driver)) return overflow(core, driver, device);
  core.depth++;
  const result = driver.bus.ops.probe(device, driver);
  core.depth--;
  core.observer?.({ kind: 'result', device, driver, result });
  return result;
}

/** Undoes what really_probe set; the result passes through. */
function forget(core: BaseCore, device: BaseDevice, result: number): number {
  linksUnprobed(core, device);
  device.driver = undefined;
  return result;
}

function whyDriverDefers(
  core: BaseCore,
  device: BaseDevice,
  { name }: BaseDriver,
): [rule: string, text: string] {
  return isBestEffort(core, device)
    ? ['LC-37', `${name} fails while suppliers are missing: it is tried again`]
    : ['LC-21', `${name} returns -EPROBE_DEFER`];
}

function whyCoreDefers(device: BaseDevice): [rule: string, text: string] {
  const { waitsFor } = device;
  if (waitsFor) return ['LC-34', `supplier ${waitsFor.supplier.name} is not bound: probe is not called`];
  if (absentSupplier(device) !== undefined)
    return ['LC-37', 'a supplier that firmware names is not there: probe is not called'];
  return ['LC-21', 'what comes before its probe asks to wait'];
}

function refuse(
  core: BaseCore,
  device: BaseDevice,
  driver: BaseDriver,
  rule: string,
  text: string,
  errno: number,
): number {
  core.observer?.({ kind: 'refuse', device, driver, rule, text });
  return -errno;
}

function overflow(core: BaseCore, driver: BaseDriver, device: BaseDevice): number {
  if (core.overflowed.has(driver)) return -ENODEV;
  core.overflowed.add(driver);
  core.mishaps.push({
    kind: 'stack overflow',
    device: device.id,
    driver: driver.name,
    text: `${whatNests(driver, device)}: each probe makes the next, and the kernel's stack overflows`,
    rule: 'LC-13',
  });
  return -ENODEV;
}

function whatNests(driver: BaseDriver, device: BaseDevice): string {
  for (let above = device.parent; above; above = above.parent)
    if (above.driver === driver) return `${driver.name} matches the devices that it makes`;
  return `the probe of ${device.name} would be inside ${DEEPEST} others`;
}
