// One item: a top-level statement with all that is nested in it, in a loop over the stack of open blocks.

import { mistakenBlock } from './block-mistake.ts';
import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import { Frame, frame, kindAt, leaf, popFrame, report, startOf } from './parse-state.ts';
import { readStatement } from './read-statement.ts';
import { Kind } from './token.ts';

/** Reads from `pos` to the end of the item; at least one token. */
export function readItem(state: ParseState): void {
  const first = state.pos;
  readTop(state);
  while (state.depth > 0) readNested(state);
  while (isStray(kindAt(state, state.pos))) readTop(state);
  if (state.pos === first) state.pos++;
}

/** What can begin no item belongs to the one before. */
function isStray(kind: number): boolean {
  return kind === Kind.semicolon || kind === Kind.comma || kind === Kind.close || kind === Kind.bad;
}

function readTop(state: ParseState): void {
  if (!mistakenBlock(state, 0)) readStatement(state, 0);
}

function readNested(state: ParseState): void {
  const body = frame(state, Frame.body);
  const before = state.pos;
  const depth = state.depth;
  if (mistakenBlock(state, body)) return;
  if (kindAt(state, state.pos) === Kind.close) {
    leaf(state, Node.close, 0, state.pos, state.pos);
    state.pos++;
    popFrame(state);
  } else readStatement(state, body);
  if (state.pos === before && state.depth === depth) passOver(state);
}

/** No rule moved on: this token fits nowhere. */
function passOver(state: ParseState): void {
  const start = startOf(state, state.pos);
  report(state, 'unexpected', start, start + 1, 'this has no meaning here');
  leaf(state, Node.skipped, 0, state.pos, state.pos);
  state.pos++;
}
