// Rows of one table, found by what they ask of the fields under a mask (the class of pci): thousands of rows of one vendor that
// name nothing but a class are not all compared with all.
import { getOrMake } from '../../base/get-or-make.ts';
import { rawValue } from '../../driver-core/id-table.ts';
import type { MatchTable, Row, TableField } from '../../driver-core/topology.ts';
import { first, isNumeric, masked, scalarEquals } from '../../driver-core/value.ts';
import { joined } from './joined.ts';
import { type RangedRows, rangedRows } from './ranged-rows.ts';

export interface MaskedRows<E extends HasRow> {
  add(entry: E): void;
  /** Those that ask only for bits that this row asks for too, and for the same: one look-up for each mask that is in use. */
  above(row: Row): readonly E[];
}

interface HasRow {
  readonly row: Row;
}

type Mask = number | bigint;

interface SameMask<E extends HasRow> {
  readonly mask: Mask;
  readonly byValue: Map<string, RangedRows<E>>;
}

/** By the first field under a mask, then by the range that they take; without a mask they are told apart by that alone. */
export function maskedRows<E extends HasRow>(table: MatchTable): MaskedRows<E> {
  const field = table.fields.find((it) => it.mask !== undefined);
  const masks = new Map<string, SameMask<E>>();
  return {
    add(entry) {
      const mask = field ? maskOf(table, field, entry.row) : 0;
      const { byValue } = getOrMake(masks, String(mask), () => ({ mask, byValue: new Map() }));
      const key = keyUnder(table, field, entry.row, mask);
      getOrMake(byValue, key, () => rangedRows<E>(table)).add(entry);
    },
    above(row) {
      const own = field ? maskOf(table, field, row) : 0;
      let found: readonly E[] = [];
      for (const { mask, byValue } of masks.values()) {
        const rows = scalarEquals(masked(mask, own), mask) && byValue.get(keyUnder(table, field, row, mask));
        if (rows) found = joined(found, rows.around(row));
      }
      return found;
    },
  };
}

function maskOf(table: MatchTable, field: TableField, row: Row): Mask {
  const mask = first(rawValue(table, row, field.mask ?? '')) ?? 0;
  return isNumeric(mask) ? mask : 0;
}

/** What a mask leaves of the row's value. */
function keyUnder(table: MatchTable, field: TableField | undefined, row: Row, mask: Mask): string {
  const value = field && first(rawValue(table, row, field.name));
  return value === undefined || !isNumeric(value) ? '0' : String(masked(value, mask));
}
