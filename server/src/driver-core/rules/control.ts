// Rules about the files by which user space controls binding: drivers/base/bus.c, and the buses that add files.
import type { RuleTable } from './rule.ts';

export const CONTROL_RULES: RuleTable = {
  'LC-40': {
    text: 'A bind write needs a match() that is not 0 (an error passes) and returns -ENODEV otherwise; unbind needs the driver that is bound. A driver with suppress_bind_attrs has neither file.',
    kernel: 'drivers/base/bus.c:bind_store',
  },
  'LC-41': {
    text: 'drivers_autoprobe = 0 stops the walks for new devices and drivers, and a deferred device is lost at its retry; drivers_probe walks all the same and returns -EINVAL for an error of the core. A rescan ends at the first such device.',
    kernel: 'drivers/base/bus.c:bus_rescan_devices_helper',
  },
  'LC-42': {
    text: 'driver_override is compared with the driver’s name; writing it binds, unbinds and loads nothing, and a name that no driver has keeps all away.',
    kernel: 'drivers/base/driver.c:driver_set_override',
  },
  'LC-43': {
    text: 'Only pci, usb, usb-serial, hid, pcmcia, vmbus and dax take new ids; new_id offers the driver every device at once, remove_id unbinds nothing.',
    kernel: 'drivers/base/dd.c:driver_attach',
  },
  'LC-44': {
    text: 'pci’s new_id takes at least vendor and device; with fewer than all 7 numbers an id that the table has already is -EEXIST, and driver_data that no row has is -EINVAL.',
    kernel: 'drivers/pci/pci-driver.c:new_id_store',
  },
  'LC-70': {
    text: 'A row with override_only counts only under a driver_override that names its driver.',
    kernel: 'drivers/pci/pci-driver.c:pci_match_device',
    since: '5.15',
  },
  'LC-71': {
    text: 'vfio-pci writes the name of its vfio ops as driver_override on the VFs of a PF that it owns, when they are added.',
    kernel: 'drivers/vfio/pci/vfio_pci_core.c:vfio_pci_bus_notifier',
  },
  'LC-72': {
    text: 'A driver that an override or a name chose has no match data of a table.',
    kernel: 'drivers/bus/simple-pm-bus.c:simple_pm_bus_probe',
    finding: 'MK-32',
  },
};
