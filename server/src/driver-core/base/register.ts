// A driver comes to its bus, and leaves it. drivers/base/driver.c:driver_register, drivers/base/bus.c: bus_add_driver,
// bus_remove_driver (LC-10, LC-13, LC-46).
import { attachDriver } from './attach.ts';
import type { BaseCore } from './core.ts';
import { forgetWalks } from './deferral.ts';
import { EBUSY } from './errno.ts';
import type { BaseDriver } from './objects.ts';
import { detachDriver } from './release.ts';

/** driver_register(): 0, or -EBUSY if the bus has a driver of this name. What its probes return does not count (LC-10). */
export function registerDriver(core: BaseCore, driver: BaseDriver): number {
  const { bus } = driver;
  if (bus.drivers.has(driver.name)) return -EBUSY;
  core.observer?.({ kind: 'register', driver });
  bus.drivers.set(driver.name, driver);
  if (bus.autoprobe) attachDriver(core, driver);
  return 0;
}

/** driver_unregister(): its devices stay, unbound. */
export function unregisterDriver(core: BaseCore, driver: BaseDriver): void {
  core.observer?.({ kind: 'unregister', driver });
  driver.bus.drivers.delete(driver.name);
  forgetWalks(core);
  detachDriver(core, driver);
}
