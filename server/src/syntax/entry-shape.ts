// What the tokens of a contract's entry say, as far as parentheses tell.

import type { ParseState } from './parse-state.ts';
import { kindAt } from './parse-state.ts';
import { isWordKind, Kind } from './token.ts';

/** Words that begin a C type: never the name of an entry. */
export const C_TYPES: ReadonlySet<string> = new Set(
  (
    'void char short int long signed unsigned float double _Bool bool const volatile struct union enum static inline ' +
    'u8 u16 u32 u64 s8 s16 s32 s64 __u8 __u16 __u32 __u64 __le16 __le32 __le64 size_t ssize_t loff_t dma_addr_t ' +
    'phys_addr_t irqreturn_t poll_t __poll_t gfp_t'
  ).split(' '),
);

/** What an entry's tokens say. */
export interface EntryShape {
  readonly optional: boolean;
  /** After `optional`. */
  readonly first: number;
  /** The token after the last. */
  readonly end: number;
  /** The first `(`, -1 if it is a plain name. */
  readonly paren: number;
  readonly name: number;
}

/** `first`: the token after `optional`, if that is written; `end`: the token after the last. */
export function shapeOf(state: ParseState, start: number, first: number, end: number): EntryShape {
  const paren = findParen(state, first, end);
  return { optional: first > start, first, end, paren, name: nameOfEntry(state, first, end, paren) };
}

function findParen(state: ParseState, first: number, end: number): number {
  for (let token = first; token < end; token++) if (kindAt(state, token) === Kind.paren) return token;
  return -1;
}

/** Before the first `(`, or after `(*`, else the last word. */
function nameOfEntry(state: ParseState, first: number, end: number, paren: number): number {
  if (paren >= 0) {
    const pointer = kindAt(state, paren + 1) === Kind.star;
    const name = pointer ? paren + 2 : paren - 1;
    return name >= first && isWordKind(kindAt(state, name)) ? name : -1;
  }
  for (let token = end - 1; token >= first; token--) if (isWordKind(kindAt(state, token))) return token;
  return -1;
}
