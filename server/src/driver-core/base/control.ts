// What user space writes into sysfs, and the calls that walk again. Results are those of the write: 0 or a negative errno.
// drivers/base/bus.c: bind_store, unbind_store, drivers_probe_store, bus_rescan_devices, device_reprobe; dd.c:
// device_driver_attach, state_synced_store (LC-26, LC-39 to LC-41).
import { askMatch, attachDevice } from './attach.ts';
import type { BaseCore } from './core.ts';
import { EAGAIN, EINVAL, ENODEV, ENOENT, EPROBE_DEFER } from './errno.ts';
import type { Event } from './event.ts';
import type { BaseBus, BaseDevice, BaseDriver } from './objects.ts';
import { probeOnce } from './probe.ts';
import { releaseDriver } from './release.ts';
import { hasSyncState } from './sync-state.ts';

/** `bind` of a driver: match() must not say no (an error of it passes), and nothing is queued. */
export function writeBind(
  core: BaseCore,
  bus: BaseBus,
  driver: BaseDriver | undefined,
  name: string,
): number {
  return announced(core, { entry: 'bind', bus, driver, name }, () => {
    if (!hasBindFiles(driver)) return -ENOENT;
    const device = bus.devices.get(name);
    if (!device || askMatch(core, device, driver) === 0) return -ENODEV;
    return attach(core, driver, device);
  });
}

/** `unbind` of a driver: the device must be bound to it. */
export function writeUnbind(
  core: BaseCore,
  bus: BaseBus,
  driver: BaseDriver | undefined,
  name: string,
): number {
  return announced(core, { entry: 'unbind', bus, driver, name }, () => {
    if (!hasBindFiles(driver)) return -ENOENT;
    const device = bus.devices.get(name);
    if (!device || device.driver !== driver) return -ENODEV;
    releaseDriver(core, device);
    return 0;
  });
}

/** `drivers_probe` of a bus: any error that ends the walk is -EINVAL to the writer. */
export function writeDriversProbe(core: BaseCore, bus: BaseBus, name: string): number {
  return announced(core, { entry: 'drivers_probe', bus, name }, () => {
    const device = bus.devices.get(name);
    if (!device) return -ENODEV;
    return rescanDevice(core, device) < 0 ? -EINVAL : 0;
  });
}

/** bus_rescan_devices(): ends at the first device whose walk ends with an error, and returns it. */
export function rescanBus(core: BaseCore, bus: BaseBus): number {
  return announced(core, { entry: 'bus_rescan_devices', bus }, () => {
    for (const device of bus.devices.values()) {
      const result = rescanDevice(core, device);
      if (result < 0) return result;
    }
    return 0;
  });
}

/**
 * `state_synced` of a bound device whose driver or bus has sync_state(): the user waits for no consumer. It takes exactly `1`,
 * without a newline, and only once.
 */
export function writeStateSynced(core: BaseCore, device: BaseDevice, value: string): number {
  const { bus, name } = device;
  return announced(core, { entry: 'state_synced', bus, name, value }, () => {
    if (!device.isBound || !hasSyncState(device)) return -ENOENT;
    if (value !== '1' || device.isSynced) return -EINVAL;
    device.isSynced = true;
    core.observer?.({ kind: 'sync_state', device, cause: 'user' });
    return 0;
  });
}

/** device_reprobe(): lets go and walks again. */
export function reprobe(core: BaseCore, device: BaseDevice): number {
  return announced(core, { entry: 'device_reprobe', bus: device.bus, name: device.name }, () => {
    releaseDriver(core, device);
    return rescanDevice(core, device);
  });
}

/** device_driver_attach(): this driver without match(). A deferral is told as -EAGAIN and not queued (LC-26). */
export function attachTo(core: BaseCore, driver: BaseDriver, device: BaseDevice): number {
  const { name, bus } = device;
  return announced(core, { entry: 'device_driver_attach', bus, driver, name }, () =>
    attach(core, driver, device),
  );
}

function attach(core: BaseCore, driver: BaseDriver, device: BaseDevice): number {
  const result = -Math.abs(probeOnce(core, driver, device));
  return result === -EPROBE_DEFER ? -EAGAIN : result;
}

function rescanDevice(core: BaseCore, device: BaseDevice): number {
  return device.driver ? 0 : Math.min(attachDevice(core, device), 0);
}

function hasBindFiles(driver: BaseDriver | undefined): driver is BaseDriver {
  return driver !== undefined && !driver.suppressBindAttrs && driver.bus.drivers.get(driver.name) === driver;
}

/** Says that the call begins, and what it returned. */
export function announced(
  core: BaseCore,
  call: Omit<Extract<Event, { kind: 'call' }>, 'kind'>,
  run: () => number,
): number {
  core.observer?.({ kind: 'call', ...call });
  const result = run();
  core.observer?.({ kind: 'return', result });
  return result;
}
