// MK-10: a catch-all row of an earlier driver hides a specific row of a later one. Kernel: drivers/base/dd.c:__device_attach.
import type { RootModel } from '../../db/model.ts';
import type { Place } from '../../link/place.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { driverTables, placeOfRow } from '../driver-rows.ts';
import { isOrdered, orderFix } from '../order-of-drivers.ts';
import { type Clash, clashes } from './row-clashes.ts';
import { printRow } from './row-sets.ts';

export const shadowingRow: Check<'driver'> = {
  code: 'MK-10',
  aliases: [],
  title: 'a general row that hides a specific one',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'driver',
  reads: 'run',
  run,
  doc: {
    why: 'A row for a whole class or a whole vendor takes every device that a more specific row of another driver names. The kernel never prefers the specific one: the driver that is registered first (built-in before modules, then load order) has the device. Either the general driver declines in its probe, or it is registered later, or its row is narrowed.',
    source: ['drivers/base/dd.c:__device_attach', 'domain rules LC-12, LC-14, MK-10'],
    firing: `driver general on pci { id_table { { vendor = 0x1af4; } } }
driver special on pci { id_table { { vendor = 0x1af4; device = 0x1041; } } }
`,
    corrected: `driver general on pci { id_table { { vendor = 0x1af4; } } }
driver special on pci { id_table { { vendor = 0x1af4; device = 0x1041; } } }
order drivers special, general;
`,
  },
};

function* run(subject: DriverSubject, model: RootModel): Iterable<Report> {
  for (const clash of clashes(subject, model)) {
    const isSaid = isOrdered(subject.driver, clash.earlier.driver, model);
    if (clash.kind === 'hidden' && !isSaid) yield toReport(clash, subject, model);
  }
}

/** Said at the general row: that is the one to narrow. */
function toReport({ table, row, earlier }: Clash, { driver }: DriverSubject, model: RootModel): Report {
  const narrowRow = placeOfRow(table, row);
  const wideRow = placeOfEarlier(table.table.name, earlier, model);
  const wide = printRow(table.table, earlier.row);
  return {
    message: `\`${earlier.driver.name}\` takes ${wide} and is registered before \`${driver.name}\`, which wants ${printRow(table.table, row)}`,
    place: wideRow ?? narrowRow,
    about: earlier.driver.id,
    related: wideRow ? [{ place: narrowRow, message: 'the row that never gets its device' }] : [],
    fixes: () =>
      model.declaration(earlier.driver.id)
        ? [orderFix('Say who is first', driver, earlier.driver, model)]
        : [],
  };
}

/** Nothing for a driver of the library: nobody can narrow that. */
function placeOfEarlier(
  name: string,
  { driver, row }: Clash['earlier'],
  model: RootModel,
): Place | undefined {
  const declared = model.declarationAs('driver', driver.id);
  if (!declared || declared.library) return undefined;
  const table = driverTables(driver, declared, model).find((it) => it.table.name === name);
  return table && placeOfRow(table, row);
}
