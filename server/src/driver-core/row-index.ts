// The rows of one driver's table that may fit a device: a long table is hashed once, a short one is walked as it is.
import type { MatchSubject } from './match-subject.ts';
import { type TableIndex, tableIndex } from './table-index.ts';
import type { MatchTable, Row } from './topology.ts';

/** Below this a walk is faster than a look-up. */
const SHORT = 12;

const indexes = new WeakMap<readonly Row[], { readonly table: MatchTable; readonly index: TableIndex }>();

/** A part of `rows`, in their order, that holds every row that fits. */
export function candidateRows(
  table: MatchTable,
  rows: readonly Row[],
  subject: MatchSubject,
): readonly Row[] {
  if (rows.length < SHORT) return rows;
  const places: number[] = [];
  indexOf(table, rows).collect(subject, places);
  if (places.length > 1) places.sort((a, b) => a - b);
  const found: Row[] = [];
  for (const place of places) {
    const row = rows[place];
    if (row && row !== found.at(-1)) found.push(row);
  }
  return found;
}

/** A table's rows never change, so the index lives as long as they do. */
function indexOf(table: MatchTable, rows: readonly Row[]): TableIndex {
  const known = indexes.get(rows);
  if (known?.table === table) return known.index;
  const index = tableIndex(table, [{ rows, tag: (place) => place }]);
  indexes.set(rows, { table, index });
  return index;
}
