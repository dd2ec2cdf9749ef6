// MK-9: two drivers of a bus take the same devices; who registers first wins. Kernel: drivers/base/dd.c:__device_attach.
import type { RootModel } from '../../db/model.ts';
import type { Driver, Id } from '../../driver-core/topology.ts';
import type { Check, DriverSubject, Levels, Report } from '../check.ts';
import { placeOfRow } from '../driver-rows.ts';
import { isOrdered, orderFix } from '../order-of-drivers.ts';
import { type Clash, clashes, sharedDevices } from './row-clashes.ts';
import { printRow } from './row-sets.ts';

/** The description says the order; on a machine it is still that of loading. */
const ORDERED: Levels = { relaxed: 'hint', strict: 'hint', stricter: 'warning' };

const WHO = 'Say who is first';

export const sameIdInTwoDrivers: Check<'driver'> = {
  code: 'MK-9',
  aliases: [],
  title: 'the same id in two drivers',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'driver',
  reads: 'run',
  run,
  doc: {
    why: 'The driver core does not look for the most specific driver. It walks the drivers of a bus in the order of their registration, and the first that matches *and* whose probe succeeds has the device. modprobe loads all modules whose alias fits, in the order of `modules.order`. So of two drivers with the same id, load order decides, and it can differ from one machine to the next (radeon and radeonfb, intel_rng and lpc_ich). Narrow one of them, decline in its probe, make its row `override_only`, or say the order: `order drivers A, B;`.',
    source: ['drivers/base/dd.c:__device_attach', 'domain rules LC-12, LC-14, KM-8, MK-9'],
    firing: `driver radeonfb on pci { id_table { { vendor = 0x1002; device = 0x5d57; } } }
driver radeon on pci { id_table { { vendor = 0x1002; device = 0x5d57; } } }
device 0000:01:00.0 on pci { vendor = 0x1002; device = 0x5d57; }
`,
    corrected: `driver radeonfb on pci { id_table { { vendor = 0x1002; device = 0x5d58; } } }
driver radeon on pci { id_table { { vendor = 0x1002; device = 0x5d57; } } }
device 0000:01:00.0 on pci { vendor = 0x1002; device = 0x5d57; }
`,
  },
};

function* run(subject: DriverSubject, model: RootModel): Iterable<Report> {
  for (const clash of clashes(subject, model))
    if (clash.kind === 'same') yield toReport(clash, subject.driver, model);
}

function toReport({ table, row, earlier }: Clash, driver: Driver, model: RootModel): Report {
  const names = firstShared(driver, earlier.driver, model)
    .map((id) => `\`${model.spelling(id)}\``)
    .join(', ');
  const place = model.placeOf(earlier.driver.id);
  const isSaid = isOrdered(driver, earlier.driver, model);
  return {
    message: `\`${earlier.driver.name}\` takes ${names || printRow(table.table, row)} too; it is registered first and wins`,
    place: placeOfRow(table, row),
    ...(isSaid && { levels: ORDERED }),
    related: place ? [{ place, message: 'the earlier driver' }] : [],
    fixes: () =>
      isSaid || !model.declaration(earlier.driver.id)
        ? []
        : [orderFix(WHO, driver, earlier.driver, model), orderFix(WHO, earlier.driver, driver, model)],
  };
}

/** Without those that the earlier driver leaves to the later one. Three are enough to see what it is about. */
function firstShared(later: Driver, earlier: Driver, model: RootModel): readonly Id[] {
  const acc: Id[] = [];
  for (const id of sharedDevices(later, earlier, model)) {
    if (model.run.devices.get(id)?.driver === later.id) continue;
    acc.push(id);
    if (acc.length === 3) break;
  }
  return acc;
}
