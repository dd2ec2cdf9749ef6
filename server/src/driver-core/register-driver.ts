// A driver of the description registers and leaves: what drivers/base does, and what single buses do on top of it.
// platform.c:__platform_driver_probe (LC-11), hid-core.c:__hid_bus_driver_added (LC-16), usb/core/driver.c:
// usb_register_device_driver (LC-17).
import { reprobe } from './base/control.ts';
import { registerDriver as register, unregisterDriver as unregister } from './base/register.ts';
import type { LiveDriver, State } from './live.ts';
import { matchDevice } from './match.ts';

/** 0, or the negative errno of driver_register(): its name is taken. A `platform_driver_probe` that binds nothing is gone again. */
export function registerDriver(state: State, driver: LiveDriver): number {
  const { bus, decl } = driver;
  driver.order = ++bus.nRegistered;
  driver.registration = ++state.registrations;
  const error = register(state.core, driver);
  if (error !== 0) {
    driver.order = 0;
    return error;
  }
  if (decl.flags.has('yields')) bus.yielding.push(driver);
  else takeFromYielding(state, driver);
  if (!decl.flags.has('platform_driver_probe')) return 0;
  driver.closed = true;
  if (driver.devices.size === 0) unregisterDriver(state, driver);
  return 0;
}

/** Dynamic ids go with it: pci_free_dynids, usb_free_dynids, hid_free_dynids (LC-43). */
export function unregisterDriver(state: State, driver: LiveDriver): void {
  const { yielding, dynamic } = driver.bus;
  driver.order = 0;
  if (yielding.includes(driver)) yielding.splice(yielding.indexOf(driver), 1);
  unregister(state.core, driver);
  driver.dynamicIds.length = 0;
  if (dynamic.includes(driver)) dynamic.splice(dynamic.indexOf(driver), 1);
}

/** Devices of a driver that yields are probed anew when one that does not registers. */
function takeFromYielding(state: State, driver: LiveDriver): void {
  for (const other of driver.bus.yielding) {
    for (const device of [...other.devices]) {
      if (matchDevice(state.topology.kernel, device, driver).result === 'yes') reprobe(state.core, device);
    }
  }
}
