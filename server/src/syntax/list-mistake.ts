// Commas: one too many, one too few, or one where `;` belongs.
import { beginsLine, show } from './mistake.ts';
import type { ParseState } from './parse-state.ts';
import { endOf, kindAt, report, startOf, textAt } from './parse-state.ts';
import { isNameKind, Kind, keywordKind } from './token.ts';

const SINCE = keywordKind('since') ?? -1;
const UNTIL = keywordKind('until') ?? -1;
const WHEN = keywordKind('when') ?? -1;

/** At a `,`: whether nothing of the list follows it. */
export function isTrailingComma(state: ParseState): boolean {
  return !isNameKind(kindAt(state, state.pos + 1)) && kindAt(state, state.pos + 1) !== Kind.star
    ? kindAt(state, state.pos + 1) !== Kind.bad || textAt(state, state.pos + 1).startsWith('.')
    : isCommaForSemicolon(state);
}

/** At a `,`: whether a fact or the end of the block follows, as in a C initializer. */
export function isCommaForSemicolon(state: ParseState): boolean {
  const next = kindAt(state, state.pos + 1);
  if (next === Kind.close) return true;
  if (next === Kind.bad) return textAt(state, state.pos + 1).startsWith('.');
  return isNameKind(next) && kindAt(state, state.pos + 2) === Kind.equals;
}

/** @returns whether the statement may go on: a comma that stands for `;` is left to its end */
export function trailingComma(state: ParseState): true {
  if (isCommaForSemicolon(state)) return true;
  const start = startOf(state, state.pos);
  report(state, 'trailing-comma', start, start + 1, 'nothing follows this `,`', 'delete `,`', [
    { start, end: start + 1, newText: '' },
  ]);
  state.pos++;
  return true;
}

/** After a value: whether another one follows on this line. */
export function isMissingComma(state: ParseState): boolean {
  const kind = kindAt(state, state.pos);
  if (!isNameKind(kind) || kind === SINCE || kind === UNTIL || kind === WHEN) return false;
  return !beginsLine(state, state.pos) && kindAt(state, state.pos + 1) !== Kind.equals;
}

export function missingComma(state: ParseState): void {
  const start = endOf(state, state.pos - 1);
  const message = `\`,\` is missing between ${show(state, state.pos - 1)} and ${show(state, state.pos)}`;
  report(state, 'missing-comma', start, startOf(state, state.pos), message, 'insert `,`', [
    { start, end: start, newText: ',' },
  ]);
}
