// An entry of a contract: a C prototype or a plain name. C is not parsed, only its parentheses and its name are found.

import { blockEnd, mistakenEntry } from './entry-mistake.ts';
import type { EntryShape } from './entry-shape.ts';
import { C_TYPES, shapeOf } from './entry-shape.ts';
import { beginsLine } from './mistake.ts';
import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import { closeNode, kindAt, leaf, openNode, textAt } from './parse-state.ts';
import { LABELS } from './pattern.ts';
import { Kind, keywordKind } from './token.ts';

const NAME = LABELS.indexOf('name');
/** Tokens of the longest prototype: a `;` further away belongs to another one. */
const LONGEST = 1000;

const OPTIONAL = keywordKind('optional') ?? -1;

/** @returns false if this is no entry at all: nothing was read */
export function readEntry(state: ParseState): boolean {
  const start = state.pos;
  const optional = kindAt(state, start) === OPTIONAL && kindAt(state, start + 1) !== Kind.semicolon;
  const first = optional ? start + 1 : start;
  const shape = soundEntry(state, start, first) ?? mistakenEntry(state, start, first);
  if (!shape) return false;
  addEntry(state, start, shape);
  state.pos = shape.end;
  if (kindAt(state, shape.end) === Kind.semicolon) state.pos++;
  else if (kindAt(state, shape.end) === Kind.open) passBlock(state);
  return true;
}

function soundEntry(state: ParseState, start: number, first: number): EntryShape | undefined {
  const end = endOfEntry(state, first);
  if (end < 0) return undefined;
  const shape = shapeOf(state, start, first, end);
  return isSound(state, shape) ? shape : undefined;
}

/** A function's body, which has been reported. */
function passBlock(state: ParseState): void {
  const end = blockEnd(state, state.pos);
  leaf(state, Node.skipped, 0, state.pos, end);
  state.pos = end + 1;
}

function addEntry(state: ParseState, start: number, shape: EntryShape): void {
  const node = openNode(state, Node.entry, 0, start);
  if (shape.optional) leaf(state, Node.word, 0, start, start);
  if (shape.name >= 0) leaf(state, Node.name, NAME, shape.name, shape.name);
  if (shape.end > shape.first) leaf(state, Node.prototype, 0, shape.first, shape.end - 1);
  closeNode(state, node);
}

/** The `;` of a correct entry: parentheses balance, nothing but `(` or `;` follows a closed one. -1: it is not correct. */
function endOfEntry(state: ParseState, first: number): number {
  let depth = 0;
  for (let token = first; token < first + LONGEST; token++) {
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
