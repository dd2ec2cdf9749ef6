// What the lexer and its mistakes write into: tokens in typed arrays that grow, errors and the depth of braces.
import { CHAR_CLASS, Char } from './char-class.ts';
import type { SyntaxMistake } from './syntax-mistake.ts';

export interface LexState {
  readonly text: string;
  /** Where a byte order mark may stand; -1: nowhere. */
  readonly markAt: number;
  kinds: Uint8Array;
  starts: Int32Array;
  count: number;
  depth: number;
  lowest: number;
  readonly errors: SyntaxMistake[];
  commentOpen: boolean;
}

export function lexState(text: string, room: number, markAt: number): LexState {
  return {
    text,
    markAt,
    kinds: new Uint8Array(room),
    starts: new Int32Array(room),
    count: 0,
    depth: 0,
    lowest: 0,
    errors: [],
    commentOpen: false,
  };
}

export function pushToken(state: LexState, kind: number, start: number): void {
  const at = state.count;
  if (at >= state.kinds.length) reserve(state, at + 1);
  state.kinds[at] = kind;
  state.starts[at] = start;
  state.count = at + 1;
}

/** Makes room for so many tokens. */
export function reserve(state: LexState, total: number): void {
  if (total <= state.kinds.length) return;
  const room = Math.max(total, state.kinds.length * 2);
  const kinds = new Uint8Array(room);
  kinds.set(state.kinds);
  state.kinds = kinds;
  const starts = new Int32Array(room);
  starts.set(state.starts);
  state.starts = starts;
}

/** Where the line ends, before its newline. */
export function lineEnd(text: string, from: number): number {
  const length = text.length;
  let at = from;
  while (at < length && CHAR_CLASS[text.charCodeAt(at)] !== Char.newline) at++;
  return at;
}
