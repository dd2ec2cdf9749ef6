// Rules about unbinding, deletion and unplugging: drivers/base/dd.c, core.c, drivers/pci/remove.c.
import type { RuleTable } from './rule.ts';

export const REMOVAL_RULES: RuleTable = {
  'LC-45': {
    text: 'remove cannot fail: what it returns is ignored.',
    kernel: 'drivers/base/dd.c:device_remove',
  },
  'LC-46': {
    text: 'A driver that unregisters loses its devices last bound first; the devices stay.',
    kernel: 'drivers/base/dd.c:driver_detach',
  },
  'LC-47': {
    text: 'A bound device does not pin its driver’s module, so rmmod unbinds; modules that use its symbols and open files do.',
    kernel: 'kernel/module/main.c:try_stop_module',
  },
  'LC-48': {
    text: 'device_del() marks the device dead, unbinds its driver, takes it off every list and purges its links, which frees its consumers of them; then it says removed.',
    kernel: 'drivers/base/core.c:device_del',
  },
  'LC-49': {
    text: 'The core deletes no children: one that its owner forgot stays at /PARENT/CHILD without its sysfs files, and every later bind of it fails with -ENOENT before probe.',
    kernel: 'drivers/base/core.c:device_del',
  },
  'LC-50': {
    text: 'Below a removed bridge the last device added goes first, so VFs before their PF; a PF that is unbound alone deletes VF 0, 1, … inside its remove.',
    kernel: 'drivers/pci/remove.c:pci_stop_and_remove_bus_device',
  },
  'LC-51': {
    text: 'A surprise removal is the same walk on hardware that is gone already.',
    kernel: 'drivers/pci/hotplug/pciehp_pci.c:pciehp_unconfigure_device',
  },
  'LC-52': {
    text: 'Consumers go before suppliers, children before parents, and what a driver made or found before its remove returns.',
    kernel: 'drivers/base/dd.c:__device_release_driver',
  },
};
