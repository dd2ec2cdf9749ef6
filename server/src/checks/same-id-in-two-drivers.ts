// MK-9: two drivers of a bus take the same devices; who registers first wins. Kernel: drivers/base/dd.c:__device_attach.
import type { RootModel } from '../db/model.ts';
import type { Driver } from '../driver-core/topology.ts';
import type { Check, DriverSubject, Levels, Report } from './check.ts';
import { type DriverTable, driverTables, isOverrideOnly, placeOfRow } from './driver-rows.ts';
import { isOrdered, sharedDevices } from './order-of-drivers.ts';
import { rowIndex } from './row-index.ts';
import { covers, printRow } from './row-sets.ts';

/** The order is said, or MK-10 speaks of the same rows. */
const SETTLED: Levels = { relaxed: 'hint', strict: 'hint', stricter: 'warning' };

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

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  if (driver.flags.has('yields')) return;
  for (const table of driverTables(driver, declared, model)) {
    const told = new Set<string>();
    for (const { row, other } of clashes(driver, table, model)) {
      if (told.has(other.id)) continue;
      told.add(other.id);
      yield clash(driver, other, row, table, model);
    }
  }
}

interface Clash {
  readonly row: DriverTable['rows'][number];
  readonly other: Driver;
}

/** Earlier drivers with a row that takes the same devices as one of this driver's, or that share a device with it. */
function* clashes(driver: Driver, table: DriverTable, model: RootModel): Iterable<Clash> {
  const rank = model.driversOn(driver.bus).findIndex((it) => it.id === driver.id);
  const index = rowIndex(driver.bus, table.table, model);
  for (const row of table.rows) {
    if (isOverrideOnly(row)) continue;
    for (const other of index.near(row)) {
      if (other.rank >= rank || isOverrideOnly(other.row) || other.driver.flags.has('yields')) continue;
      if (other.driver.devtype !== driver.devtype) continue;
      if (declines(other.driver, driver, model)) continue;
      if (isSpecificFirst(table, other.row, row)) continue;
      const nested = covers(table.table, other.row, row) || covers(table.table, row, other.row);
      if (nested || sharedDevices(driver, other.driver, model).length > 0) yield { row, other: other.driver };
    }
  }
}

/** The narrow row is asked before the wide one, as whoever wrote them wants it. */
function isSpecificFirst({ table }: DriverTable, earlier: Clash['row'], later: Clash['row']): boolean {
  return covers(table, later, earlier) && !covers(table, earlier, later);
}

/** There are devices that both match, and the earlier driver's probe leaves every one of them to others. */
function declines(earlier: Driver, later: Driver, model: RootModel): boolean {
  const shared = sharedDevices(later, earlier, model);
  return shared.length > 0 && shared.every((id) => model.run.devices.get(id)?.driver !== earlier.id);
}

function clash(
  driver: Driver,
  other: Driver,
  row: Clash['row'],
  table: DriverTable,
  model: RootModel,
): Report {
  const shared = sharedDevices(driver, other, model).map((id) => `\`${model.spelling(id)}\``);
  const place = placeOfRow(table, row);
  const otherPlace = model.placeOf(other.id);
  const settled = isOrdered(driver, other, model) || isNarrower(driver, other, table, row, model);
  return {
    message: `\`${other.name}\` takes ${shared.length > 0 ? shared.slice(0, 3).join(', ') : printRow(table.table, row)} too; it is registered first and wins`,
    place,
    ...(settled && { levels: SETTLED }),
    related: otherPlace ? [{ place: otherPlace, message: 'the earlier driver' }] : [],
    fixes: () => [orderFix(driver, other, model)],
  };
}

function isNarrower(
  driver: Driver,
  other: Driver,
  table: DriverTable,
  row: Clash['row'],
  model: RootModel,
): boolean {
  const rows = rowIndex(driver.bus, table.table, model).near(row);
  return rows.some(
    (it) =>
      it.driver.id === other.id && covers(table.table, it.row, row) && !covers(table.table, row, it.row),
  );
}

function orderFix(
  driver: Driver,
  other: Driver,
  model: RootModel,
): ReturnType<NonNullable<Report['fixes']>>[number] {
  const text = `order drivers ${model.spelling(driver.id)}, ${model.spelling(other.id)};`;
  return { title: `Say who is first: \`${text}\``, edits: [{ act: 'append', file: model.root, text }] };
}
