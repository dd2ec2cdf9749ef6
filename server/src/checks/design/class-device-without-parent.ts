// MK-123: a class device whose name has no location to begin with. Parav Pandit, 8 Nov 2019; systemd.net-naming-scheme(7).
import type { RootModel } from '../../db/model.ts';
import type { Check, ModuleSubject, Report } from '../check.ts';
import { factNamed, madeBy } from '../made-here.ts';

export const classDeviceWithoutParent: Check<'module'> = {
  code: 'MK-123',
  aliases: ['SD-48'],
  title: 'a class device without a parent',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'module',
  reads: 'declarations',
  run,
  doc: {
    why: 'udev names a netdev or an RDMA device after the place of its parent: `enp8s0f0`, `rocep8s0f0`. A class device without a parent lies in `/sys/devices/virtual`, has no `ID_PATH`, and keeps the kernel’s counted name, which changes with the order of creation. “If so, what will be X without a bus type?”',
    source: [
      'Parav Pandit to Jason Gunthorpe, 8 Nov 2019',
      'drivers/base/core.c:get_device_parent',
      'domain rules LC-6, SD-48 to SD-50, MK-123',
    ],
    firing: `module acme_sf { loaded; init { registers net; } }
`,
    corrected: `driver acme on pci { id_table { { vendor = 0x1234; device = 0x0001; } } probe { registers net; } }
`,
  },
};

function* run({ declared }: ModuleSubject, model: RootModel): Iterable<Report> {
  if (!declared) return;
  for (const { step, flavour, item } of madeBy(declared, model)) {
    if (step.kind !== 'registers' || flavour || factNamed(step.facts, 'parent')) continue;
    const type = model.topology.classes.get(step.of.text);
    if (!type?.udev?.parts.some((part) => part.kind === 'hole' && part.name === 'path')) continue;
    yield {
      message: `this \`${type.name}\` device has no parent: it lies in /sys/devices/virtual, and udev has no place to name it by`,
      place: { item, site: step.site },
    };
  }
}
