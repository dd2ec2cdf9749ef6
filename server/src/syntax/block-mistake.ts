import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import { endOf, Frame, frame, kindAt, leaf, popFrame, report, startOf } from './parse-state.ts';
import { Kind } from './token.ts';

/** @returns true if it moved on */
export function mistakenBlock(state: ParseState, body: number): boolean {
  const kind = kindAt(state, state.pos);
  if (kind === Kind.end && state.depth > 0) {
    const head = frame(state, Frame.head);
    report(state, 'missing-close', startOf(state, head), endOf(state, head), 'missing close');
    while (state.depth > 0) popFrame(state);
    return true;
  }
  if (kind === Kind.semicolon || kind === Kind.comma || (kind === Kind.close && body === 0)) {
    report(state, 'stray', startOf(state, state.pos), endOf(state, state.pos), 'stray');
    leaf(state, Node.skipped, 0, state.pos, state.pos);
    state.pos++;
    return true;
  }
  return false;
}
