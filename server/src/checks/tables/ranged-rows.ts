// Rows of one table, found by the range of values that they take (bcdDevice_lo and _hi of usb): thousands of revisions of one product
// are not all compared with all.
import { rawValue } from '../../driver-core/id-table.ts';
import type { MatchTable, Row, TableField } from '../../driver-core/topology.ts';
import { first, isNumeric } from '../../driver-core/value.ts';
import { isFree } from './row-sets.ts';

export interface RangedRows<E extends HasRow> {
  add(entry: E): void;
  /** Those whose range holds this row's. */
  around(row: Row): readonly E[];
}

interface HasRow {
  readonly row: Row;
}

interface Ranged<E> {
  readonly entry: E;
  readonly low: number;
  readonly high: number;
}

/** By the first bounds of the table; without any all rows are one list. */
export function rangedRows<E extends HasRow>(table: MatchTable): RangedRows<E> {
  const min = table.fields.find((it) => it.bound === 'min');
  const max = table.fields.find((it) => it.bound === 'max');
  const all: E[] = [];
  const isRanged = min !== undefined || max !== undefined;
  const entries: Ranged<E>[] = [];
  let sorted: Sorted<E> | undefined;
  const rangeOf = (row: Row) => ({
    low: boundOf(table, min, row, Number.NEGATIVE_INFINITY),
    high: boundOf(table, max, row, Number.POSITIVE_INFINITY),
  });
  return {
    add(entry) {
      all.push(entry);
      if (isRanged) entries.push({ entry, ...rangeOf(entry.row) });
      sorted = undefined;
    },
    around(row) {
      if (!isRanged) return all;
      sorted ??= sort(entries);
      const { low, high } = rangeOf(row);
      return holding(sorted, low, high);
    },
  };
}

function boundOf(table: MatchTable, field: TableField | undefined, row: Row, open: number): number {
  if (!field || isFree(table, field, row)) return open;
  const value = first(rawValue(table, row, field.name)) ?? 0;
  return isNumeric(value) ? Number(value) : open;
}

interface Sorted<E> {
  /** By their lower ends. */
  readonly list: readonly Ranged<E>[];
  /** The highest upper end so far. */
  readonly highest: readonly number[];
}

function sort<E>(entries: readonly Ranged<E>[]): Sorted<E> {
  const list = [...entries].sort((a, b) => a.low - b.low);
  let most = Number.NEGATIVE_INFINITY;
  const highest = list.map(({ high }) => {
    most = Math.max(most, high);
    return most;
  });
  return { list, highest };
}

/** Back from the last range that begins early enough, as long as one further back may reach far enough. */
function holding<E>({ list, highest }: Sorted<E>, low: number, high: number): readonly E[] {
  const found: E[] = [];
  for (let at = countUpTo(list, low) - 1; at >= 0 && (highest[at] ?? high) >= high; at--) {
    const it = list[at];
    if (it && it.high >= high) found.push(it.entry);
  }
  return found;
}

/** How many begin at `low` or before. */
function countUpTo(list: readonly Ranged<unknown>[], low: number): number {
  let from = 0;
  let to = list.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((list[middle]?.low ?? low) <= low) from = middle + 1;
    else to = middle;
  }
  return from;
}
