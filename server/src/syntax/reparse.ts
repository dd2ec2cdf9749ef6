// An edited tree: only the items around the edit are read again, all others are the same objects. The result is always
// that of reading the whole text: where an edit reaches further (an open comment, lost braces) more is read, at worst all.
import type { TextEdit } from '../base/text-range.ts';
import type { Tokens } from './lexer.ts';
import { lex } from './lexer.ts';
import type { Balance } from './margin.ts';
import { BALANCED, balanceOf, isBalanced, isMargin, joined } from './margin.ts';
import { parse, readItems } from './parse.ts';
import type { LineCursor } from './position.ts';
import { countLines } from './position.ts';
import { reuseEnds, reuseItems } from './reuse.ts';
import { tokenCount, tokenStop } from './token-view.ts';
import type { Item, SyntaxTree } from './tree.ts';
import {
  hasOpenComment,
  ItemShape,
  itemAt,
  itemLength,
  itemStart,
  slice,
  textLength,
  textOf,
} from './tree.ts';

/** How far the parser looks beyond the end of an item. */
const LOOK = 3;

/** More edits than this are cheaper read as a new text. */
const MANY_EDITS = 50;

/**
 * The tree of the text after some edits.
 * @param edits offsets in the text of `old`; they do not overlap, their order is no matter
 */
export function reparse(old: SyntaxTree, edits: readonly TextEdit[]): SyntaxTree {
  const sorted = [...edits].sort((a, b) => b.start - a.start || b.end - a.end);
  if (sorted.length > MANY_EDITS) return reuseItems(old, parse(applyAll(textOf(old), sorted)));
  return sorted.reduce(applyOne, old);
}

/** @param edits from the last to the first */
function applyAll(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let end = text.length;
  for (const edit of edits) {
    parts.push(text.slice(edit.end, end), edit.newText);
    end = edit.start;
  }
  parts.push(text.slice(0, end));
  return parts.reverse().join('');
}

function applyOne(old: SyntaxTree, edit: TextEdit): SyntaxTree {
  if (edit.start === edit.end && edit.newText === '') return old;
  if (old.items.length === 0) return readAll(old, edit);
  let reach: Reach = { context: 1, margin: old.odd > 0 };
  for (;;) {
    const region = regionOf(old, edit, reach);
    const text = textAfter(old, region, edit);
    const tokens = lex(text, { fileStart: region.first === 0 });
    if (changesComments(old, region, { text, tokens })) return readAll(old, edit);
    const rest = balanceOfItems(old, region.end, old.items.length);
    const now = joined(tokens, rest);
    if (!isBalanced(now) && !reach.margin) reach = { ...reach, margin: true };
    else {
      if (reachesBack(old, region, now)) return readAll(old, edit);
      const result = readRegion(old, edit, region, { text, tokens, rest, reach });
      if (result) return result;
      reach = { ...reach, context: reach.context * 4 };
    }
  }
}

/** How far around an edit is read. */
interface Reach {
  /** How many items behind it, at least. */
  readonly context: number;
  /** Whether the region must begin and end at the margin: in a file with lost braces that is where items are told apart. */
  readonly margin: boolean;
}

function readAll(old: SyntaxTree, edit: TextEdit): SyntaxTree {
  const before = slice(old, 0, edit.start);
  return reuseItems(old, parse(before + edit.newText + slice(old, edit.end, textLength(old))));
}

/** Items that are read together: those that the edit touches or that look at it, and some behind as context. */
interface Region {
  readonly first: number;
  /** The first item that the edit does not touch. */
  readonly after: number;
  readonly end: number;
}

function regionOf(old: SyntaxTree, edit: TextEdit, reach: Reach): Region {
  const after = itemAt(old, edit.end) + 1;
  return { first: firstOfRegion(old, edit, reach), after, end: endOfRegion(old, after, reach) };
}

/** Backwards over items that look ahead into the edit. */
function firstOfRegion(old: SyntaxTree, edit: TextEdit, reach: Reach): number {
  let first = itemAt(old, edit.start);
  let between = tokensBefore(old.items[first], edit.start - itemStart(old, first));
  while (first > 0 && (between < LOOK || !isCleanStart(old, first, reach))) {
    first--;
    between += tokensIn(old, first);
  }
  return first;
}

/** Tokens of an item that end before a place in it. */
function tokensBefore(item: Item | undefined, offset: number): number {
  if (!item) return 0;
  let count = 0;
  while (count < LOOK && count < tokenCount(item) && tokenStop(item, count) < offset) count++;
  return count;
}

function tokensIn(old: SyntaxTree, index: number): number {
  const item = old.items[index];
  return item ? tokenCount(item) : 0;
}

/** Forwards until enough tokens to look ahead follow the edited items. */
function endOfRegion(old: SyntaxTree, after: number, reach: Reach): number {
  let end = after;
  let tokens = 0;
  while (
    end < old.items.length &&
    (end < after + reach.context || tokens < LOOK || !isCleanStart(old, end, reach))
  ) {
    tokens += tokensIn(old, end);
    end++;
  }
  return end;
}

/** Whether reading may begin or end before this item: it begins a line, or even at the margin. */
function isCleanStart(old: SyntaxTree, index: number, reach: Reach): boolean {
  const item = old.items[index];
  if (!item) return true;
  const before = old.items[index - 1];
  if (before && !/[\r\n]/.test(before.chunk.text.charAt(before.end - 1))) return false;
  return !reach.margin || (tokenCount(item) > 0 && isMargin(item.chunk.text, item.chunk, item.firstToken));
}

function textAfter(old: SyntaxTree, region: Region, edit: TextEdit): string {
  const before = slice(old, itemStart(old, region.first), edit.start);
  return before + edit.newText + slice(old, edit.end, itemStart(old, region.end));
}

/**
 * Whether the edit changes how items before it are told apart. The margin rule asks for all braces behind an item; but an
 * item that balances, has no keyword at the margin inside and lacks nothing is the same either way. One that lacks its end may
 * have been cut at the next keyword.
 */
function reachesBack(old: SyntaxTree, region: Region, now: Balance): boolean {
  if (old.odd === 0) return false;
  const was = balanceOfItems(old, region.first, old.items.length);
  if (was.net === now.net && was.lowest === now.lowest) return false;
  for (let index = 0; index < region.first; index++) {
    const item = old.items[index];
    if (item && (item.shape !== 0 || item.errors.length > 0)) return true;
  }
  return false;
}

/** Whether a comment of the region ends further down, or one further up ends in the region. */
function changesComments(old: SyntaxTree, region: Region, now: { text: string; tokens: Tokens }): boolean {
  if (old.commentsOpen > 0 && now.text.includes('*/')) return true;
  return now.tokens.commentOpen && endsComment(old, region.end);
}

/** Whether the text from an item on may hold the end of a comment. */
function endsComment(old: SyntaxTree, from: number): boolean {
  for (let index = from; index < old.items.length; ) {
    const first = old.items[index];
    if (!first) break;
    while (old.items[index]?.chunk === first.chunk) index++;
    const end = old.items[index - 1]?.end ?? 0;
    const at = first.chunk.text.indexOf('*/', first.start);
    if (at >= 0 && at < end) return true;
  }
  return false;
}

function balanceOfItems(old: SyntaxTree, from: number, to: number): Balance {
  if (old.odd === 0) return BALANCED;
  let balance = BALANCED;
  for (let index = to - 1; index >= from; index--) {
    const item = old.items[index];
    if (!item || (item.shape & ItemShape.unbalanced) === 0) continue;
    const own = balanceOf(item.chunk.kinds, item.firstToken, item.endToken);
    balance = joined({ depth: own.net, lowest: own.lowest }, balance);
  }
  return balance;
}

interface Reading {
  readonly text: string;
  readonly tokens: Tokens;
  readonly rest: Balance;
  readonly reach: Reach;
}

/** @returns undefined if no new item ends where an old one begins: more context is needed */
function readRegion(
  old: SyntaxTree,
  edit: TextEdit,
  region: Region,
  reading: Reading,
): SyntaxTree | undefined {
  const read = readItems(reading.text, reading.tokens, { before: region.first, rest: reading.rest });
  const shift = edit.newText.length - (edit.end - edit.start) - itemStart(old, region.first);
  const atEnd = region.end === old.items.length;
  let index = region.after;
  for (let count = 0; count < read.length; count++) {
    const start = read[count]?.start ?? 0;
    while (index < region.end && itemStart(old, index) + shift < start) index++;
    const meets = index < region.end && itemStart(old, index) + shift === start;
    const hasContext = atEnd || tokensUpTo(old, index, region.end) >= LOOK;
    if (meets && hasContext && region.first + count > 0 && isCleanStart(old, index, reading.reach)) {
      return spliced(old, region.first, read.slice(0, count), index);
    }
  }
  return atEnd ? spliced(old, region.first, read, region.end) : undefined;
}

function tokensUpTo(old: SyntaxTree, from: number, end: number): number {
  let tokens = 0;
  for (let index = from; index < end && tokens < LOOK; index++) tokens += tokensIn(old, index);
  return tokens;
}

/** The old tree with the items from `first` to before `next` replaced. */
function spliced(old: SyntaxTree, first: number, read: readonly Item[], next: number): SyntaxTree {
  const lost = old.items.slice(first, next);
  const middle = reuseEnds(lost, read);
  const items = replaced(old.items, first, next, middle);
  const cursor: LineCursor = { chunk: undefined, next: 0 };
  const lineCounts = middle.map((item) => countLines(cursor, item.chunk, item.start, item.end));
  const odd = old.odd - count(lost, isOdd) + count(middle, isOdd);
  const commentsOpen = old.commentsOpen - count(lost, hasOpenComment) + count(middle, hasOpenComment);
  const starts = sums(old.starts, first, next, middle.map(itemLength));
  const lines = sums(old.lines, first, next, lineCounts);
  return { items, starts, lines, odd, commentsOpen };
}

/** Sums up to each item, with those from `first` to before `next` replaced; the old ones if nothing changes. */
function sums(old: Int32Array, first: number, next: number, sizes: readonly number[]): Int32Array {
  if (sizes.length === next - first && sizes.every((size, at) => size === sizeOf(old, first + at)))
    return old;
  const result = new Int32Array(old.length - (next - first) + sizes.length);
  result.set(old.subarray(0, first + 1));
  let at = first;
  for (const size of sizes) {
    result[at + 1] = (result[at] ?? 0) + size;
    at++;
  }
  copyShifted(old, next, result, at);
  return result;
}

function sizeOf(sums: Int32Array, at: number): number {
  return (sums[at + 1] ?? 0) - (sums[at] ?? 0);
}

function isOdd(item: Item): boolean {
  return item.shape !== 0;
}

function count(items: readonly Item[], holds: (item: Item) => boolean): number {
  let found = 0;
  for (const item of items) if (holds(item)) found++;
  return found;
}

/** One copy, and few arguments: a pasted file may have more items than a call can take. */
function replaced(
  old: readonly Item[],
  first: number,
  next: number,
  middle: readonly Item[],
): readonly Item[] {
  if (middle.length > 1000) return [...old.slice(0, first), ...middle, ...old.slice(next)];
  const items = old.slice();
  items.splice(first, next - first, ...middle);
  return items;
}

/** Copies what stands behind `from`, moved by as much as its first number has moved. */
function copyShifted(source: Int32Array, from: number, target: Int32Array, to: number): void {
  const shift = (target[to] ?? 0) - (source[from] ?? 0);
  target.set(source.subarray(from + 1), to + 1);
  if (shift === 0) return;
  for (let at = to + 1; at < target.length; at++) target[at] = (target[at] ?? 0) + shift;
}
