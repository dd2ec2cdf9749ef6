// Offsets ↔ lines and columns, both in UTF-16 code units. Lines end with LF, CRLF or CR (LSP 3.17, Text Documents).
import type { Chunk, Item, SyntaxTree } from './tree.ts';
import { itemAt, itemLength, itemStart, lastNotAbove, textLength } from './tree.ts';

export interface Position {
  /** From 0. */
  readonly line: number;
  /** From 0. */
  readonly character: number;
}

const lineTables = new WeakMap<Item, Int32Array>();

/** Where the lines of an item begin, relative to it: always 0 first. Kept as long as the item lives. */
export function lineStarts(item: Item): Int32Array {
  const known = lineTables.get(item);
  if (known) return known;
  const table = findLines(item);
  lineTables.set(item, table);
  return table;
}

/** Where the search for line ends stands: items are counted one after the other, and a file may be one line. */
export interface LineCursor {
  chunk: Chunk | undefined;
  next: number;
}

/** How many lines end in a part of a chunk; a CR and its LF are one end. */
export function countLines(cursor: LineCursor, chunk: Chunk, start: number, end: number): number {
  const { text, firstReturn } = chunk;
  if (firstReturn >= 0 && firstReturn < end) return countBoth(text, start, end);
  if (cursor.chunk !== chunk || cursor.next < start) cursor.next = nextLineFeed(text, start);
  cursor.chunk = chunk;
  let count = 0;
  for (; cursor.next < end; cursor.next = nextLineFeed(text, cursor.next + 1)) count++;
  return count;
}

function nextLineFeed(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

export function positionAt(tree: SyntaxTree, offset: number): Position {
  const index = itemAt(tree, offset);
  const item = tree.items[index];
  if (!item) return { line: 0, character: 0 };
  const relative = Math.min(Math.max(offset, 0), textLength(tree)) - itemStart(tree, index);
  const table = lineStarts(item);
  const line = lastNotAbove(table, relative, table.length);
  return { line: (tree.lines[index] ?? 0) + line, character: relative - (table[line] ?? 0) };
}

/** The offset of a position; beyond a line's end it is the line's end, beyond the last line the end of the file. */
export function offsetAt(tree: SyntaxTree, position: Position): number {
  const index = lastNotAbove(tree.lines, position.line, tree.items.length);
  const item = tree.items[index];
  if (!item || position.line < 0) return 0;
  const table = lineStarts(item);
  const line = position.line - (tree.lines[index] ?? 0);
  const base = itemStart(tree, index);
  if (line >= table.length) return textLength(tree);
  const end = line + 1 < table.length ? lineEndBefore(item, table[line + 1] ?? 0) : itemLength(item);
  return base + Math.min((table[line] ?? 0) + Math.max(position.character, 0), end);
}

function lineEndBefore(item: Item, next: number): number {
  const { text } = item.chunk;
  const at = item.start + next;
  const crlf = text.charCodeAt(at - 1) === 10 && text.charCodeAt(at - 2) === 13 && next > 1;
  return next - (crlf ? 2 : 1);
}

function findLines(item: Item): Int32Array {
  const { text } = item.chunk;
  const starts = [0];
  for (let at = item.start; at < item.end; at++) {
    const code = text.charCodeAt(at);
    if (code === 13 && text.charCodeAt(at + 1) === 10 && at + 1 < item.end) at++;
    if (code === 10 || code === 13) starts.push(at + 1 - item.start);
  }
  return Int32Array.from(starts);
}

function countBoth(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 13 && at + 1 < end && text.charCodeAt(at + 1) === 10) at++;
    if (code === 10 || code === 13) count++;
  }
  return count;
}
