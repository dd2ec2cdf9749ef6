// The end of a statement: its `;` or block is not there.

import type { ParseState } from './parse-state.ts';
import { endOf, report, startOf } from './parse-state.ts';
import type { Rule } from './pattern.ts';
import { skipStatement } from './recover.ts';

export function mistakenEnd(state: ParseState, _node: number, body: number, fine: boolean): void {
  if (fine) report(state, 'unexpected', startOf(state, state.pos), endOf(state, state.pos), 'unexpected');
  skipStatement(state, body);
}

/** @returns true if a block was begun nevertheless */
export function mistakenHeadEnd(
  state: ParseState,
  head: { readonly node: number; readonly outer: number; readonly rule: Rule; readonly body: number },
  fine: boolean,
): boolean {
  mistakenEnd(state, head.node, head.body, fine);
  return false;
}
