// MK-116: one bus carries several APIs, and an id or the drivers select between them. Jason Gunthorpe, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { BusType } from '../../driver-core/topology.ts';
import type { BusSubject, Check, Report } from '../check.ts';
import { usesOf } from '../driver-bodies.ts';
import { LIFECYCLE } from './offered-functions.ts';
import { splitBus } from './split-bus.ts';

export const apiMultiplexer: Check<'bus'> = {
  code: 'MK-116',
  aliases: ['SD-3', 'SD-4', 'SD-15', 'SD-20'],
  title: 'a bus that multiplexes APIs',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'bus',
  reads: 'declarations',
  run,
  doc: {
    why: 'A bus type stands for one API contract between `struct foo_device` and `struct foo_driver`. A bus whose devices offer this API or that one, told apart by a class id, does what the driver core is there for: matching drivers to APIs is what bus types do. Give each API a bus of its own; what the devices share (a life cycle, a way of naming) is a library: “maybe mdev should grow by factoring the special GUID life cycle stuff into a helper library”, and virtio over it “should probably be a mdev-virtio bus type providing this new virtio API contract using a `struct mdev_virtio`”. The fix writes that bus where the id selects nothing but the API.',
    source: [
      'Jason Gunthorpe to Alex Williamson, 8 Nov 2019 (mdev as API multiplexer)',
      'Parav Pandit, 8 Nov 2019 (three buses instead of one)',
      'domain rules SD-1, SD-3, SD-4, SD-15, SD-20, MK-116',
    ],
    firing: `contract vfio_ops { int open(struct thing *t); }
contract virtio_ops { u64 get_features(struct thing *t); }
bus thing {
    device struct thing {
        offers vfio_ops when class_id == 1;
        offers virtio_ops when class_id == 2;
        u32 id;
        name = "thing.{id}";
        modalias = "thing:c{class_id:04X}";
        alloc = creator;
        dma = parent;
    }
    driver struct thing_driver { requires probe, id_table; }
    id_table struct thing_id { u16 class_id; end class_id; }
    match { id_table; }
    pm = forwards;
}
`,
    corrected: `contract vfio_ops { int open(struct thing *t); }
bus thing {
    device struct thing {
        offers vfio_ops;
        u32 id;
        name = "thing.{id}";
        modalias = "thing:t{type:04X}";
        alloc = creator;
        dma = parent;
    }
    driver struct thing_driver { requires probe, id_table; }
    id_table struct thing_id { u16 type; end type; }
    match { id_table; }
    pm = forwards;
}
`,
  },
};

function* run({ bus, declared }: BusSubject, model: RootModel): Iterable<Report> {
  if (!bus) return;
  for (const [index, struct] of bus.devices.entries()) {
    const offers = struct.offers.filter((offer) => offer.value !== LIFECYCLE);
    const apis = [...new Set(offers.map((offer) => offer.value))];
    const selected = offers.filter((offer) => offer.when.length > 0);
    if (apis.length < 2 || (selected.length === 0 && !isSplitByUse(bus, apis, model))) continue;
    const how = selected.length > 0 ? 'an id selects between them' : 'each of its drivers uses one of them';
    const decl = declared.decl.devices[index];
    yield {
      message: `\`${bus.name}\` carries ${apis.map((api) => `\`${api}\``).join(' and ')} and ${how}: a bus is one contract, give each API a bus of its own`,
      place: { item: declared.item, site: declared.decl.name.site },
      related: (decl?.offers ?? []).map((offer) => ({
        place: { item: declared.item, site: offer.site },
        message: `\`${offer.contract.text}\` is offered here`,
      })),
      fixes: () => splitBus(bus, declared, model),
    };
  }
}

/** Every device offers all of them, and no driver wants more than one. */
function isSplitByUse(bus: BusType, apis: readonly string[], model: RootModel): boolean {
  const owner = new Map(
    apis.flatMap((api) => (model.topology.contracts.get(api)?.entries ?? []).map((it) => [it.name, api])),
  );
  const wanted = model.driversOn(bus.name).map((driver) => {
    const declared = model.declarationAs('driver', driver.id);
    const names = declared ? usesOf(declared, model).flatMap(({ use }) => use.names) : [];
    return new Set(names.flatMap((it) => owner.get(it.text) ?? []));
  });
  return wanted.every((it) => it.size < 2) && new Set(wanted.flatMap((it) => [...it])).size > 1;
}
