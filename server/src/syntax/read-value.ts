// Values, references and conditions: the slots that may take more than one token.

import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import { closeNode, kindAt, leaf, openNode } from './parse-state.ts';
import { LABELS } from './pattern.ts';
import { isNameKind, Kind, keywordKind } from './token.ts';
import {
  checkWordValue,
  missingPart,
  mistakenTest,
  mistakenValue,
  noOr,
  singleEquals,
} from './value-mistake.ts';

const VALUE = LABELS.indexOf('value');
const NO = keywordKind('no') ?? -1;
const AND = keywordKind('and') ?? -1;
const OR = keywordKind('or') ?? -1;
const IN = keywordKind('in') ?? -1;

/** A number, text, name or reference. @returns false if there is none: an error was reported */
export function readValue(state: ParseState, label: number): boolean {
  const first = state.pos;
  const kind = kindAt(state, first);
  if (!isNameKind(kind)) return mistakenValue(state, label);
  state.pos++;
  if (kindAt(state, state.pos) === Kind.slash) skipParts(state);
  leaf(state, Node.value, label, first, state.pos - 1);
  return kind !== Kind.word || checkWordValue(state, first);
}

/** `NAME { / NAME }`; the caller has seen that a name stands here. */
export function readRef(state: ParseState, label: number): void {
  const first = state.pos++;
  const node = state.nodes;
  leaf(state, Node.ref, label, first, first);
  while (kindAt(state, state.pos) === Kind.slash && isNameKind(kindAt(state, state.pos + 1))) {
    state.pos += 2;
    leaf(state, Node.part, label, state.pos - 1, state.pos - 1);
  }
  if (kindAt(state, state.pos) === Kind.slash) missingPart(state);
  state.extents[node] = state.pos - 1;
}

function skipParts(state: ParseState): void {
  while (kindAt(state, state.pos) === Kind.slash && isNameKind(kindAt(state, state.pos + 1))) state.pos += 2;
  if (kindAt(state, state.pos) === Kind.slash) missingPart(state);
}

/** `test and test`; a test is `no PATH`, `PATH` or `VALUE op VALUE`. */
export function readCondition(state: ParseState, label: number): boolean {
  for (;;) {
    if (!readTest(state, label)) return false;
    const next = kindAt(state, state.pos);
    if (next === OR) return noOr(state);
    if (next !== AND) return true;
    state.pos++;
  }
}

function readTest(state: ParseState, label: number): boolean {
  const first = state.pos;
  if (!isNameKind(kindAt(state, first))) return mistakenTest(state);
  const test = openNode(state, Node.test, label, first);
  const after = kindAt(state, first + 1);
  const negated = kindAt(state, first) === NO && isNameKind(after) && after !== AND;
  if (negated) leaf(state, Node.word, 0, state.pos++, first);
  let fine = readValue(state, VALUE);
  if (fine && !negated) fine = readComparison(state);
  closeNode(state, test);
  return fine;
}

function readComparison(state: ParseState): boolean {
  const kind = kindAt(state, state.pos);
  if (kind === Kind.equals) singleEquals(state);
  else if (!isComparison(kind)) return true;
  state.pos++;
  return readValue(state, VALUE);
}

function isComparison(kind: number): boolean {
  return (kind >= Kind.less && kind <= Kind.greaterEqual) || kind === IN;
}
