// SD-14: a bus that says neither how it matches nor what it carries. Alex Williamson and Jason Gunthorpe, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { BusSubject, Check, Levels, Report } from '../check.ts';
import { meetsDrivers, namePlace, saysContract, saysMatch } from './bus-definition.ts';
import { makersOf } from './bus-users.ts';

/** Several drivers share what others create on it: the common virtual-device bus. */
const SHARED: Levels = { relaxed: 'warning', strict: 'error', stricter: 'error' };

export const undefinedBus: Check<'bus'> = {
  code: 'SD-14',
  aliases: [],
  title: 'a bus without match rule and without contract',
  levels: { relaxed: 'off', strict: 'warning', stricter: 'error' },
  on: 'bus',
  reads: 'declarations',
  run,
  doc: {
    why: 'A common bus for virtual devices “seemed like a reasonable idea at the time”, but it “went into the weeds when trying to figure out how device drivers match to devices on that bus and actually interact with them”. A bus that leaves both open is a list of devices: nothing tells which driver is for which device, and none of them knows what it got. Say the contract (`offers`), and how a driver is found for it (`id_table`, `match`).',
    source: ['Alex Williamson, quoted by Jason Gunthorpe, 8 Nov 2019', 'domain rules SD-1, SD-7, SD-14'],
    firing: `bus vdev {
    device struct vdev { u32 id; name = "vdev{id}"; modalias = "vdev:x"; alloc = creator; dma = parent; }
    driver struct vdev_driver { requires probe; }
    pm = forwards;
}
driver acme on pci { id_table { { vendor = 0x1234; device = 0x0001; } } flavour vdev { u32 id; creates vdev; } }
driver vdev_net on vdev { aliases = "vdev:x"; }
driver vdev_rdma on vdev { aliases = "vdev:x"; }
order drivers vdev_net, vdev_rdma;
`,
    corrected: `contract vdev_ops { int vdev_command(struct vdev *vdev); }
bus vdev {
    device struct vdev { offers vdev_ops; u32 id; name = "vdev{id}"; modalias = "vdev:t{type:02X}"; alloc = creator; dma = parent; }
    driver struct vdev_driver { requires probe, id_table; }
    id_table struct vdev_id { u8 type; end type; }
    match { id_table; }
    pm = forwards;
}
driver acme on pci { id_table { { vendor = 0x1234; device = 0x0001; } } flavour vdev { u32 id; creates vdev { type = 1; } } }
driver vdev_net on vdev { id_table { { type = 1; } } }
driver vdev_rdma on vdev { id_table { { type = 2; } } }
`,
  },
};

function* run({ bus, declared }: BusSubject, model: RootModel): Iterable<Report> {
  if (!bus || !meetsDrivers(bus) || saysMatch(bus) || saysContract(bus)) return;
  const drivers = model.driversOn(bus.name);
  if (drivers.length === 0) return;
  const isShared = drivers.length > 1 && makersOf(bus.name, model).length > 0;
  const names = drivers.map((it) => `\`${it.name}\``).join(', ');
  yield {
    message: isShared
      ? `\`${bus.name}\` says neither how it matches nor what its devices offer: nothing tells ${names} apart, or what to do with a device`
      : `\`${bus.name}\` says neither how it matches nor what its devices offer to ${names}`,
    place: namePlace(declared),
    ...(isShared && { levels: SHARED }),
  };
}
