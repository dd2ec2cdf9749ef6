// Places → offsets, through the trees: the last step before an editor or a terminal. Also which statement holds a place.
import type { TextRange } from '../base/text-range.ts';
import { type Place, WHOLE_ITEM } from '../link/index.ts';
import type { NodeView } from '../syntax/ast.ts';
import { itemLength, itemStart, pieceRange, statements } from '../syntax/index.ts';
import type { ItemSlot, SourceFile } from './source-file.ts';

/** A slot and the file that it stands in. */
export interface Spot {
  readonly slot: ItemSlot;
  readonly file: SourceFile;
}

/** Offsets relative to the item. */
export function rangeInItem(slot: ItemSlot, place: Place): TextRange {
  const whole = { start: 0, end: itemLength(slot.item) };
  const piece = place.site === WHOLE_ITEM ? whole : (pieceRange(slot.item, place.site) ?? whole);
  if (place.part === undefined) return { start: piece.start, end: piece.end };
  const start = Math.min(piece.start + place.part.start, piece.end);
  return { start, end: Math.min(piece.start + place.part.end, Math.max(piece.end, start)) };
}

/** Offsets of the file. */
export function rangeInFile(spot: Spot, place: Place): TextRange {
  const base = itemStart(spot.file.tree, spot.slot.index);
  const range = rangeInItem(spot.slot, place);
  return { start: base + range.start, end: base + range.end };
}

/** Of the innermost statement that holds a place, relative to the item. */
export function statementRange(spot: Spot, place: Place): TextRange {
  const range = rangeInItem(spot.slot, place);
  let found: TextRange = range;
  for (let level: readonly NodeView[] = statements(spot.slot.item); ; ) {
    const next = level.find((it) => it.start <= range.start && range.end <= it.end);
    if (next === undefined) return found;
    found = next;
    level = next.kind === 'statement' ? (next.inner ? [next.inner] : next.children) : [];
  }
}
