// All rows of one table on one bus, found by the values that most of them compare: so that rows are not all compared with all.
import { getOrMake } from '../../base/get-or-make.ts';
import type { RootModel } from '../../db/model.ts';
import { comparable, rawValue } from '../../driver-core/id-table.ts';
import type { Driver, MatchTable, Row, TableField } from '../../driver-core/topology.ts';
import { first } from '../../driver-core/value.ts';
import { driversByTables } from '../watched-model.ts';
import { joined } from './joined.ts';
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
   * Rows that may take all that this row takes (and others), in their order: those that leave each field open or name this row's
   * value; of a field under a mask, those that ask for no other bits; of a range, those that hold this row's.
   */
  near(row: Row): readonly IndexedRow[];
  /** Whether the earlier row names nothing, of what most rows compare, that this row leaves open or names differently. */
  isNear(earlier: Row, row: Row): boolean;
  rankOf(driver: Driver): number;
}

/** One index a bus and table, as long as the bus has the same list of drivers. */
const indexes = new WeakMap<readonly Driver[], Map<string, RowIndex>>();

export function rowIndex(bus: string, table: MatchTable, model: RootModel): RowIndex {
  const drivers = driversByTables(bus, model);
  const known = indexes.get(drivers) ?? new Map<string, RowIndex>();
  indexes.set(drivers, known);
  const index = known.get(table.name) ?? build(drivers, table);
  known.set(table.name, index);
  return index;
}

function build(drivers: readonly Driver[], table: MatchTable): RowIndex {
  const all = placed(drivers, table);
  const keys = keyFields(table, all);
  const ranks = new Map(drivers.map((driver, rank) => [driver.id, rank]));
  const groups = groupsOf(table, all);
  return {
    near: (row) => {
      let found: readonly PlacedRow[] = [];
      for (const { fields, byValues } of groups) {
        const key = keyOf(table, fields, row);
        const rows = key === undefined ? undefined : byValues.get(key);
        if (rows) found = joined(found, rows.above(row));
      }
      return found.length < 2 ? found : [...found].sort((a, b) => a.place - b.place);
    },
    isNear: (earlier, row) => {
      const key = keys.length === 0 ? undefined : keyOf(table, keys, earlier);
      return key === undefined || key === keyOf(table, keys, row);
    },
    rankOf: (driver) => ranks.get(driver.id) ?? -1,
  };
}

/** With its place among all rows of the table. */
interface PlacedRow extends IndexedRow {
  readonly place: number;
}

function placed(drivers: readonly Driver[], table: MatchTable): readonly PlacedRow[] {
  const acc: PlacedRow[] = [];
  for (const [rank, driver] of drivers.entries()) {
    for (const row of walked(table, driver.tables[table.name] ?? [])) {
      acc.push({ row, driver, rank, place: acc.length });
    }
  }
  return acc;
}

/** Rows that compare the same plain fields, by the values that they have there: few groups, one look-up each. */
interface Group {
  readonly fields: readonly TableField[];
  readonly byValues: Map<string, MaskedRows<PlacedRow>>;
}

function groupsOf(table: MatchTable, all: readonly PlacedRow[]): readonly Group[] {
  const plain = plainFields(table);
  const groups = new Map<string, Group>();
  for (const entry of all) {
    const fields = plain.filter((field) => !isFree(table, field, entry.row));
    const group = getOrMake(groups, fields.map((it) => it.name).join(), () => ({
      fields,
      byValues: new Map(),
    }));
    const key = keyOf(table, fields, entry.row) ?? '';
    getOrMake(group.byValues, key, () => maskedRows<PlacedRow>(table)).add(entry);
  }
  return [...groups.values()];
}

/** Those of which a row has one value, or any. */
function plainFields({ fields }: MatchTable): readonly TableField[] {
  return fields.filter((it) => it.compared && !it.mask && !it.bound);
}

/** The plain fields, two at most, that at least half of the rows compare. */
function keyFields(table: MatchTable, all: readonly IndexedRow[]): readonly TableField[] {
  const uses = plainFields(table).map((field) => ({
    field,
    rows: all.filter(({ row }) => !isFree(table, field, row)).length,
  }));
  const common = uses.filter((it) => 2 * it.rows >= all.length).sort((a, b) => b.rows - a.rows);
  return common.slice(0, 2).map((it) => it.field);
}

/** Nothing if one of the fields is left open. */
function keyOf(table: MatchTable, keys: readonly TableField[], row: Row): string | undefined {
  let key = '';
  for (const field of keys) {
    if (isFree(table, field, row)) return undefined;
    key += `${comparable(field, first(rawValue(table, row, field.name)) ?? 0)}|`;
  }
  return key;
}
