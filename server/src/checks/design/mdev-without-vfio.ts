// MK-119: a mediated device that no vfio device comes of. Jason Gunthorpe, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { BusType, Driver } from '../../driver-core/topology.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { madeBy } from '../made-here.ts';

export const mdevWithoutVfio: Check<'driver'> = {
  code: 'MK-119',
  aliases: ['SD-39'],
  title: 'a mediated device for something other than vfio',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'run',
  run,
  doc: {
    why: 'The mdev bus is ABI and its meaning is fixed by its users: a mediated device is the life cycle of a vfio device. Its parent ops were a vfio API from the start; since 6.1 an mdev driver *must* make a vfio device in probe. A device for another API (RDMA, virtio, a netdev) belongs on a bus of that API, on vdpa, or on the auxiliary bus.',
    source: [
      'Jason Gunthorpe to Alex Williamson, 8 Nov 2019',
      'drivers/vfio/mdev/mdev_driver.c',
      'domain rules SD-2, SD-38, SD-39, MK-119',
    ],
    firing: `kernel 6.12;
driver i40e on pci {
    id_table { { vendor = 0x8086; device = 0x1572; } }
    flavour rdma { creates mdev { driver = i40iw; } }
}
module i40iw { loaded; }
driver i40iw on mdev { probe { registers infiniband; } }
device 0000:3b:00.0 on pci {
    vendor = 0x8086;
    device = 0x1572;
    create 6ba7b810-9dad-11d1-80b4-00c04fd430c8 flavour rdma;
}
`,
    corrected: `kernel 6.12;
driver i40e on pci {
    id_table { { vendor = 0x8086; device = 0x1572; } }
    probe { creates auxiliary i40e.iwarp { id = ida; } }
}
driver irdma on auxiliary { id_table i40e.iwarp; probe { registers infiniband; } }
device 0000:3b:00.0 on pci { vendor = 0x8086; device = 0x1572; }
`,
  },
};

function* run({ id, result, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  if (!result) return;
  const told = new Set<number>();
  for (const { step, item } of madeBy(declared, model)) {
    const bus = step.kind === 'creates' ? model.topology.buses.get(step.of.text) : undefined;
    const wanted = bus && mustRegister(bus);
    if (!bus || wanted === undefined || told.has(step.site)) continue;
    const user = model
      .devicesOn(bus.name)
      .filter((made) => made.madeBy?.driver === id && made.driver !== undefined)
      .map((made) => model.driver(made.driver ?? ''))
      .find((driver) => driver && !registers(driver, wanted));
    if (!user) continue;
    told.add(step.site);
    yield {
      message: `no ${wanted} device comes of this ${bus.name} device: \`${user.name}\` registers ${registered(user)}; \`${bus.name}\` is ${wanted}'s life cycle and nothing else`,
      place: { item, site: step.site },
    };
  }
}

/** A replaced mdev may have lost the fact; what the bus means has not changed with it. */
function mustRegister(bus: BusType): string | undefined {
  const said = bus.drivers.find((struct) => struct.mustRegister !== undefined)?.mustRegister;
  return said ?? (bus.name === 'mdev' ? 'vfio' : undefined);
}

function registers(driver: Driver, className: string): boolean {
  return driver.probe.some((step) => step.kind === 'registers' && step.of === className);
}

function registered(driver: Driver): string {
  const made = driver.probe.flatMap((step) =>
    step.kind === 'registers' || step.kind === 'creates' ? [`\`${step.of}\``] : [],
  );
  return made.length > 0 ? made.join(', ') : 'nothing';
}
