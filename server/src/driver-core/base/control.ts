// What user space writes into sysfs, and the calls that walk again. Results are those of the write: 0 or a negative errno.
// drivers/base/bus.c: bind_store, unbind_store, drivers_probe_store, bus_rescan_devices, device_reprobe; dd.c:
// device_driver_attach (LC-26, LC-40, LC-41, section 10 rows 3 and 4).
import { askMatch, attachDevice } from './attach.ts';
import type { BaseCore } from './core.ts';
import { EAGAIN, EINVAL, ENODEV, ENOENT, EPROBE_DEFER } from './errno.ts';
import type { BaseBus, BaseDevice, BaseDriver } from './objects.ts';
import { probeOnce } from './probe.ts';
import { releaseDriver } from './release.ts';

/** `bind` of a driver: match() must not say no (an error of it passes), and nothing is queued. */
export function writeBind(
  core: BaseCore,
  bus: BaseBus,
  driver: BaseDriver | undefined,
  name: string,
): number {
  if (!hasBindFiles(driver)) return -ENOENT;
  const device = bus.devices.get(name);
  if (!device || askMatch(core, device, driver) === 0) return -ENODEV;
  return attachTo(core, driver, device);
}

/** `unbind` of a driver: the device must be bound to it. */
export function writeUnbind(
  core: BaseCore,
  bus: BaseBus,
  driver: BaseDriver | undefined,
  name: string,
): number {
  if (!hasBindFiles(driver)) return -ENOENT;
  const device = bus.devices.get(name);
  if (!device || device.driver !== driver) return -ENODEV;
  releaseDriver(core, device);
  return 0;
}

/** `drivers_probe` of a bus: any error that ends the walk is -EINVAL to the writer. */
export function writeDriversProbe(core: BaseCore, bus: BaseBus, name: string): number {
  const device = bus.devices.get(name);
  if (!device) return -ENODEV;
  return rescanDevice(core, device) < 0 ? -EINVAL : 0;
}

/** bus_rescan_devices(): ends at the first device whose walk ends with an error, and returns it. */
export function rescanBus(core: BaseCore, bus: BaseBus): number {
  for (const device of bus.devices.values()) {
    const result = rescanDevice(core, device);
    if (result < 0) return result;
  }
  return 0;
}

/** device_reprobe(): lets go and walks again. */
export function reprobe(core: BaseCore, device: BaseDevice): number {
  releaseDriver(core, device);
  return rescanDevice(core, device);
}

/** device_driver_attach(): this driver without match(). A deferral is told as -EAGAIN and not queued (LC-26). */
export function attachTo(core: BaseCore, driver: BaseDriver, device: BaseDevice): number {
  const result = -Math.abs(probeOnce(core, driver, device));
  return result === -EPROBE_DEFER ? -EAGAIN : result;
}

function rescanDevice(core: BaseCore, device: BaseDevice): number {
  return device.driver ? 0 : Math.min(attachDevice(core, device), 0);
}

function hasBindFiles(driver: BaseDriver | undefined): driver is BaseDriver {
  return driver !== undefined && !driver.suppressBindAttrs && driver.bus.drivers.get(driver.name) === driver;
}
