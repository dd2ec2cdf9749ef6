// MK-10: a catch-all row of an earlier driver hides a specific row of a later one. Kernel: drivers/base/dd.c:__device_attach.
import type { RootModel } from '../db/model.ts';
import type { Check, DriverSubject, Report } from './check.ts';
import { driverTables, isOverrideOnly, placeOfRow } from './driver-rows.ts';
import { isOrdered } from './order-of-drivers.ts';
import { rowIndex } from './row-index.ts';
import { covers, printRow } from './row-sets.ts';

export const shadowingRow: Check<'driver'> = {
  code: 'MK-10',
  aliases: [],
  title: 'a general row that hides a specific one',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
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

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  if (driver.flags.has('yields')) return;
  const rank = model.driversOn(driver.bus).findIndex((it) => it.id === driver.id);
  for (const table of driverTables(driver, declared, model)) {
    const told = new Set<string>();
    for (const row of table.rows) {
      if (isOverrideOnly(row)) continue;
      for (const hidden of rowIndex(driver.bus, table.table, model).near(row)) {
        if (hidden.rank <= rank || told.has(hidden.driver.id) || isOverrideOnly(hidden.row)) continue;
        if (hidden.driver.devtype !== driver.devtype || isOrdered(driver, hidden.driver, model)) continue;
        if (!covers(table.table, row, hidden.row) || covers(table.table, hidden.row, row)) continue;
        told.add(hidden.driver.id);
        const place = model.placeOf(hidden.driver.id);
        const text = `order drivers ${model.spelling(hidden.driver.id)}, ${model.spelling(driver.id)};`;
        yield {
          message: `takes ${printRow(table.table, row)} and is registered before \`${hidden.driver.name}\`, which wants ${printRow(table.table, hidden.row)}`,
          place: placeOfRow(table, row),
          related: place ? [{ place, message: 'the driver that never gets its device' }] : [],
          fixes: () => [
            { title: `Say who is first: \`${text}\``, edits: [{ act: 'append', file: model.root, text }] },
          ],
        };
      }
    }
  }
}
