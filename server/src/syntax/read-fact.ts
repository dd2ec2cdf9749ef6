// `name = value, value TAIL;`, `name TAIL;` and the list form of tables: everything that ends with values and a `;`.
import { BODY_NUMBERS, has, Trait } from './body-traits.ts';
import { mistakenEnd } from './end-mistake.ts';
import { isMissingComma, missingComma, takeComma } from './list-mistake.ts';
import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import { closeNode, Frame, kindAt, leaf, openNode, pushFrame, setFrame } from './parse-state.ts';
import { LABELS } from './pattern.ts';
import { TAIL_PROGRAM } from './program.ts';
import { readValue } from './read-value.ts';
import { skipStatement } from './recover.ts';
import { runProgram } from './run-program.ts';
import { isTailKind, Kind, keywordKind } from './token.ts';
import { isValueMissing, missingValue } from './value-missing.ts';

const VALUE = LABELS.indexOf('value');
const UNTERMINATED = keywordKind('unterminated') ?? -1;

/** At `name =`. @param before how many tokens stand before the value: 1 if the `=` is missing */
export function readFact(state: ParseState, body: number, before = 2): void {
  const name = state.pos;
  const node = openNode(state, Node.fact, 0, name);
  state.pos += before;
  if (kindAt(state, state.pos + 1) !== Kind.semicolon && isValueMissing(state, body)) {
    endWithoutValue(state, node, name);
    return;
  }
  if (readValues(state) && readTail(state, body)) endStatement(state, node, body);
  else abandonStatement(state, node, body);
}

function endWithoutValue(state: ParseState, node: number, name: number): void {
  missingValue(state, name);
  if (kindAt(state, state.pos) === Kind.semicolon) state.pos++;
  closeNode(state, node);
}

/** At a name that `;` or a tail follows. */
export function readFlag(state: ParseState, body: number): void {
  const node = openNode(state, Node.flag, 0, state.pos);
  state.pos++;
  if (readTail(state, body)) endStatement(state, node, body);
  else abandonStatement(state, node, body);
}

/** At the name of a table. */
export function readTable(state: ParseState, body: number): void {
  const head = state.pos;
  const node = openNode(state, Node.table, 0, head);
  state.pos++;
  if (kindAt(state, state.pos) === UNTERMINATED) {
    leaf(state, Node.word, 0, state.pos, state.pos);
    state.pos++;
  }
  if (kindAt(state, state.pos) !== Kind.open) {
    if (readValues(state)) endStatement(state, node, body);
    else abandonStatement(state, node, body);
    return;
  }
  leaf(state, Node.open, 0, state.pos, state.pos);
  state.pos++;
  pushFrame(state, node, -1, BODY_NUMBERS.rows, head);
}

/** At the `{` of a row. */
export function readRow(state: ParseState): void {
  const head = state.pos++;
  openRow(state, head);
}

/** Begins a row whose first token is `head`. */
export function openRow(state: ParseState, head: number): void {
  const node = openNode(state, Node.row, 0, head);
  pushFrame(state, node, -1, BODY_NUMBERS.row, head);
  setFrame(state, Frame.habit, state.errors.length);
}

function readValues(state: ParseState): boolean {
  for (;;) {
    if (!readValue(state, VALUE)) return false;
    const kind = kindAt(state, state.pos);
    if (kind === Kind.semicolon) return true;
    if (kind === Kind.comma) {
      if (!takeComma(state)) return true;
    } else if (!isMissingComma(state)) return true;
    else missingComma(state);
  }
}

function readTail(state: ParseState, body: number): boolean {
  if (!has(body, Trait.tail) || !isTailKind(kindAt(state, state.pos))) return true;
  return runProgram(state, TAIL_PROGRAM, undefined);
}

/** Takes the `;`. */
function endStatement(state: ParseState, node: number, body: number): void {
  if (kindAt(state, state.pos) === Kind.semicolon) state.pos++;
  else mistakenEnd(state, node, body);
  closeNode(state, node);
}

/** An error was reported: what is left is passed over. */
function abandonStatement(state: ParseState, node: number, body: number): void {
  skipStatement(state, body);
  closeNode(state, node);
}
