// MK-48: shared data fetched from the parent's drvdata. Jason Gunthorpe, Nov 2019: what must a driver know?
import type { RootModel } from '../../db/model.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { usesOf } from '../driver-bodies.ts';

export const parentDrvdata: Check<'driver'> = {
  code: 'MK-48',
  aliases: [],
  title: 'parent data fetched through its drvdata',
  levels: { relaxed: 'off', strict: 'warning', stricter: 'warning' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'The drvdata of a device belongs to the driver that is bound to it: what it points to is private, has no type, and is NULL before that driver set it and after it unbound. A driver of an auxiliary device that reads it from the parent depends on all of this. What the two share is put into the structure around the `struct auxiliary_device`, typed, filled before the device is added, and reached with `container_of()`; that is the contract between them. Drivers in one module may well do it, so *relaxed* is silent.',
    source: [
      'Documentation/driver-api/auxiliary_bus.rst (container_of and the shared header)',
      'domain rules SD-10, MK-48',
    ],
    firing: `driver foo_ib.rdma on auxiliary {
    module = foo_ib;
    id_table foo.rdma;
    uses dev_get_drvdata of parent;
    probe { registers input; }
}
`,
    corrected: `driver foo_ib.rdma on auxiliary {
    module = foo_ib;
    id_table foo.rdma;
    probe { registers input; }
}
`,
  },
};

const GETTERS = new Set([
  'dev_get_drvdata',
  'pci_get_drvdata',
  'platform_get_drvdata',
  'auxiliary_get_drvdata',
]);

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  if (driver.bus !== 'auxiliary') return;
  for (const { use, item } of usesOf(declared, model)) {
    if (use.of?.path?.text !== 'parent') continue;
    for (const name of use.names) {
      if (!GETTERS.has(name.text)) continue;
      const alone = use.names.length === 1;
      yield {
        message: `${name.text}() of the parent reads what belongs to the parent's driver: share it in the structure around the auxiliary device, with container_of()`,
        place: { item, site: name.site },
        fixes: () =>
          alone
            ? [
                {
                  title: 'Take it from the container instead',
                  edits: [{ act: 'delete', place: { item, site: use.site } }],
                },
              ]
            : [],
      };
    }
  }
}
