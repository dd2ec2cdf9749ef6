// SD-7: a bus that does not say how a device meets its driver. Jason Gunthorpe, 8 Nov 2019; kernel:
// drivers/base/base.h:driver_match_device (no callback: yes).
import type { RootModel } from '../../db/model.ts';
import type { BusSubject, Check, Levels, Report } from '../check.ts';
import { meetsDrivers, namePlace, saysContract, saysMatch } from './bus-definition.ts';

/** Two drivers contend for every device. */
const CONTENDED: Levels = { relaxed: 'warning', strict: 'warning', stricter: 'error' };

export const busWithoutMatch: Check<'bus'> = {
  code: 'SD-7',
  aliases: [],
  title: 'a bus that does not say how it matches',
  levels: { relaxed: 'off', strict: 'warning', stricter: 'error' },
  on: 'bus',
  reads: 'declarations',
  run,
  doc: {
    why: '“This matching is part of the API contract between the bus and device driver.” Without a `match` callback the driver core takes every driver for every device: whichever was registered first has them all, and an id_table of a driver would not be looked at. Say what is compared (`id_table struct …` with its fields), that every driver fits (`match { any; }`), or that only user space binds (`match { never; }`, or `match { driver_override; }`).',
    source: [
      'Jason Gunthorpe to Alex Williamson, 8 Nov 2019',
      'drivers/base/base.h:driver_match_device',
      'domain rules SD-7, LC-20',
    ],
    firing: `contract sf_ops { int sf_command(struct sf_device *sf); }
bus sf {
    device struct sf_device { offers sf_ops; u32 id; name = "sf.{id}"; modalias = "sf:x"; alloc = creator; dma = parent; }
    driver struct sf_driver { requires probe; }
    pm = forwards;
}
driver sf_net on sf { aliases = "sf:x"; uses sf_command; }
driver sf_vfio on sf { aliases = "sf:x"; uses sf_command; }
order drivers sf_net, sf_vfio;
`,
    corrected: `contract sf_ops { int sf_command(struct sf_device *sf); }
bus sf {
    device struct sf_device { offers sf_ops; u32 id; name = "sf.{id}"; modalias = "sf:t{type:02X}"; alloc = creator; dma = parent; }
    driver struct sf_driver { requires probe, id_table; }
    id_table struct sf_device_id { u8 type; end type; }
    match { id_table; }
    pm = forwards;
}
driver sf_net on sf { id_table { { type = 1; } } uses sf_command; }
driver sf_vfio on sf { id_table { { type = 2; } } uses sf_command; }
`,
  },
};

function* run({ bus, declared }: BusSubject, model: RootModel): Iterable<Report> {
  if (!bus || !meetsDrivers(bus) || saysMatch(bus) || !saysContract(bus)) return;
  const [first, ...others] = model.driversOn(bus.name);
  if (!first) return;
  const place = namePlace(declared);
  yield {
    message:
      others.length > 0
        ? `\`${bus.name}\` does not say how it matches: each of its ${others.length + 1} drivers fits every device, and \`${first.name}\`, registered first, takes them all`
        : `\`${bus.name}\` does not say how it matches: without match() every driver fits every device`,
    place,
    ...(others.length > 0 && { levels: CONTENDED }),
    fixes: () => [
      {
        title: 'Say that every driver fits',
        edits: [{ act: 'insert-inside', place, text: 'match { any; }' }],
      },
    ],
  };
}
