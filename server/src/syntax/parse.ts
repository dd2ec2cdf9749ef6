// Text → tree. Finds where items begin and end, reads each and cuts the arrays to size. Total: any string has a tree.
import type { TextRange } from '../base/text-range.ts';
import { afterLine } from './item-end.ts';
import { lineEnd } from './lex-state.ts';
import type { Tokens } from './lexer.ts';
import { lex, tokenEnd } from './lexer.ts';
import type { Balance, Limits } from './margin.ts';
import { BALANCED, balanceOf, isMargin, marginLimits } from './margin.ts';
import type { ParseState } from './parse-state.ts';
import { MOST_ERRORS, parseState } from './parse-state.ts';
import type { LineCursor } from './position.ts';
import { countLines } from './position.ts';
import { readItem } from './read-item.ts';
import type { SyntaxMistake } from './syntax-mistake.ts';
import { FIRST_KEYWORD, Kind } from './token.ts';
import type { Chunk, Item, SyntaxTree } from './tree.ts';
import { hasOpenComment, ItemShape } from './tree.ts';

const NO_ERRORS: readonly SyntaxMistake[] = [];

/** Reads a file. Never throws; mistakes are in `errors` of the items. */
export function parse(text: string): SyntaxTree {
  const tokens = lex(text, { fileStart: true });
  return treeOf(readItems(text, tokens, { before: 0, rest: BALANCED }));
}

/** A tree of items that follow each other. */
export function treeOf(items: readonly Item[]): SyntaxTree {
  const starts = new Int32Array(items.length + 1);
  const lines = new Int32Array(items.length + 1);
  let offset = 0;
  let line = 0;
  let odd = 0;
  let commentsOpen = 0;
  const cursor: LineCursor = { chunk: undefined, next: 0 };
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (!item) break;
    offset += item.end - item.start;
    line += countLines(cursor, item.chunk, item.start, item.end);
    starts[index + 1] = offset;
    lines[index + 1] = line;
    if (item.shape !== 0) odd++;
    if (hasOpenComment(item)) commentsOpen++;
  }
  return { items, starts, lines, odd, commentsOpen };
}

/** Where a text stands in its file. */
export interface Place {
  /** How many items stand before it. */
  readonly before: number;
  /** How the braces of the text behind it go on. */
  readonly rest: Balance;
}

/** Reads all items of a text that begins at the start of a line. */
export function readItems(text: string, tokens: Tokens, place: Place): readonly Item[] {
  const state = parseState(text, tokens);
  const chunk = {
    ...emptyChunk,
    text,
    kinds: tokens.kinds,
    starts: tokens.starts,
    firstReturn: text.indexOf('\r'),
  };
  const limits = marginLimits(text, tokens, place.rest);
  const reading: Reading = { chunk, state, tokens, limits, before: place.before, start: 0, lexed: 0 };
  const items: Item[] = [];
  while (reading.start < text.length) items.push(nextItem(reading));
  chunk.tags = state.tags.slice(0, state.nodes);
  chunk.firsts = state.firsts.slice(0, state.nodes);
  chunk.extents = state.extents.slice(0, state.nodes);
  return items;
}

/** The nodes are known when all items are read. */
const emptyChunk: { -readonly [K in keyof Chunk]: Chunk[K] } = {
  text: '',
  kinds: new Uint8Array(0),
  starts: new Int32Array(0),
  tags: new Uint16Array(0),
  firsts: new Int32Array(0),
  extents: new Int32Array(0),
  firstReturn: -1,
};

interface Reading {
  readonly chunk: Chunk;
  readonly state: ParseState;
  readonly tokens: Tokens;
  readonly limits: Limits;
  readonly before: number;
  /** Where the next item begins. */
  start: number;
  /** How many of the lexer's errors have been given to an item. */
  lexed: number;
}

/** Reads an item; behind the last token the rest of the text is one without a statement. */
function nextItem(reading: Reading): Item {
  const { chunk, state, tokens, start } = reading;
  const firstToken = state.pos;
  const firstNode = state.nodes;
  state.errors = [];
  state.firstInFile = reading.before === 0 && firstToken === 0;
  const isTail = firstToken >= tokens.count;
  if (!isTail) readLimited(state, reading.limits.limitOf(firstToken));
  const end = isTail ? chunk.text.length : endOfItem(state, tokens.count);
  reading.lexed = takeErrors(reading, end, state.errors);
  reading.start = end;
  return {
    chunk,
    start,
    end,
    firstToken,
    endToken: state.pos,
    firstNode,
    endNode: state.nodes,
    errors: relativeErrors(state.errors, start),
    shape: shapeOf(chunk.text, tokens, firstToken, state.pos),
  };
}

/** Reads one item; with a limit, the tokens from there on are not there for it. */
function readLimited(state: ParseState, limit: number): void {
  state.reported = -1;
  if (limit < 0) {
    state.unbalanced = false;
    readItem(state);
    return;
  }
  const { net, lowest } = balanceOf(state.kinds, state.pos, limit);
  state.unbalanced = net !== 0 || lowest < 0;
  state.net = lowest < 0 ? lowest : net;
  const kind = state.kinds[limit] ?? Kind.end;
  state.kinds[limit] = Kind.end;
  readItem(state);
  state.kinds[limit] = kind;
}

function endOfItem(state: ParseState, count: number): number {
  const last = state.pos - 1;
  const from = tokenEnd(state.text, state.kinds[last] ?? 0, state.starts[last] ?? 0);
  const next = state.pos < count ? (state.starts[state.pos] ?? 0) : state.text.length;
  return afterLine(state.text, from, next);
}

/** Moves the lexer's errors before `end` over; the number of those moved so far. */
function takeErrors(reading: Reading, end: number, to: SyntaxMistake[]): number {
  const from = reading.tokens.errors;
  const { text } = reading.chunk;
  let at = reading.lexed;
  for (; at < from.length; at++) {
    const error = from[at];
    if (!error || error.start >= end) break;
    if (error.code === 'string-open') dropGuesses(text, error, to);
    if (to.length < MOST_ERRORS) to.push(error);
  }
  return at;
}

/** Behind a quote that is not closed, what else the line seems to lack may stand in the text: the parser only guessed. */
function dropGuesses(text: string, open: SyntaxMistake, errors: SyntaxMistake[]): void {
  const stop = lineEnd(text, open.start);
  for (let at = errors.length - 1; at >= 0; at--) {
    const error = errors[at];
    if (error && error.start >= open.start && error.start < stop && error.code !== open.code)
      errors.splice(at, 1);
  }
}

function relativeErrors(errors: readonly SyntaxMistake[], base: number): readonly SyntaxMistake[] {
  if (errors.length === 0) return NO_ERRORS;
  return errors.map((error) => relative(error, base)).sort((a, b) => a.start - b.start);
}

function relative(error: SyntaxMistake, base: number): SyntaxMistake {
  const { fix } = error;
  const moved = { ...error, start: error.start - base, end: error.end - base };
  if (!fix) return moved;
  const edits = fix.edits.map((edit) => shifted(edit, base));
  const target = fix.toFileStart && { toFileStart: shifted(fix.toFileStart, base) };
  return { ...moved, fix: { title: fix.title, edits, ...target } };
}

function shifted<T extends TextRange>(range: T, base: number): T {
  return { ...range, start: range.start - base, end: range.end - base };
}

function shapeOf(text: string, tokens: Tokens, first: number, end: number): number {
  const { kinds } = tokens;
  let depth = 0;
  let lowest = 0;
  let shape = 0;
  for (let token = first; token < end; token++) {
    const kind = kinds[token] ?? 0;
    if (kind === Kind.open) depth++;
    else if (kind === Kind.close && --depth < lowest) lowest = depth;
    else if (kind >= FIRST_KEYWORD && token > first && isMargin(text, tokens, token))
      shape = ItemShape.nestedMargin;
  }
  return depth === 0 && lowest === 0 ? shape : shape | ItemShape.unbalanced;
}
