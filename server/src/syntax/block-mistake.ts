// Braces that do not balance, and what stands between statements. Indentation counts here and only here: in an item whose
// braces do not balance. A correct text never reaches these rules.
import { BODY_NUMBERS, has, Trait } from './body-traits.ts';
import { FACTS } from './facts.ts';
import { beginsLine, bodyName, columnOf, lineColumn, show } from './mistake.ts';
import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import {
  endOf,
  Frame,
  frame,
  kindAt,
  leaf,
  popFrame,
  report,
  settleBraces,
  startOf,
  textAt,
} from './parse-state.ts';
import { BODIES } from './pattern.ts';
import { RULE_OF } from './program.ts';
import { beginsStatement } from './recover.ts';
import { closeTable, reportHabit } from './table-mistake.ts';
import { isWordKind, Kind } from './token.ts';

/** Looks for a mistake where a statement or the block's `}` is expected. @returns true if it moved on or ended a block */
export function mistakenBlock(state: ParseState, body: number): boolean {
  const kind = kindAt(state, state.pos);
  switch (kind) {
    case Kind.end:
      return endsTooEarly(state);
    case Kind.close:
      return state.depth === 0 ? closesNothing(state) : mistakenClose(state);
    case Kind.semicolon:
      return straySemicolon(state);
    case Kind.comma:
      return strayComma(state);
    case Kind.open:
      return state.unbalanced && state.net > 0 ? openTooMuch(state, body) : false;
    default:
      return state.unbalanced && state.depth > 0 && isWordKind(kind) && belongsOutside(state, body);
  }
}

/** The text or the item is over and blocks are open: one message, for the innermost. */
function endsTooEarly(state: ParseState): boolean {
  if (state.depth === 0) return false;
  const head = frame(state, Frame.head);
  const next = nextItem(state);
  const what = kindAt(state, head) === Kind.open ? 'this row' : `this ${showHead(state, head)}`;
  const message = `${what} is not closed: its \`}\` is missing before ${next}`;
  const at = endOf(state, state.pos - 1);
  const newText = missingBraces(state);
  if (!state.errors.some((error) => error.code === 'missing-close')) {
    const title = `insert \`}\` ${next.startsWith('the') ? 'at the end' : `above ${next}`}`;
    report(state, 'missing-close', startOf(state, head), endOf(state, head), message, title, [
      { start: at, end: at, newText },
    ]);
  }
  while (state.depth > 0) popFrame(state);
  return true;
}

/** The first words of the item that follows, as a reader calls it. */
function nextItem(state: ParseState): string {
  const next = startOf(state, state.pos);
  if (next >= state.text.length) return 'the end of the file';
  const words = /^\w+(?:[ \t]+[^\s;{]+)?/.exec(state.text.slice(next, next + 200))?.[0] ?? '';
  return `\`${words.replace(/\s+/g, ' ')}\``;
}

/** One `}` a line for each open block, each where its block began. */
function missingBraces(state: ParseState): string {
  let text = '';
  for (let up = 0; up < Math.min(state.depth, 100); up++) {
    text += `\n${' '.repeat(lineColumn(state, frame(state, Frame.head, up)))}}`;
  }
  return text;
}

function showHead(state: ParseState, head: number): string {
  return kindAt(state, head) === Kind.open ? 'row' : show(state, head);
}

function closesNothing(state: ParseState): boolean {
  const message = 'this `}` closes nothing: every `{` before it is closed already';
  return dropToken(state, 'extra-close', message);
}

/** Reports a token that is one too many, with its like directly behind it, and keeps it in the tree. */
function dropToken(state: ParseState, code: string, message: string): true {
  const first = state.pos;
  const start = startOf(state, first);
  while (kindAt(state, state.pos + 1) === kindAt(state, first) && isAdjacent(state, state.pos)) state.pos++;
  const end = startOf(state, state.pos) + 1;
  const title = `delete ${show(state, first)}`;
  report(state, code, start, end, message, title, [{ start, end, newText: '' }]);
  leaf(state, Node.skipped, 0, first, state.pos);
  state.pos++;
  return true;
}

/** Whether no blank stands between a token of one character and the next. */
function isAdjacent(state: ParseState, token: number): boolean {
  return startOf(state, token + 1) === startOf(state, token) + 1;
}

function mistakenClose(state: ParseState): boolean {
  closeTable(state);
  if (!state.unbalanced) return false;
  const head = frame(state, Frame.head);
  if (kindAt(state, head) !== Kind.open && closesTooEarly(state, head)) {
    const message = `this \`}\` closes ${show(state, head)} too early: what follows still belongs to it`;
    settleBraces(state, 1);
    return dropToken(state, 'extra-close', message);
  }
  return closesOuter(state, head);
}

/** One `}` too many: what follows is indented, or reads, as if the block were still open. */
function closesTooEarly(state: ParseState, head: number): boolean {
  const next = state.pos + 1;
  const kind = kindAt(state, next);
  if (state.net >= 0 || kind === Kind.end || kind === Kind.close) return false;
  if (beginsLine(state, next)) return columnOf(state, next) > lineColumn(state, head);
  return isOnlyInside(state, kind);
}

/** Whether a keyword belongs in the block that is being closed and not in the one around it. */
function isOnlyInside(state: ParseState, kind: number): boolean {
  const body = frame(state, Frame.body);
  const outer = state.depth > 1 ? frame(state, Frame.body, 1) : 0;
  return (RULE_OF[(body << 8) | kind] ?? 0) !== 0 && (RULE_OF[(outer << 8) | kind] ?? 0) === 0;
}

/** One `}` too few: this one stands where a block further out began. */
function closesOuter(state: ParseState, head: number): boolean {
  if (state.net <= 0 || !beginsLine(state, state.pos)) return false;
  const column = columnOf(state, state.pos);
  if (column >= lineColumn(state, head) || !isColumnOfOuter(state, column)) return false;
  const outer = bodyName(frame(state, Frame.body, 1));
  const message = `this ${showHead(state, head)} block is not closed before the \`}\` that closes ${outer}`;
  reportUnclosed(state, head, message, 'insert `}`');
  popFrame(state);
  return true;
}

function isColumnOfOuter(state: ParseState, column: number): boolean {
  for (let up = 1; up < Math.min(state.depth, 100); up++) {
    if (lineColumn(state, frame(state, Frame.head, up)) === column) return true;
  }
  return false;
}

/** The fix of a block that is not closed stands behind its last token. */
function reportUnclosed(state: ParseState, head: number, message: string, title: string): void {
  settleBraces(state, -1);
  const at = endOf(state, state.pos - 1);
  const oneLine = !beginsLine(state, state.pos) || kindAt(state, head) === Kind.open;
  const newText = oneLine ? ' }' : `\n${' '.repeat(lineColumn(state, head))}}`;
  report(state, 'missing-close', startOf(state, head), endOf(state, head), message, title, [
    { start: at, end: at, newText },
  ]);
}

/** A statement of a block further out stands at or left of this block: its `}` is missing. */
function belongsOutside(state: ParseState, body: number): boolean {
  const head = frame(state, Frame.head);
  if (state.net <= 0) return false;
  const isLeft = beginsLine(state, state.pos) && columnOf(state, state.pos) <= columnOf(state, head);
  if (!isLeft && !belongsAround(state)) return false;
  const inRows = body === BODY_NUMBERS.rows || body === BODY_NUMBERS.row;
  if (!inRows && fits(state, body)) return false;
  if (!isKnownOutside(state)) return false;
  const word = show(state, state.pos);
  const message = `this ${showHead(state, head)} block is not closed before ${word}`;
  reportUnclosed(state, head, message, `insert \`}\` above ${word}`);
  popFrame(state);
  return true;
}

/** On the line of the block: a keyword of the block around it. */
function belongsAround(state: ParseState): boolean {
  if (state.depth < 2 || kindAt(state, state.pos + 1) === Kind.equals) return false;
  return (RULE_OF[(frame(state, Frame.body, 1) << 8) | kindAt(state, state.pos)] ?? 0) !== 0;
}

function fits(state: ParseState, body: number): boolean {
  if (beginsStatement(state, body)) return true;
  const next = kindAt(state, state.pos + 1);
  if (next === Kind.semicolon) return has(body, Trait.flags);
  return has(body, Trait.entries) || (has(body, Trait.tables) && next === Kind.open);
}

function isKnownOutside(state: ParseState): boolean {
  const kind = kindAt(state, state.pos);
  for (let up = 1; up < Math.min(state.depth, 100); up++) {
    const outer = frame(state, Frame.body, up);
    if (RULE_OF[(outer << 8) | kind]) return true;
    const { facts, flags } = FACTS[BODIES[outer] ?? 'file'];
    const word = textAt(state, state.pos);
    if (Object.hasOwn(flags, word) || Object.hasOwn(facts, word)) return true;
  }
  return false;
}

/** A `{` where no block begins, in an item that has too many of them. */
function openTooMuch(state: ParseState, body: number): boolean {
  if (has(body, Trait.rows) || state.depth === 0) return false;
  if (body !== BODY_NUMBERS.row || kindAt(state, state.pos - 1) === Kind.open) {
    settleBraces(state, -1);
    return dropToken(state, 'extra-open', 'this `{` opens nothing');
  }
  const head = frame(state, Frame.head);
  reportUnclosed(state, head, 'this row is not closed before the next one', 'insert `}`');
  popFrame(state);
  return true;
}

function straySemicolon(state: ParseState): boolean {
  const behindBlock = kindAt(state, state.pos - 1) === Kind.close;
  const message = behindBlock ? 'no `;` stands after `}`' : 'this `;` ends nothing';
  return dropToken(state, 'stray-semicolon', message);
}

function strayComma(state: ParseState): boolean {
  if (state.pos === 0 || kindAt(state, state.pos - 1) !== Kind.close) {
    return dropToken(state, 'unexpected', 'this `,` separates nothing');
  }
  const start = startOf(state, state.pos);
  reportHabit(
    state,
    'row-comma',
    start,
    start + 1,
    'rows and blocks are not separated by `,`',
    'delete `,`',
    [{ start, end: start + 1, newText: '' }],
  );
  leaf(state, Node.skipped, 0, state.pos, state.pos);
  state.pos++;
  return true;
}
