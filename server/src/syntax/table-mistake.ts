// Rows of a table as C writes them. A pasted C table has many of these habits at once: they are one message with a count
// and one fix that converts the whole table.
import type { TextEdit } from '../base/text-range.ts';
import { BODY_NUMBERS } from './body-traits.ts';
import { convertTable, expandMacro, positionalFields } from './c-table.ts';
import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import { endOf, Frame, frame, kindAt, leaf, report, setFrame, startOf, textAt } from './parse-state.ts';
import { isWordKind, Kind } from './token.ts';

/** Reports a habit; in a table only the first of them, the others are counted. */
export function reportHabit(
  state: ParseState,
  code: string,
  start: number,
  end: number,
  message: string,
  title?: string,
  edits: readonly TextEdit[] = [],
): void {
  const up = tableFrame(state);
  if (up >= 0) setFrame(state, Frame.habits, frame(state, Frame.habits, up) + 1, up);
  if (up >= 0 && frame(state, Frame.habit, up) > 0) return;
  const before = state.errors.length;
  report(state, code, start, end, message, title, edits);
  if (up >= 0 && state.errors.length > before) setFrame(state, Frame.habit, state.errors.length, up);
}

/** How far up the table is whose rows are read; -1: none. */
function tableFrame(state: ParseState): number {
  for (let up = 0; up < Math.min(2, state.depth); up++) {
    if (frame(state, Frame.body, up) === BODY_NUMBERS.rows) return up;
  }
  return -1;
}

/** At the `}` of a row or table: what only its end can tell. */
export function closeTable(state: ParseState): void {
  const body = frame(state, Frame.body);
  if (body === BODY_NUMBERS.row) closeRow(state);
  else if (body === BODY_NUMBERS.rows && frame(state, Frame.habits) > 1) gatherHabits(state);
}

function gatherHabits(state: ParseState): void {
  const at = frame(state, Frame.habit) - 1;
  const first = state.errors[at];
  if (!first) return;
  const open = openBrace(state, frame(state, Frame.head));
  const start = endOf(state, open);
  const end = startOf(state, state.pos);
  const newText = convertTable(state.text.slice(start, end), positionalFields(busOfDriver(state, 1)));
  const { code, message } = first;
  const gathered = {
    code,
    start: first.start,
    end: first.end,
    message: `${message} (and ${frame(state, Frame.habits) - 1} more such places in this table)`,
  };
  state.errors[at] =
    newText === undefined
      ? gathered
      : { ...gathered, fix: { title: 'convert the pasted C table', edits: [{ start, end, newText }] } };
}

/** The bus that the driver around a table names in its head; undefined: there is none. */
export function busOfDriver(state: ParseState, up: number): string | undefined {
  if (state.depth <= up) return undefined;
  const head = frame(state, Frame.head, up);
  if (textAt(state, head) !== 'driver' || textAt(state, head + 2) !== 'on') return undefined;
  return textAt(state, head + 3);
}

function openBrace(state: ParseState, head: number): number {
  let token = head;
  while (kindAt(state, token) !== Kind.open) token++;
  return token;
}

function closeRow(state: ParseState): void {
  const node = frame(state, Frame.node);
  const isEmpty = state.nodes === node + 1 || isTerminator(state, node);
  if (!isEmpty) checkDuplicates(state, node);
  else if (frame(state, Frame.habit) === state.errors.length) emptyRow(state);
}

function emptyRow(state: ParseState): void {
  const start = startOf(state, frame(state, Frame.head));
  const end = endOf(state, state.pos);
  const message = 'a table ends by itself; no empty last row is written';
  const comma = kindAt(state, state.pos + 1) === Kind.comma ? endOf(state, state.pos + 1) : end;
  reportHabit(state, 'empty-row', start, end, message, 'delete the row', [
    { start: lineStartBefore(state.text, start), end: comma, newText: '' },
  ]);
}

/** `{ 0 }`, `{ 0, }`: the number was passed over. */
function isTerminator(state: ParseState, row: number): boolean {
  return state.nodes === row + 2 && isZero(state, state.firsts[row + 1] ?? 0);
}

function isZero(state: ParseState, token: number): boolean {
  return kindAt(state, token) === Kind.number && /^0(?:x0+)?$/.test(textAt(state, token));
}

/** Blanks before the row go with it. */
function lineStartBefore(text: string, start: number): number {
  let at = start;
  while (at > 0 && /[ \t]/.test(text.charAt(at - 1))) at--;
  return at;
}

/** The same field twice in a row: most rows are short, so pairs are compared first, without making texts. */
function checkDuplicates(state: ParseState, row: number): void {
  if (!mayRepeat(state, row)) return;
  const seen = new Set<string>();
  for (const token of factsOf(state, row)) {
    const name = textAt(state, token);
    if (seen.has(name)) reportDuplicate(state, token, name);
    else seen.add(name);
  }
}

/** Whether two facts of a row begin with words that look alike; true for long rows. */
function mayRepeat(state: ParseState, row: number): boolean {
  const { text, kinds, starts, tags, firsts, extents } = state;
  let pairs = 0;
  for (let a = row + 1; a < state.nodes; a = extents[a] ?? 0) {
    if (((tags[a] ?? 0) & 255) !== Node.fact) return true;
    const first = firsts[a] ?? 0;
    for (let b = row + 1; b < a; b = extents[b] ?? 0) {
      const other = firsts[b] ?? 0;
      if (++pairs > 100) return true;
      if (kinds[first] !== kinds[other]) continue;
      if (text.charCodeAt(starts[first] ?? 0) === text.charCodeAt(starts[other] ?? 0)) return true;
    }
  }
  return false;
}

function reportDuplicate(state: ParseState, token: number, name: string): void {
  const start = startOf(state, token);
  let last = token;
  while (kindAt(state, last) !== Kind.semicolon && last < state.pos - 1) last++;
  const from = lineStartBefore(state.text, start);
  report(
    state,
    'duplicate-field',
    start,
    start + name.length,
    `\`${name}\` is already set in this row`,
    'delete one',
    [{ start: from, end: endOf(state, last), newText: '' }],
  );
}

function factsOf(state: ParseState, row: number): number[] {
  const names: number[] = [];
  for (let node = row + 1; node < state.nodes; node++) {
    if (((state.tags[node] ?? 0) & 255) === Node.fact) names.push(state.firsts[node] ?? 0);
  }
  return names;
}

/** `.vendor = 1`: the dot is passed over. */
export function initializerDot(state: ParseState): void {
  const start = startOf(state, state.pos);
  const name = textAt(state, state.pos + 1);
  const message = `fields are written without the dot: \`${name} = …;\``;
  reportHabit(state, 'initialiser-dot', start, start + 1, message, 'delete `.`', [
    { start, end: start + 1, newText: '' },
  ]);
  state.pos++;
}

/** `PCI_DEVICE(0x15b3, 0x1017), board`: passed over up to the end of the row. */
export function macro(state: ParseState, body: number): void {
  const first = state.pos;
  let close = first + 1;
  while (!endsMacro(kindAt(state, close))) close++;
  const closed = kindAt(state, close) === Kind.parenClose;
  const start = startOf(state, first);
  const end = endOf(state, closed ? close : close - 1);
  const expansion = expandMacro(state.text.slice(start, end));
  const name = textAt(state, first);
  const message = `C macros are not expanded here; \`${name}\` is written as its fields`;
  const edits = expansion === undefined ? [] : [{ start, end, newText: expansion }];
  const title = expansion === undefined ? undefined : `replace by \`${expansion}\``;
  reportHabit(state, 'c-macro', start, end, message, title, edits);
  state.pos = closed ? close + 1 : close;
  if (body === BODY_NUMBERS.row) while (!endsRow(kindAt(state, state.pos))) state.pos++;
  else if (isSeparator(kindAt(state, state.pos))) state.pos++;
  leaf(state, Node.skipped, 0, first, state.pos - 1);
}

function endsMacro(kind: number): boolean {
  return kind === Kind.parenClose || endsRow(kind);
}

function endsRow(kind: number): boolean {
  return kind === Kind.open || kind === Kind.close || kind === Kind.end;
}

function isSeparator(kind: number): boolean {
  return kind === Kind.comma || kind === Kind.semicolon;
}

/** `0`, `0,` or `0;` alone in a row: C's end of a table. @returns whether it was that */
export function terminator(state: ParseState): boolean {
  const first = state.pos;
  if (!isZero(state, first) || kindAt(state, first - 1) !== Kind.open) return false;
  const comma = isSeparator(kindAt(state, first + 1)) ? 1 : 0;
  if (kindAt(state, first + 1 + comma) !== Kind.close) return false;
  leaf(state, Node.skipped, 0, first, first + comma);
  state.pos += 1 + comma;
  return true;
}

/** Whether a C macro is called here: a word in capitals and `(`. */
export function isMacro(state: ParseState): boolean {
  return (
    isWordKind(kindAt(state, state.pos)) &&
    kindAt(state, state.pos + 1) === Kind.paren &&
    /^[A-Z][A-Z0-9_]+$/.test(textAt(state, state.pos))
  );
}
