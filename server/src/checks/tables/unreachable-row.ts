// MK-11, MK-12: a row of a table that an earlier row of the same table already covers, or that comes too late for a device.
// Kernel: drivers/pci/pci-driver.c:pci_match_id.
import { getOrMake } from '../../base/get-or-make.ts';
import type { RootModel } from '../../db/model.ts';
import type { DeviceResult } from '../../driver-core/result.ts';
import type { Driver, MatchTable, Row } from '../../driver-core/topology.ts';
import type { Edit } from '../../link/fix.ts';
import type { Check, DriverSubject, Levels, Report } from '../check.ts';
import {
  type DriverTable,
  driverTables,
  isOverrideOnly,
  placeOfRow,
  placeOfTable,
  valueOfRow,
} from '../driver-rows.ts';
import { unnoted } from '../watched-model.ts';
import { rowIndex } from './row-index.ts';
import { covers, isFree, printRow, walked } from './row-sets.ts';

/** Whoever wrote it believes that it counts. */
const OTHER_DATA: Levels = { relaxed: 'warning', strict: 'warning', stricter: 'warning' };

const SOURCE = ['drivers/pci/pci-driver.c:pci_match_id', 'drivers/usb/core/driver.c:usb_match_id'];

export const unreachableRow: Check<'driver'> = {
  code: 'MK-11',
  aliases: [],
  title: 'a specific row after a general one',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'driver',
  reads: 'run',
  run: tooLate,
  doc: {
    why: 'Within one table the first row that fits is the one whose `driver_data` the driver gets. A specific row below a general one is never reached, so its quirk is never applied; a row for a vendor’s device below one for a class comes too late for every such device of that class. (Tables of device-tree ids are scored instead; there the order does not matter.)',
    source: [...SOURCE, 'domain rules LC-18, MK-11'],
    firing: `driver nvme on pci {
    id_table {
        { class = 0x010802; class_mask = 0xffffff; }
        { vendor = 0x144d; device = 0xa808; class = 0x010802; class_mask = 0xffffff; }
    }
}
`,
    corrected: `driver nvme on pci {
    id_table {
        { vendor = 0x144d; device = 0xa808; class = 0x010802; class_mask = 0xffffff; }
        { class = 0x010802; class_mask = 0xffffff; }
    }
}
`,
  },
};

export const repeatedRow: Check<'driver'> = {
  code: 'MK-12',
  aliases: [],
  title: 'the same row twice',
  levels: { relaxed: 'hint', strict: 'warning', stricter: 'warning' },
  on: 'driver',
  reads: 'declarations',
  run: (subject, model) => reports(subject, model, 'equal'),
  doc: {
    why: 'The second of two equal rows is never reached. It does no harm, but its `driver_data`, if it has another one, is never used.',
    source: [...SOURCE, 'domain rule MK-12'],
    firing: `driver e1000e on pci {
    id_table {
        { vendor = 0x8086; device = 0x1502; }
        { vendor = 0x8086; device = 0x1502; }
    }
}
`,
    corrected: `driver e1000e on pci {
    id_table {
        { vendor = 0x8086; device = 0x1502; }
        { vendor = 0x8086; device = 0x1503; }
    }
}
`,
  },
};

function* tooLate(subject: DriverSubject, model: RootModel): Iterable<Report> {
  yield* reports(subject, model, 'narrower');
  for (const table of driverTables(subject.driver, subject.declared, model)) {
    if (table.table.pick !== 'best') yield* shown(subject, table, model);
  }
}

/** Rows of which neither covers the other: a device that both fit shows which comes first. Each row is said once. */
function* shown({ driver, result }: DriverSubject, table: DriverTable, model: RootModel): Iterable<Report> {
  const rows = walked(table.table, table.rows);
  const said = new Set<Row>();
  const closerThan = closerRows(table.table, rows);
  for (const id of rows.length > 1 ? (result?.matches ?? []) : []) {
    const found = model.run.devices.get(id);
    const verdict = found?.matching.find((it) => it.driver === driver.id)?.verdict;
    const taker = verdict?.table === table.table.name && rows.find((it) => it.number === verdict.row);
    const closer = found && taker && closerRow(table.table, closerThan(taker), found.fields);
    if (!taker || !closer || said.has(closer)) continue;
    said.add(closer);
    yield {
      message: `row ${taker.number} takes \`${model.spelling(id)}\` first, by ${printRow(table.table, taker)}: what this row says of it never counts`,
      place: placeOfRow(table, closer),
      related: [{ place: placeOfRow(table, taker), message: 'the row that comes first' }],
    };
  }
}

/** Later rows that compare more, and give the driver something else: few, and the same for all devices that a row takes. */
function closerRows(table: MatchTable, rows: readonly Row[]): (taker: Row) => readonly Row[] {
  const known = new Map<Row, readonly Row[]>();
  return (taker) =>
    getOrMake(known, taker, () =>
      rows.filter(
        (row) =>
          row.number > taker.number &&
          isOverrideOnly(row) === isOverrideOnly(taker) &&
          !sameData(table, row, taker) &&
          countCompared(table, row) > countCompared(table, taker) &&
          !covers(table, taker, row),
      ),
    );
}

/** The first of these rows that fits the device too. */
function closerRow(
  table: MatchTable,
  closer: readonly Row[],
  fields: DeviceResult['fields'],
): Row | undefined {
  if (closer.length === 0) return undefined;
  const device = rowOfDevice(table, fields);
  return closer.find((row) => covers(table, row, device));
}

/** The row that takes this device and no other. */
function rowOfDevice(table: MatchTable, fields: DeviceResult['fields']): Row {
  const own = table.fields.flatMap(({ name, is, mask }) => {
    const value = 'root' in is ? fields[is.name] : undefined;
    const isOne = typeof value === 'string' || typeof value === 'number';
    return [...(isOne ? [[name, value]] : []), ...(mask === undefined ? [] : [[mask, ALL_BITS]])];
  });
  return { number: 0, fields: Object.fromEntries(own) };
}

const ALL_BITS = 0xffffffff;

function countCompared(table: MatchTable, row: Row): number {
  return table.fields.filter((field) => field.compared && !isFree(table, field, row)).length;
}

/** Whether the driver learns the same of both. */
function sameData(table: MatchTable, a: Row, b: Row): boolean {
  const isSame = (name: string): boolean =>
    a.fields[name] === b.fields[name] || table.fields.some((it) => it.name === name);
  return Object.keys(a.fields).every(isSame) && Object.keys(b.fields).every(isSame);
}

function* reports(
  { driver, declared }: DriverSubject,
  model: RootModel,
  wanted: 'equal' | 'narrower',
): Iterable<Report> {
  for (const table of driverTables(driver, declared, model)) {
    if (table.table.pick === 'best') continue;
    for (const row of walked(table.table, table.rows)) {
      const general = hiddenBy(row, driver, table, model);
      if (!general) continue;
      const equal = covers(table.table, row, general);
      if (equal !== (wanted === 'equal')) continue;
      const place = placeOfRow(table, row);
      const isOther = equal && !sameData(table.table, row, general);
      yield {
        message: equal
          ? `row ${general.number} says the same${isOther ? ': what this one tells the driver beside it is never used' : ''}`
          : `never reached: row ${general.number} takes ${printRow(table.table, general)} first`,
        place,
        ...(isOther && { levels: OTHER_DATA }),
        related: [{ place: placeOfRow(table, general), message: 'the row that comes first' }],
        fixes: () =>
          equal ? [{ title: 'Delete this row', edits: [deleteRow(row, table, model)], preferred: true }] : [],
      };
    }
  }
}

/** A name of a list goes with the comma before it; it is not the first, for it repeats one. */
function deleteRow(row: Row, table: DriverTable, model: RootModel): Edit {
  const place = placeOfRow(table, row);
  const before = table.rows.find((it) => it.number === row.number - 1);
  if (!before || !valueOfRow(table, row)) return { act: 'delete', place };
  const statement = placeOfTable(table, row);
  const [whole, from, to] = [statement, placeOfRow(table, before), place].map((it) => model.locate(it));
  if (!whole || !from || !to || from.end > to.start) return { act: 'delete', place };
  const part = { start: from.end - whole.start, end: to.end - whole.start };
  return { act: 'replace', place: { ...statement, part }, text: '' };
}

/** The first row that takes all that this one takes. */
function hiddenBy(row: Row, driver: Driver, { table }: DriverTable, model: RootModel): Row | undefined {
  // Of its own rows: what the index holds of other drivers makes no difference.
  const earlier = rowIndex(driver.bus, table, unnoted(model))
    .near(row)
    .filter((it) => it.driver.id === driver.id && it.row.number < row.number)
    .map((it) => it.row);
  return earlier.find((it) => isOverrideOnly(it) === isOverrideOnly(row) && covers(table, it, row));
}
