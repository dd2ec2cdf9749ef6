// A contract's entry that C would not take.

import type { ParseState } from './parse-state.ts';
import { endOf, report, startOf } from './parse-state.ts';
import type { EntryShape } from './read-entry.ts';

export function mistakenEntry(state: ParseState, _shape: EntryShape): boolean {
  report(state, 'unexpected', startOf(state, state.pos), endOf(state, state.pos), 'unexpected');
  return false;
}
