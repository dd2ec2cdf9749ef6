// Offsets ↔ lines and columns, both in UTF-16 code units. Lines end with LF, CRLF or CR (LSP 3.17, Text Documents).
import type { Chunk, Item, SyntaxTree } from './tree.ts';
import { itemAt, itemLength, itemStart, lastNotAbove, slice, textLength } from './tree.ts';

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
  const column = line === 0 ? columnOfItem(tree, index) : 0;
  return { line: (tree.lines[index] ?? 0) + line, character: column + relative - (table[line] ?? 0) };
}

/** The offset of a position; beyond a line's end it is the line's end, beyond the last line the end of the file. */
export function offsetAt(tree: SyntaxTree, position: Position): number {
  if (position.line < 0) return 0;
  const start = lineStartOffset(tree, position.line);
  return Math.min(start + Math.max(position.character, 0), lineEndOffset(tree, position.line));
}

function lineStartOffset(tree: SyntaxTree, line: number): number {
  const index = lastNotAbove(tree.lines, line, tree.items.length);
  const item = tree.items[index];
  if (!item) return 0;
  const within = line - (tree.lines[index] ?? 0);
  if (within === 0) return itemStart(tree, index) - columnOfItem(tree, index);
  const start = lineStarts(item)[within];
  return start === undefined ? textLength(tree) : itemStart(tree, index) + start;
}

/** Before the characters that end the line. */
function lineEndOffset(tree: SyntaxTree, line: number): number {
  const last = tree.lines[tree.items.length] ?? 0;
  if (line >= last) return textLength(tree);
  const next = lineStartOffset(tree, line + 1);
  return next - (slice(tree, Math.max(next - 2, 0), next) === '\r\n' ? 2 : 1);
}

const columnTables = new WeakMap<SyntaxTree, Int32Array>();

/** Where in its line an item begins: nearly always 0. Items that share a line are rare, and then there may be many. */
function columnOfItem(tree: SyntaxTree, index: number): number {
  const before = tree.items[index - 1];
  if (!before || endsLine(before)) return 0;
  const known = columnTables.get(tree) ?? findColumns(tree);
  columnTables.set(tree, known);
  return known[index] ?? 0;
}

function findColumns(tree: SyntaxTree): Int32Array {
  const columns = new Int32Array(tree.items.length);
  for (let index = 1; index < columns.length; index++) {
    const before = tree.items[index - 1];
    if (!before || endsLine(before)) continue;
    const table = lineStarts(before);
    const start = table.length > 1 ? 0 : (columns[index - 1] ?? 0);
    columns[index] = start + itemLength(before) - (table[table.length - 1] ?? 0);
  }
  return columns;
}

function endsLine(item: Item): boolean {
  const code = item.chunk.text.charCodeAt(item.end - 1);
  return code === 10 || code === 13;
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
