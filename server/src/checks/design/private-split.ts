// SD-30: a private bus to split one device among drivers of one vendor. Jason Gunthorpe, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { BusSubject, Check, Report } from '../check.ts';
import { namePlace } from './bus-definition.ts';
import { makersOf, vendorPrefix } from './bus-users.ts';

const AUXILIARY = 'auxiliary';

export const privateSplit: Check<'bus'> = {
  code: 'SD-30',
  aliases: [],
  title: 'a private way to split a device among drivers',
  levels: { relaxed: 'hint', strict: 'warning', stricter: 'error' },
  on: 'bus',
  reads: 'declarations',
  run,
  doc: {
    why: 'Network and RDMA halves of one PCI function, subfunctions, management parts: it is one problem, “a single PCI device is split by software into multiple different functional units and attached to different driver instances”, and “currently there is a lot of hacking in this area”. Since 5.11 the driver core has one way to do it: the driver of the function creates auxiliary devices, the drivers of its parts list their names, wherever their modules are. A bus of the vendor’s own repeats names, matching, power management and hot-unplug, each a little differently. Before 5.11 there was nothing to use, and this check says nothing; buses of that time (intel_th, dfl) live on, so relaxed severity only hints.',
    source: [
      'Jason Gunthorpe, 8 Nov 2019 (the methodology for split devices)',
      'Documentation/driver-api/auxiliary_bus.rst',
      'domain rules SD-30, HX-2, HX-11',
    ],
    firing: `contract acme_ops { int acme_command(struct acme_part *p); }
bus acme {
    device struct acme_part { offers acme_ops; u32 id; name = "acme{id}"; modalias = "acme:t{type:02X}"; alloc = creator; dma = parent; }
    driver struct acme_driver { requires probe, id_table; }
    id_table struct acme_id { u8 type; end type; }
    match { id_table; }
    pm = forwards;
}
driver acme_core on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates acme { type = 1; id = 0; } creates acme { type = 2; id = 1; } }
}
driver acme_eth on acme { id_table { { type = 1; } } uses acme_command; probe { registers net; } }
driver acme_ib on acme { id_table { { type = 2; } } uses acme_command; probe { registers infiniband; } }
`,
    corrected: `contract acme_ops { int acme_command(struct acme_part *p); }
driver acme_core on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe {
        creates auxiliary acme_core.eth { offers acme_ops; id = ida; }
        creates auxiliary acme_core.rdma { offers acme_ops; id = ida; }
    }
}
driver acme_eth on auxiliary { id_table acme_core.eth; uses acme_command; probe { registers net; } }
driver acme_ib on auxiliary { id_table acme_core.rdma; uses acme_command; probe { registers infiniband; } }
`,
  },
};

function* run({ bus, declared }: BusSubject, model: RootModel): Iterable<Report> {
  if (!bus || declared.decl.replaces || !model.topology.buses.has(AUXILIARY)) return;
  const drivers = model.driversOn(bus.name);
  const [maker, ...others] = makersOf(bus.name, model);
  if (!maker || drivers.length < 2 || others.some(({ by }) => by.id !== maker.by.id)) return;
  if (maker.by.kind !== 'driver') return;
  const creator = maker.by.decl.name.text;
  const vendor = vendorPrefix(creator);
  if (drivers.some((it) => vendorPrefix(it.name) !== vendor)) return;
  const parts = drivers.map((it) => `\`${it.name}\``).join(' and ');
  yield {
    message: `\`${bus.name}\` splits the device of \`${creator}\` among ${parts} by a way of its own: auxiliary devices do that for every driver`,
    place: namePlace(declared),
    related: [
      { place: { item: maker.made.item, site: maker.made.step.site }, message: 'a part is made here' },
    ],
  };
}
