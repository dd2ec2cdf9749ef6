// All rows of one table on one bus, found by a value that they compare: so that rows of many drivers are not all compared with all.
import type { RootModel } from '../db/model.ts';
import { comparable, rawValue } from '../driver-core/id-table.ts';
import type { Driver, MatchTable, Row } from '../driver-core/topology.ts';
import { first } from '../driver-core/value.ts';
import { isFree } from './row-sets.ts';

export interface IndexedRow {
  readonly row: Row;
  readonly driver: Driver;
  /** Place of the driver in the bus's registration order. */
  readonly rank: number;
}

export interface RowIndex {
  /** Rows that may take a device that this row takes; a superset. */
  near(row: Row): readonly IndexedRow[];
}

/** One index a bus and table, as long as the bus has the same list of drivers. */
const indexes = new WeakMap<readonly Driver[], Map<string, RowIndex>>();

export function rowIndex(bus: string, table: MatchTable, model: RootModel): RowIndex {
  const drivers = model.driversOn(bus);
  const known = indexes.get(drivers) ?? new Map<string, RowIndex>();
  indexes.set(drivers, known);
  const index = known.get(table.name) ?? build(drivers, table);
  known.set(table.name, index);
  return index;
}

function build(drivers: readonly Driver[], table: MatchTable): RowIndex {
  const all: IndexedRow[] = [];
  const buckets = new Map<string, IndexedRow[]>();
  const free: IndexedRow[] = [];
  for (const [rank, driver] of drivers.entries()) {
    for (const row of driver.tables[table.name] ?? []) {
      const entry = { row, driver, rank };
      all.push(entry);
      const key = keyOf(table, row);
      const bucket = key === undefined ? free : (buckets.get(key) ?? []);
      bucket.push(entry);
      if (key !== undefined) buckets.set(key, bucket);
    }
  }
  return {
    near: (row) => {
      const key = keyOf(table, row);
      return key === undefined ? all : [...(buckets.get(key) ?? []), ...free];
    },
  };
}

/** The values of the first two plain fields; nothing if one of them is free: such a row may meet any other. */
function keyOf(table: MatchTable, row: Row): string | undefined {
  const keys = table.fields.filter((field) => field.compared && !field.mask && !field.bound).slice(0, 2);
  if (keys.length === 0 || keys.some((field) => isFree(table, field, row))) return undefined;
  return keys
    .map((field) => String(comparable(field, first(rawValue(table, row, field.name)) ?? 0)))
    .join('|');
}
