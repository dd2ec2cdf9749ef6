// MK-120: a bus whose devices offer no function. Jason Gunthorpe, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { DeviceStruct } from '../../driver-core/topology.ts';
import type { BusSubject, Check, Report } from '../check.ts';
import { LIFECYCLE } from './offered-functions.ts';

export const lifecycleOnlyBus: Check<'bus'> = {
  code: 'MK-120',
  aliases: ['SD-12'],
  title: 'a bus that offers nothing but a life cycle',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'bus',
  reads: 'declarations',
  run,
  doc: {
    why: 'A driver that binds to a device needs to know what it can do with it: the device’s API has to supply all of that. A bus whose devices can only be added and removed is no contract; drivers get at the device by casts and exported symbols. “Virtual devices have a thin API” does not hold: virtio has twenty entry points. If only the life cycle is shared, it is a helper library.',
    source: [
      'Jason Gunthorpe to Alex Williamson, 8 Nov 2019 (the thin bus API)',
      'domain rules SD-10, SD-12, SD-19, MK-120',
    ],
    firing: `bus sf {
    device struct sf { offers lifecycle; u32 id; name = "sf.{id}"; modalias = "sf:{id}"; alloc = creator; dma = parent; }
    driver struct sf_driver { requires probe; }
    match { any; }
    pm = forwards;
}
`,
    corrected: `contract sf_ops { int sf_command(struct sf *sf); }
bus sf {
    device struct sf { offers sf_ops; u32 id; name = "sf.{id}"; modalias = "sf:{id}"; alloc = creator; dma = parent; }
    driver struct sf_driver { requires probe; }
    match { any; }
    pm = forwards;
}
`,
  },
};

function* run({ bus, declared }: BusSubject, model: RootModel): Iterable<Report> {
  if (!bus || bus.devices.length === 0) return;
  const offering = bus.devices.filter((struct) => struct.offers.length > 0);
  if (offering.length === 0 || offering.some((struct) => hasFunctions(struct, model))) return;
  yield {
    message: `a device of \`${bus.name}\` can be added and removed, and nothing else: a driver has no API to drive it with`,
    place: { item: declared.item, site: declared.decl.name.site },
  };
}

/** What every bus has: its devices come, are bound, and go. */
const OF_LIFE_CYCLE =
  /(?:^|_)(?:probe|remove|add|del|delete|create|destroy|register|unregister|bind|unbind|attach|detach)$/;

function hasFunctions(struct: DeviceStruct, model: RootModel): boolean {
  return struct.offers.some(({ value }) => {
    if (value === LIFECYCLE) return false;
    const contract = model.topology.contracts.get(value);
    if (!contract || contract.extends.length > 0) return true;
    return contract.entries.some(({ name }) => !OF_LIFE_CYCLE.test(name));
  });
}
