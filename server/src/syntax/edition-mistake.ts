// `edition N;` counts only as the first word of a file, and only an edition that this reader knows.
import { EDITION as KNOWN_EDITION } from './grammar.ts';
import type { ParseState } from './parse-state.ts';
import { endOf, kindAt, report, startOf, textAt } from './parse-state.ts';
import { RULES } from './pattern.ts';
import { Kind } from './token.ts';
import { numberOf } from './unescape.ts';

/** The rule of `edition`. */
export const EDITION = RULES.findIndex((rule) => rule.body === 'file' && rule.keyword === 'edition');

/** After an `edition` statement whose keyword is token `head`. */
export function checkEdition(state: ParseState, head: number): void {
  const start = startOf(state, head);
  if (!state.firstInFile) {
    const message = '`edition` stands before everything else in a file';
    const before = state.errors.length;
    report(state, 'edition-place', start, endOf(state, head), message, 'move it to the top');
    const error = state.errors[before];
    const toFileStart = { start, end: endOf(state, state.pos - 1) };
    if (error?.fix) state.errors[before] = { ...error, fix: { ...error.fix, toFileStart } };
  } else if (kindAt(state, head + 1) === Kind.number && numberOf(textAt(state, head + 1)) !== KNOWN_EDITION) {
    const edition = textAt(state, head + 1);
    const message = `this file is written in edition ${edition}; this Buswright reads edition ${KNOWN_EDITION}`;
    report(state, 'edition-unknown', startOf(state, head + 1), endOf(state, head + 1), message);
  }
}
