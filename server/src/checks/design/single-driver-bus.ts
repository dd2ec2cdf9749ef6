// MK-117: a bus of its own for one vendor's one driver. Jason Gunthorpe, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { BusSubject, Check, Report } from '../check.ts';
import { isOneVendors, makersOf, onlyDriver } from './bus-users.ts';
import { toAuxiliary } from './to-auxiliary.ts';

export const singleDriverBus: Check<'bus'> = {
  code: 'MK-117',
  aliases: ['SD-34', 'SD-35', 'SD-36'],
  title: 'a bus for one vendor’s one driver',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'bus',
  reads: 'declarations',
  run,
  doc: {
    why: 'Devices that only ever bind to one driver of the same vendor have no contract that others share. A bus type for each such proprietary API “feels kind of wrong”: since 5.11 the auxiliary bus connects the parts of one driver, with a match name instead of a bus. The fix makes that of it: the one part gets the name MODULE.PART, what the device offers is said where it is created. (The alternative of the mail, a generic bus with a `void *hw_data`, became the same with a structure instead of the pointer.)',
    source: [
      'Jason Gunthorpe, 8 Nov 2019 (SFs and the Intel driver)',
      'drivers/base/auxiliary.c',
      'domain rules SD-34 to SD-36, MK-117',
    ],
    firing: `contract acme_ops { int acme_command(struct acme_part *p); }
bus acme {
    device struct acme_part { offers acme_ops; u32 id; name = "acme.{id}"; modalias = "acme:part"; alloc = creator; dma = parent; }
    driver struct acme_part_driver { requires probe; }
    match { any; }
    pm = forwards;
}
driver acme_core on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    flavour part { u32 id; creates acme; }
}
driver acme_part on acme { aliases = "acme:part"; uses acme_command; }
`,
    corrected: `contract acme_ops { int acme_command(struct acme_part *p); }
driver acme_core on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    flavour part { creates auxiliary acme_core.part { offers acme_ops; id = ida; } }
}
driver acme_part on auxiliary { id_table acme_core.part; uses acme_command; }
`,
  },
};

function* run({ bus, declared }: BusSubject, model: RootModel): Iterable<Report> {
  const driver = bus && !declared.decl.replaces ? onlyDriver(bus.name, model) : undefined;
  const makers = bus ? makersOf(bus.name, model) : [];
  const [maker] = makers;
  const users = makers.map(({ by }) => by);
  if (!bus || !driver || !maker || !isOneVendors(users, driver)) return;
  const makerPlace = { item: maker.made.item, site: maker.made.step.site };
  yield {
    message: `\`${bus.name}\` serves one vendor's one driver: \`${maker.by.decl.name.text}\` makes its devices, \`${driver.name}\` alone drives them; an auxiliary device needs no bus of its own`,
    place: { item: declared.item, site: declared.decl.name.site },
    related: [{ place: makerPlace, message: 'its devices are made here' }],
    fixes: () => (makers.length === 1 ? toAuxiliary(bus, declared, maker, driver, model) : []),
  };
}
