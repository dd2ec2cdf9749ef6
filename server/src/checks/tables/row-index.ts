// All rows of one table on one bus, found by the values that most of them compare: so that rows are not all compared with all.
import type { RootModel } from '../../db/model.ts';
import { comparable, rawValue } from '../../driver-core/id-table.ts';
import type { Driver, MatchTable, Row, TableField } from '../../driver-core/topology.ts';
import { first } from '../../driver-core/value.ts';
import { type MaskedRows, maskedRows } from './masked-rows.ts';
import { isFree, walked } from './row-sets.ts';

export interface IndexedRow {
  readonly row: Row;
  readonly driver: Driver;
  /** Place of the driver in the bus's registration order. */
  readonly rank: number;
}

export interface RowIndex {
  /**
   * Rows that may take all that this row takes (and others): those with its values in the key fields, and those that leave one of
   * these open; of a field under a mask, those that ask for no other bits. Nothing that names what this row leaves open is among
   * them.
   */
  near(row: Row): readonly IndexedRow[];
  /** Whether the earlier row names nothing, of what most rows compare, that this row leaves open or names differently. */
  isNear(earlier: Row, row: Row): boolean;
  rankOf(driver: Driver): number;
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
  const all = drivers.flatMap((driver, rank) =>
    walked(table, driver.tables[table.name] ?? []).map((row) => ({ row, driver, rank })),
  );
  const keys = keyFields(table, all);
  const ranks = new Map(drivers.map((driver, rank) => [driver.id, rank]));
  const open = maskedRows<IndexedRow>(table);
  const buckets = new Map<string, MaskedRows<IndexedRow>>();
  for (const entry of all) {
    const key = keyOf(table, keys, entry.row);
    const bucket = key === undefined ? open : (buckets.get(key) ?? maskedRows<IndexedRow>(table));
    if (key !== undefined) buckets.set(key, bucket);
    bucket.add(entry);
  }
  return {
    near: (row) => {
      const key = keyOf(table, keys, row);
      const named = key === undefined ? undefined : buckets.get(key);
      return [...(named?.above(row) ?? []), ...open.above(row)];
    },
    isNear: (earlier, row) => {
      const key = keyOf(table, keys, earlier);
      return key === undefined || key === keyOf(table, keys, row);
    },
    rankOf: (driver) => ranks.get(driver.id) ?? -1,
  };
}

/** The plain fields, two at most, that at least half of the rows compare. */
function keyFields(table: MatchTable, all: readonly IndexedRow[]): readonly TableField[] {
  const plain = table.fields.filter((it) => it.compared && !it.mask && !it.bound);
  const uses = plain.map((field) => ({
    field,
    rows: all.filter(({ row }) => !isFree(table, field, row)).length,
  }));
  const common = uses.filter((it) => 2 * it.rows >= all.length).sort((a, b) => b.rows - a.rows);
  return common.slice(0, 2).map((it) => it.field);
}

/** Nothing if one of the key fields is left open. */
function keyOf(table: MatchTable, keys: readonly TableField[], row: Row): string | undefined {
  if (keys.length === 0 || keys.some((field) => isFree(table, field, row))) return undefined;
  return keys
    .map((field) => String(comparable(field, first(rawValue(table, row, field.name)) ?? 0)))
    .join('|');
}
