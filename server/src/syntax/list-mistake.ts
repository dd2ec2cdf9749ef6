// Commas: one too many, one too few, or one where `;` belongs.
import { beginsLine, show } from './mistake.ts';
import type { ParseState } from './parse-state.ts';
import { endOf, kindAt, report, startOf, textAt } from './parse-state.ts';
import { isNameKind, isTailKind, Kind } from './token.ts';

/** At a `,`: takes it. @returns whether the list goes on; a comma that stands for `;` is left to the statement's end */
export function takeComma(state: ParseState): boolean {
  if (kindAt(state, state.pos + 1) === Kind.comma) doubleComma(state);
  if (isCommaForSemicolon(state)) return false;
  if (!goesOn(state)) trailingComma(state);
  else {
    state.pos++;
    return true;
  }
  return false;
}

function goesOn(state: ParseState): boolean {
  const next = kindAt(state, state.pos + 1);
  return isNameKind(next) || next === Kind.star || next === Kind.bad || next === Kind.slash;
}

/** At a `,`: whether a fact or the end of the block follows, as in a C initializer. */
export function isCommaForSemicolon(state: ParseState): boolean {
  const next = kindAt(state, state.pos + 1);
  if (next === Kind.close) return true;
  if (next === Kind.bad) return textAt(state, state.pos + 1).startsWith('.');
  return isNameKind(next) && kindAt(state, state.pos + 2) === Kind.equals;
}

function trailingComma(state: ParseState): void {
  const start = startOf(state, state.pos);
  report(state, 'trailing-comma', start, start + 1, 'nothing follows this `,`', 'delete `,`', [
    { start, end: start + 1, newText: '' },
  ]);
  state.pos++;
}

/** Goes to the last of several commas. */
function doubleComma(state: ParseState): void {
  const from = endOf(state, state.pos);
  while (kindAt(state, state.pos + 1) === Kind.comma) state.pos++;
  const start = startOf(state, state.pos);
  const message = 'nothing stands before this `,`';
  report(state, 'double-comma', start, start + 1, message, 'delete `,`', [
    { start: from, end: start + 1, newText: '' },
  ]);
}

/** After a value: whether another one follows, on this line or with a list behind it. */
export function isMissingComma(state: ParseState): boolean {
  const kind = kindAt(state, state.pos);
  if (!isNameKind(kind) || isTailKind(kind)) return false;
  const next = kindAt(state, state.pos + 1);
  if (next === Kind.comma) return true;
  return next !== Kind.equals && next !== Kind.open && !beginsLine(state, state.pos);
}

export function missingComma(state: ParseState): void {
  const start = endOf(state, state.pos - 1);
  const message = `\`,\` is missing between ${show(state, state.pos - 1)} and ${show(state, state.pos)}`;
  report(state, 'missing-comma', start, startOf(state, state.pos), message, 'insert `,`', [
    { start, end: start, newText: ',' },
  ]);
}
