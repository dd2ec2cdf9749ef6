// Rules about buses, devices and drivers as objects, and about adding them: drivers/base/core.c, bus.c, driver.c.
import type { RuleTable } from './rule.ts';

export const OBJECT_RULES: RuleTable = {
  'LC-1': {
    text: 'A device is on at most one bus and has at most one driver; a driver is on exactly one bus, so a module that serves two buses registers two drivers.',
    kernel: 'include/linux/device.h:struct device',
  },
  'LC-2': {
    text: 'Nothing matches and nothing probes a device without a bus.',
    kernel: 'drivers/base/bus.c:bus_add_device',
  },
  'LC-3': {
    text: 'A registered bus has its directory in /sys/bus and drivers_autoprobe = 1; a second bus of the same name fails.',
    kernel: 'drivers/base/bus.c:bus_register',
  },
  'LC-4': {
    text: 'A device or driver of a bus that is not registered is refused with -EINVAL.',
    kernel: 'drivers/base/driver.c:driver_register',
  },
  'LC-5': {
    text: 'A deleted device is never added again: what comes back is a new device.',
    kernel: 'drivers/base/core.c:device_add',
  },
  'LC-6': {
    text: 'The parent, or the lack of one, says where in /sys/devices a device lies: class devices lie in a directory of their class, or in virtual; a bus may have a directory for its parentless devices.',
    kernel: 'drivers/base/core.c:get_device_parent',
  },
  'LC-7': {
    text: 'A name is unique in its sysfs directory and on its bus, whatever the parents are; the second device_add() returns -EEXIST, with a remove event and no add event where only the bus has the name.',
    kernel: 'drivers/base/bus.c:bus_add_device',
  },
  'LC-8': {
    text: 'The add event with its MODALIAS goes out before the device is probed, so a module that it loads may come first or last.',
    kernel: 'drivers/base/core.c:device_add',
  },
  'LC-9': {
    text: 'A driver that registers while a device is being added gets -EPROBE_DEFER for it, and the device is not queued: device_add() itself probes it next.',
    kernel: 'drivers/base/dd.c:__driver_probe_device',
  },
  'LC-10': {
    text: 'A probe that fails never fails driver_register(); a taken name (-EBUSY) and a missing bus (-EINVAL) do.',
    kernel: 'drivers/base/dd.c:__driver_attach',
  },
  'LC-11': {
    text: 'platform_driver_probe() walks once, turns a deferral into -ENXIO, has no bind file, and takes the driver back with -ENODEV if nothing bound.',
    kernel: 'drivers/base/platform.c:__platform_driver_probe',
  },
};
