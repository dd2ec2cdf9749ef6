// An entry of a contract: a C prototype or a plain name. C is not parsed, only its parentheses and its name are found.

import { mistakenEntry } from './entry-mistake.ts';
import { beginsLine } from './mistake.ts';
import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import { closeNode, kindAt, leaf, openNode, textAt } from './parse-state.ts';
import { LABELS } from './pattern.ts';
import { isWordKind, Kind, keywordKind } from './token.ts';

const NAME = LABELS.indexOf('name');
const OPTIONAL = keywordKind('optional') ?? -1;

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

/** @returns false if this is no entry at all: nothing was read */
export function readEntry(state: ParseState): boolean {
  const start = state.pos;
  const optional = kindAt(state, start) === OPTIONAL && kindAt(state, start + 1) !== Kind.semicolon;
  const first = optional ? start + 1 : start;
  const end = endOfEntry(state, first);
  if (end < 0) return mistakenEntry(state, { optional, first, end: first, paren: -1, name: -1 });
  const paren = findParen(state, first, end);
  const shape: EntryShape = { optional, first, end, paren, name: nameOfEntry(state, first, end, paren) };
  if (!isSound(state, shape)) return mistakenEntry(state, shape);
  addEntry(state, start, shape);
  state.pos = end + 1;
  return true;
}

export function addEntry(state: ParseState, start: number, shape: EntryShape): void {
  const node = openNode(state, Node.entry, 0, start);
  if (shape.optional) leaf(state, Node.word, 0, start, start);
  if (shape.name >= 0) leaf(state, Node.name, NAME, shape.name, shape.name);
  if (shape.end > shape.first) leaf(state, Node.prototype, 0, shape.first, shape.end - 1);
  closeNode(state, node);
}

/** The `;` of a correct entry: parentheses balance, nothing but `(` or `;` follows a closed one. -1: it is not correct. */
function endOfEntry(state: ParseState, first: number): number {
  let depth = 0;
  for (let token = first; ; token++) {
    switch (kindAt(state, token)) {
      case Kind.semicolon:
        return depth === 0 && token > first ? token : -1;
      case Kind.end:
      case Kind.open:
      case Kind.close:
        return -1;
      case Kind.paren:
        depth++;
        break;
      case Kind.parenClose: {
        if (--depth < 0) return -1;
        const next = kindAt(state, token + 1);
        if (depth === 0 && next !== Kind.paren && next !== Kind.semicolon) return -1;
        break;
      }
    }
  }
}

export function findParen(state: ParseState, first: number, end: number): number {
  for (let token = first; token < end; token++) if (kindAt(state, token) === Kind.paren) return token;
  return -1;
}

/** Before the first `(`, or after `(*`, else the last word. */
export function nameOfEntry(state: ParseState, first: number, end: number, paren: number): number {
  if (paren >= 0) {
    const pointer = kindAt(state, paren + 1) === Kind.star;
    const name = pointer ? paren + 2 : paren - 1;
    return name >= first && isWordKind(kindAt(state, name)) ? name : -1;
  }
  for (let token = end - 1; token >= first; token--) if (isWordKind(kindAt(state, token))) return token;
  return -1;
}

/** Whether the entry is what C says: a name, a type before the `(`, and not two entries without `;` between them. */
function isSound(state: ParseState, shape: EntryShape): boolean {
  const { first, end, paren, name } = shape;
  if (name < 0 || C_TYPES.has(textAt(state, name))) return false;
  if (paren >= 0) return paren - first >= 2 || kindAt(state, paren + 1) === Kind.star;
  for (let token = first; token < end; token++) {
    const kind = kindAt(state, token);
    if (kind === Kind.text || kind === Kind.equals || kind === Kind.bad) return false;
    if (token > first && beginsLine(state, token) && beginsType(state, token)) return false;
  }
  return true;
}

/** Whether a new line begins with a type although the line before did not end with one. */
function beginsType(state: ParseState, token: number): boolean {
  if (kindAt(state, token) === OPTIONAL) return true;
  return C_TYPES.has(textAt(state, token)) && !C_TYPES.has(textAt(state, token - 1));
}
