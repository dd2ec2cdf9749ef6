import type { ParseState } from './parse-state.ts';
import { endOf, report, startOf } from './parse-state.ts';
import type { Rule } from './pattern.ts';
import { skipStatement } from './recover.ts';

export function isMistakenFact(_state: ParseState, _body: number): boolean {
  return false;
}
export function mistakenFact(state: ParseState, body: number): void {
  mistakenStatement(state, body);
}
export function mistakenPrefix(state: ParseState, _rule: Rule, body: number): void {
  mistakenStatement(state, body);
}
export function mistakenStatement(state: ParseState, body: number): void {
  report(state, 'unexpected', startOf(state, state.pos), endOf(state, state.pos), 'unexpected');
  const before = state.pos;
  skipStatement(state, body);
  if (state.pos === before) state.pos++;
}
