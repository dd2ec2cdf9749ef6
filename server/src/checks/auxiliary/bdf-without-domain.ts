// SD-53: a device number made of a PCI address leaves the domain out. Jason Gunthorpe, 18 Jan 2021 (vfio-pci-core RFC).
import type { RootModel } from '../../db/model.ts';
import type { Check, DriverSubject, Levels, Report } from '../check.ts';
import { factNamed, madeBy } from '../made-here.ts';

/** Two domains are there: the numbers do collide. */
const COLLIDING: Levels = { relaxed: 'warning', strict: 'warning', stricter: 'error' };

export const bdfWithoutDomain: Check<'driver'> = {
  code: 'SD-53',
  aliases: ['MK-41'],
  title: 'a number made of a PCI address without its domain',
  levels: { relaxed: 'hint', strict: 'warning', stricter: 'warning' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'A number such as 2048 for 08:00.0 (bus << 8 | devfn) lets an administrator find the VF that an auxiliary device stands for, but the PCI domain is not in it: 0000:08:00.0 and 0001:08:00.0 give the same number, and `device_add()` of the second fails with -EEXIST. Use a number of the module’s own (`id = ida;`) and an attribute or link that names the function.',
    source: [
      'the mlx5_core.vfio_pci.2048 devices of the vfio-pci-core RFC, Jan 2021',
      'domain rules SD-53, MK-41',
    ],
    firing: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    sriov_configure { creates vf; creates auxiliary acme.vfio per vf { id = bdf; } }
}
`,
    corrected: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    sriov_configure { creates vf; creates auxiliary acme.vfio per vf { id = ida; } }
}
`,
  },
};

function* run({ declared }: DriverSubject, model: RootModel): Iterable<Report> {
  for (const { step, item } of madeBy(declared, model)) {
    const id = factNamed(step.facts, 'id')?.values[0];
    if (step.kind !== 'creates' || id?.text !== 'bdf') continue;
    const place = { item, site: id.site };
    yield {
      message: `the number of \`${step.name?.text ?? step.of.text}\` is bus << 8 | devfn: the PCI domain is left out`,
      place,
      ...(pciDomains(model) > 1 && { levels: COLLIDING }),
      fixes: () => [{ title: 'Number by `ida`', edits: [{ act: 'replace', place, text: 'ida' }] }],
    };
  }
}

function pciDomains(model: RootModel): number {
  return new Set(model.devicesOn('pci').map((device) => device.name.slice(0, device.name.indexOf(':')))).size;
}
