// SD-37: a vendor's name on a bus that others use, or could. Parav Pandit, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { BusType } from '../../driver-core/topology.ts';
import type { BusSubject, Check, Levels, Report } from '../check.ts';
import type { Maker } from '../made-here.ts';
import { namePlace } from './bus-definition.ts';
import { makersOf, vendorPrefix } from './bus-users.ts';

/** Nobody else uses it yet, but nothing in its contract is the vendor's. */
const GENERIC: Levels = { relaxed: 'off', strict: 'hint', stricter: 'hint' };

export const vendorNamedBus: Check<'bus'> = {
  code: 'SD-37',
  aliases: [],
  title: 'a vendor’s name on a bus that others could use',
  levels: { relaxed: 'hint', strict: 'hint', stricter: 'warning' },
  on: 'bus',
  reads: 'declarations',
  run,
  doc: {
    why: '“Abstract out mlx5_bus into more generic virtual bus so that multiple vendors can reuse?” The name of a bus is ABI (`/sys/bus/NAME`, the prefix of every modalias): once a second vendor’s devices are on a bus that is called after the first, it cannot be renamed. The same holds for a contract in which no function is the vendor’s own: give the bus the name of what it carries.',
    source: [
      'Parav Pandit to Jason Gunthorpe, 8 Nov 2019',
      'domain rule SD-37; the virtual bus became the auxiliary bus (HX-2)',
    ],
    firing: `contract acme_ops { int acme_command(struct acme_part *p); }
bus acme {
    device struct acme_part { offers acme_ops; u32 id; name = "acme{id}"; modalias = "acme:x"; alloc = creator; dma = parent; }
    driver struct acme_driver { requires probe; }
    match { any; }
    pm = forwards;
}
driver acme_core on pci { id_table { { vendor = 0x1234; device = 0x0001; } } flavour part { u32 id; creates acme; } }
driver other_core on pci { id_table { { vendor = 0x5678; device = 0x0001; } } flavour part { u32 id; creates acme; } }
`,
    corrected: `contract part_ops { int part_command(struct part *p); }
bus part {
    device struct part { offers part_ops; u32 id; name = "part{id}"; modalias = "part:x"; alloc = creator; dma = parent; }
    driver struct part_driver { requires probe; }
    match { any; }
    pm = forwards;
}
driver acme_core on pci { id_table { { vendor = 0x1234; device = 0x0001; } } flavour part { u32 id; creates part; } }
driver other_core on pci { id_table { { vendor = 0x5678; device = 0x0001; } } flavour part { u32 id; creates part; } }
`,
  },
};

function* run({ bus, declared }: BusSubject, model: RootModel): Iterable<Report> {
  if (!bus || declared.decl.replaces) return;
  const name = vendorPrefix(bus.name);
  const makers = makersOf(bus.name, model).map(({ by }) => by);
  const own = makers.find((by) => vendorPrefix(by.decl.name.text) === name);
  const vendor = own && vendorIdOf(own, model);
  if (vendor === undefined) return;
  const other = makers.find((by) => ![undefined, vendor].includes(vendorIdOf(by, model)));
  if (!other && !isGeneric(bus, name, model)) return;
  yield {
    message: other
      ? `\`${bus.name}\` bears the name of one vendor, and \`${other.decl.name.text}\` makes devices of it too: name it after what it carries`
      : `nothing in the contract of \`${bus.name}\` is \`${name}\`'s own: under a general name other vendors can use it`,
    place: namePlace(declared),
    ...(!other && { levels: GENERIC }),
  };
}

/** Whose hardware a driver serves, if it says. */
function vendorIdOf(by: Maker, model: RootModel): unknown {
  const rows = by.kind === 'driver' ? Object.values(model.driver(by.id)?.tables ?? {}).flat() : [];
  return rows.find(({ fields }) => fields.vendor !== undefined)?.fields.vendor;
}

/** It has functions, and none of them begins with the vendor's name. */
function isGeneric(bus: BusType, vendor: string, model: RootModel): boolean {
  const offered = bus.devices.flatMap((struct) => struct.offers.map((it) => it.value));
  const entries = offered.flatMap((it) => model.topology.contracts.get(it)?.entries ?? []);
  return entries.length > 0 && entries.every((it) => vendorPrefix(it.name) !== vendor);
}
