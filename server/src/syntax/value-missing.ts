// `name = ;`: a fact without its value.
import { beginsLine } from './mistake.ts';
import type { ParseState } from './parse-state.ts';
import { endOf, kindAt, report, startOf, textAt } from './parse-state.ts';
import { RULE_OF } from './program.ts';
import { isNameKind, Kind } from './token.ts';

/** After `name =`: whether no value follows but the end of the fact or the next statement. */
export function isValueMissing(state: ParseState, body: number): boolean {
  const kind = kindAt(state, state.pos);
  if (kind === Kind.semicolon || kind === Kind.close || kind === Kind.end) return true;
  const next = kindAt(state, state.pos + 1);
  if (!isNameKind(kind) || next === Kind.semicolon) return false;
  if (next !== Kind.equals && (RULE_OF[(body << 8) | kind] ?? 0) === 0) return false;
  return beginsLine(state, state.pos);
}

export function missingValue(state: ParseState, name: number): void {
  const message = `the value of \`${textAt(state, name)}\` is missing`;
  report(state, 'missing-value', startOf(state, name), endOf(state, state.pos - 1), message);
}
