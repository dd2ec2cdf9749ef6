// The head of a statement: a fixed word or one of several choices is not there.
import { badCharacter } from './mistake.ts';
import type { ParseState } from './parse-state.ts';
import { endOf, kindAt, report, startOf } from './parse-state.ts';
import type { Rule } from './pattern.ts';
import type { Program } from './program.ts';
import { Kind } from './token.ts';

export function mistakenWord(
  state: ParseState,
  _program: Program,
  _pc: number,
  _rule: Rule | undefined,
): boolean {
  if (kindAt(state, state.pos) === Kind.bad) badCharacter(state, state.pos);
  else report(state, 'expected-word', startOf(state, state.pos), endOf(state, state.pos), 'expected a word');
  return false;
}

export function mistakenChoice(
  state: ParseState,
  _program: Program,
  _pc: number,
  _rule: Rule | undefined,
): false {
  report(state, 'expected-one-of', startOf(state, state.pos), endOf(state, state.pos), 'expected one of');
  return false;
}
