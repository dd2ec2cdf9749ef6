// What the parser reads from and writes into: tokens, nodes in preorder, the stack of open blocks and the errors.
// Everything is flat, so nesting costs no stack and a tree costs no objects.
import type { TextEdit } from '../base/text-range.ts';
import type { Tokens } from './lexer.ts';
import { tokenEnd } from './lexer.ts';
import type { SyntaxMistake } from './syntax-mistake.ts';
import { Kind } from './token.ts';

export interface ParseState {
  readonly text: string;
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  /** The token to read next. */
  pos: number;
  /** Kind | label or rule << 8, by node. */
  tags: Uint16Array;
  /** First token, by node. */
  firsts: Int32Array;
  /** Leaf: its last token. Inner node: the node after its subtree. */
  extents: Int32Array;
  nodes: number;
  /** Open blocks, `FRAME` numbers each: see `Frame`. */
  frames: Int32Array;
  depth: number;
  /** Of the item that is read; offsets in the text. */
  errors: SyntaxMistake[];
  /** Where the last error was: one place has one. */
  reported: number;
  /** Whether the item's braces do not balance: only then indentation counts. */
  unbalanced: boolean;
  /** Braces that the item opens less those it closes. */
  net: number;
  /** Whether nothing stands before this item in its file. */
  firstInFile: boolean;
}

export const FRAME = 6;

/** What a frame holds, by place. */
export const Frame = {
  node: 0,
  /** The statement around it (`extend`, `replace`), or -1. */
  outer: 1,
  body: 2,
  /** The token that the block belongs to: its keyword, or the `{` of a row. */
  head: 3,
  /** Of a table: 1 + the number of the error that gathers its habits. Of a row: how many errors were before it. */
  habit: 4,
  /** Of a table: how many habits from C it has. */
  habits: 5,
} as const;

export function parseState(text: string, tokens: Tokens): ParseState {
  const room = tokens.count + 16;
  return {
    text,
    kinds: tokens.kinds,
    starts: tokens.starts,
    pos: 0,
    tags: new Uint16Array(room),
    firsts: new Int32Array(room),
    extents: new Int32Array(room),
    nodes: 0,
    frames: new Int32Array(16 * FRAME),
    depth: 0,
    errors: [],
    reported: -1,
    unbalanced: false,
    net: 0,
    firstInFile: false,
  };
}

export function kindAt(state: ParseState, token: number): number {
  return state.kinds[token] ?? Kind.end;
}

export function startOf(state: ParseState, token: number): number {
  return state.starts[token] ?? state.text.length;
}

export function endOf(state: ParseState, token: number): number {
  return tokenEnd(state.text, kindAt(state, token), startOf(state, token));
}

export function textAt(state: ParseState, token: number): string {
  return state.text.slice(startOf(state, token), endOf(state, token));
}

/** Adds a leaf that reaches to token `last`. */
export function leaf(state: ParseState, kind: number, label: number, first: number, last: number): void {
  const at = state.nodes;
  if (at >= state.tags.length) grow(state);
  state.tags[at] = kind | (label << 8);
  state.firsts[at] = first;
  state.extents[at] = last;
  state.nodes = at + 1;
}

/** Adds an inner node; its subtree is what is added until `closeNode`. */
export function openNode(state: ParseState, kind: number, label: number, first: number): number {
  const at = state.nodes;
  leaf(state, kind, label, first, 0);
  return at;
}

export function closeNode(state: ParseState, node: number): void {
  state.extents[node] = state.nodes;
}

function grow(state: ParseState): void {
  const room = state.tags.length * 2;
  const { tags, firsts, extents } = state;
  state.tags = new Uint16Array(room);
  state.tags.set(tags);
  state.firsts = new Int32Array(room);
  state.firsts.set(firsts);
  state.extents = new Int32Array(room);
  state.extents.set(extents);
}

export function pushFrame(state: ParseState, node: number, outer: number, body: number, head: number): void {
  const at = state.depth * FRAME;
  if (at >= state.frames.length) {
    const { frames } = state;
    state.frames = new Int32Array(frames.length * 2);
    state.frames.set(frames);
  }
  state.frames[at] = node;
  state.frames[at + Frame.outer] = outer;
  state.frames[at + Frame.body] = body;
  state.frames[at + Frame.head] = head;
  state.frames[at + Frame.habit] = 0;
  state.frames[at + Frame.habits] = 0;
  state.depth++;
}

/** A number of an open block; `up` 0 is the innermost. */
export function frame(state: ParseState, place: number, up = 0): number {
  return state.frames[(state.depth - 1 - up) * FRAME + place] ?? -1;
}

/** A mistake about braces was reported: the item counts so many more `{` than before. */
export function settleBraces(state: ParseState, change: number): void {
  state.net += change;
  if (state.net === 0) state.unbalanced = false;
}

export function setFrame(state: ParseState, place: number, value: number, up = 0): void {
  state.frames[(state.depth - 1 - up) * FRAME + place] = value;
}

/** Ends the innermost block and what it belongs to. */
export function popFrame(state: ParseState): void {
  closeNode(state, frame(state, Frame.node));
  const outer = frame(state, Frame.outer);
  if (outer >= 0) closeNode(state, outer);
  state.depth--;
}

/** So many errors are kept of one item: more help nobody. */
export const MOST_ERRORS = 1000;

/** Reports a mistake; one place has one error, the first. */
export function report(
  state: ParseState,
  code: string,
  start: number,
  end: number,
  message: string,
  title?: string,
  edits: readonly TextEdit[] = [],
): void {
  if (start === state.reported || state.errors.length >= MOST_ERRORS) return;
  state.reported = start;
  const error = { code, start, end, message };
  state.errors.push(title === undefined ? error : { ...error, fix: { title, edits } });
}
