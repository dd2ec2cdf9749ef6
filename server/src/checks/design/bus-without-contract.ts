// SD-1: a bus with drivers, and nothing that says what they may call. Jason Gunthorpe, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { BusSubject, Check, Levels, Report } from '../check.ts';
import {
  contractOf,
  meetsDrivers,
  namePlace,
  saysContract,
  saysMatch,
  writtenStruct,
} from './bus-definition.ts';

/** The contract is there, only the bus does not name it. */
const FORGOTTEN: Levels = { relaxed: 'warning', strict: 'warning', stricter: 'error' };

export const busWithoutContract: Check<'bus'> = {
  code: 'SD-1',
  aliases: [],
  title: 'a bus without a contract',
  levels: { relaxed: 'off', strict: 'warning', stricter: 'error' },
  on: 'bus',
  reads: 'declarations',
  run,
  doc: {
    why: 'A bus type stands for one API contract: what `struct foo_device`, as the bus provides it, gives to a `struct foo_driver`. A bus that has drivers and does not say what they may call on a device leaves that to casts, exported symbols and whoever reads the code. `offers foo_ops;` in the device struct names the functions, `offers creator;` says that whoever creates a device says so, `offers lifecycle;` that there are none. Relaxed severity speaks only if a contract that takes a pointer to the bus’s device struct is there and is not offered.',
    source: ['Jason Gunthorpe to Alex Williamson, 8 Nov 2019', 'domain rules SD-1, SD-8'],
    firing: `contract sf_ops { int sf_command(struct sf_device *sf); }
bus sf {
    device struct sf_device { u32 id; name = "sf.{id}"; modalias = "sf:x"; alloc = creator; dma = parent; }
    driver struct sf_driver { requires probe; }
    match { any; }
    pm = forwards;
}
driver sf_net on sf { aliases = "sf:x"; }
`,
    corrected: `contract sf_ops { int sf_command(struct sf_device *sf); }
bus sf {
    device struct sf_device { offers sf_ops; u32 id; name = "sf.{id}"; modalias = "sf:x"; alloc = creator; dma = parent; }
    driver struct sf_driver { requires probe; }
    match { any; }
    pm = forwards;
}
driver sf_net on sf { aliases = "sf:x"; }
`,
  },
};

function* run({ bus, declared }: BusSubject, model: RootModel): Iterable<Report> {
  if (!bus || !meetsDrivers(bus) || saysContract(bus) || !saysMatch(bus)) return;
  const [driver] = model.driversOn(bus.name);
  const struct = bus.devices.find((it) => !it.noDriver);
  if (!driver || !struct) return;
  const contract = contractOf(struct, model);
  const written = writtenStruct(struct, declared);
  const what = `a \`struct ${struct.struct}\``;
  yield {
    message: contract
      ? `\`${contract.name}\` takes ${what}, but \`${bus.name}\` does not offer it: its drivers have no contract`
      : `\`${bus.name}\` has drivers and no contract: nothing says what \`${driver.name}\` may call on ${what}`,
    place: namePlace(declared),
    ...(contract && { levels: FORGOTTEN }),
    fixes: () =>
      contract && written
        ? [
            {
              title: `Offer \`${contract.name}\``,
              edits: [
                {
                  act: 'insert-inside',
                  place: { item: declared.item, site: written.name.site },
                  text: `offers ${contract.name};`,
                },
              ],
              preferred: true,
            },
          ]
        : [],
  };
}
