// Rules about references, release, managed resources and class devices: drivers/base/core.c, devres.c.
import type { RuleTable } from './rule.ts';

export const LIFETIME_RULES: RuleTable = {
  'LC-59': {
    text: 'From device_initialize() on only put_device() frees; after a failed device_add() device_del() must not be called.',
    kernel: 'drivers/base/core.c:device_register',
    finding: 'MK-55',
  },
  'LC-60': {
    text: 'A device needs a release of its own, its type or its class; without one, or with an empty one, its memory leaks or is used after it was freed.',
    kernel: 'drivers/base/core.c:device_release',
    finding: 'MK-53',
  },
  'LC-61': {
    text: 'What embeds a device is freed in release, not in remove and not by devm.',
    kernel: 'drivers/base/core.c:device_release',
    finding: 'MK-58',
  },
  'LC-62': {
    text: 'Managed resources go when the driver unbinds, after its remove, whoever still has the device open.',
    kernel: 'drivers/base/devres.c:devres_release_all',
    finding: 'MK-59',
  },
  'LC-63': {
    text: 'A child holds its parent’s memory from device_add() to device_del().',
    kernel: 'drivers/base/core.c:device_add',
  },
  'LC-64': {
    text: 'The number in a name is given back after the name has gone: earlier, the next device collides.',
    kernel: 'drivers/base/core.c:device_del',
  },
  'LC-65': {
    text: 'A static struct device has no honest release, and goes with its module whoever holds it.',
    kernel: 'Documentation/core-api/kobject.rst',
    finding: 'MK-70',
  },
  'LC-66': {
    text: 'A class device is neither matched nor probed: the driver of the hardware registers it in probe and unregisters it in remove.',
    kernel: 'drivers/base/core.c:device_add',
  },
  'LC-67': {
    text: 'device_create() brings a release that frees; who embeds a class device brings one.',
    kernel: 'drivers/base/core.c:device_create_release',
    finding: 'MK-53',
  },
  'LC-68': {
    text: 'The parent of a class device is the device whose driver registers it: its path, udev’s ID_PATH and the suspend order follow from that.',
    kernel: 'drivers/base/core.c:get_device_parent',
  },
  'LC-69': {
    text: 'Unregistering a class device either waits until user space closes it (vfio, vhost-vdpa) or revokes what it has open (netdev, input); until then remove does not return.',
    kernel: 'drivers/vfio/vfio_main.c:vfio_unregister_group_dev',
  },
};
