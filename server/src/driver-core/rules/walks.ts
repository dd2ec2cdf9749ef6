// Rules about who is asked in which order and what match() decides: drivers/base/dd.c, base.h, and the buses that differ.
import type { RuleTable } from './rule.ts';

export const WALK_RULES: RuleTable = {
  'LC-12': {
    text: 'A new device goes to the first driver, in registration order, that matches and whose probe succeeds; nothing prefers the more specific one.',
    kernel: 'drivers/base/dd.c:__device_attach',
  },
  'LC-13': {
    text: 'A new driver is offered every device of its bus in the order of addition, those that its own probes add included; one that has a driver stays with it.',
    kernel: 'drivers/base/dd.c:driver_attach',
  },
  'LC-14': {
    text: 'Built-in drivers register before modules, and modules in load order: a better match that comes later takes no bound device away.',
    kernel: 'drivers/base/bus.c:bus_add_driver',
  },
  'LC-15': {
    text: 'For a new device the synchronous drivers probe first and the asynchronous ones only if none of them bound; match() is asked of all in both passes, and a negative one ends either.',
    kernel: 'drivers/base/dd.c:__device_attach_async_helper',
  },
  'LC-16': {
    text: 'When a hid driver registers, the devices of hid-generic that it matches are probed anew.',
    kernel: 'drivers/hid/hid-core.c:__hid_bus_driver_added',
  },
  'LC-17': {
    text: 'When a driver of whole usb devices registers, those that usb_generic_driver has and that it matches are probed anew.',
    kernel: 'drivers/usb/core/driver.c:usb_register_device_driver',
  },
  'LC-18': {
    text: 'Within one table the first row that fits counts, only a device tree table takes the best; which row it is decides driver_data and not the driver.',
    kernel: 'drivers/pci/pci-driver.c:pci_match_id',
  },
  'LC-19': {
    text: 'pci looks for a driver once the device is complete and calls device_attach() itself: drivers_autoprobe = 0 does not keep new functions unbound.',
    kernel: 'drivers/pci/bus.c:pci_bus_add_device',
  },
  'LC-20': {
    text: 'On a bus without match callback every driver matches every device; where match() always says 0, only its maker attaches a driver.',
    kernel: 'drivers/base/base.h:driver_match_device',
  },
  'LC-73': {
    text: 'A device whose driver is set before it is added is bound to it without match and without probe.',
    kernel: 'drivers/base/dd.c:__device_attach',
  },
};
