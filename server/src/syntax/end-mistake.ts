// The end of a statement: its `;` or its block is not there, or something stands before it.
import { has, Trait } from './body-traits.ts';
import { C_TYPES } from './entry-shape.ts';
import { reportTypo } from './head-mistake.ts';
import { isCommaForSemicolon, missingComma } from './list-mistake.ts';
import {
  badCharacter,
  beginsLine,
  columnOf,
  formOf,
  lineColumn,
  nearestWord,
  show,
  wordsOf,
} from './mistake.ts';
import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import { endOf, kindAt, leaf, pushFrame, report, settleBraces, startOf, textAt } from './parse-state.ts';
import type { Element, Rule } from './pattern.ts';
import { LABELS } from './pattern.ts';
import { PROGRAMS } from './program.ts';
import { beginsStatement, skipStatement } from './recover.ts';
import { reportHabit } from './table-mistake.ts';
import { isNameKind, isWordKind, Kind } from './token.ts';

const CODE = LABELS.indexOf('code');

/** A statement whose head was read: where it stands and what it may end with. */
export interface Head {
  readonly node: number;
  /** The statement around it, or -1. */
  readonly outer: number;
  readonly rule: Rule;
  readonly body: number;
  /** Its keyword. */
  readonly token: number;
}

/** After a fact, flag or list. */
export function mistakenEnd(state: ParseState, node: number, body: number): void {
  const fact = ((state.tags[node] ?? 0) & 255) === Node.fact;
  const name = textAt(state, state.firsts[node] ?? 0);
  if (fact && kindAt(state, state.pos) === Kind.open) factBlock(state, name, body);
  else missingEnd(state, fact ? `\`${name} = …\`` : `\`${name}\``, body);
}

/** After a complete head. @returns true if its block was begun nevertheless */
export function mistakenHeadEnd(state: ParseState, head: Head): boolean {
  const block = blockOf(head);
  if (block >= 0 && isFactOfBlock(state, block)) giveNameBack(state);
  const kind = kindAt(state, state.pos);
  if (block >= 0 && isOpenMissing(state, head)) return openImplied(state, head, block);
  if (block >= 0 && !head.rule.pattern.semicolon && endsHere(state, kind)) {
    missingBlock(state, head.rule.keyword);
    return false;
  }
  if (endsHere(state, kind) || (block < 0 && (kind === Kind.open || kind === Kind.comma))) {
    missingEnd(state, `\`${head.rule.keyword}\``, head.body);
    return false;
  }
  extraToken(state, head.rule);
  return abandonHead(state, head);
}

function blockOf(head: Head): number {
  return PROGRAMS[head.rule.index]?.block ?? -1;
}

function endsHere(state: ParseState, kind: number): boolean {
  return kind === Kind.semicolon || kind === Kind.close || kind === Kind.end || beginsLine(state, state.pos);
}

/**
 * Passes over the rest of a broken head, into the block if there is one: its statements make no further errors.
 * @returns true if the block was begun
 */
export function abandonHead(state: ParseState, head: Head): boolean {
  const block = blockOf(head);
  const from = state.pos;
  const column = columnOf(state, head.token);
  while (!endsHead(state, head.body, column)) state.pos++;
  if (state.pos > from) leaf(state, Node.skipped, 0, from, state.pos - 1);
  if (block >= 0 && isOpenMissing(state, head)) return pushImplied(state, head, block);
  const kind = kindAt(state, state.pos);
  if (kind === Kind.open && block >= 0) {
    leaf(state, Node.open, 0, state.pos, state.pos);
    state.pos++;
    pushFrame(state, head.node, head.outer, block, head.token);
    return true;
  }
  if (kind === Kind.open) skipStatement(state, head.body);
  else if (kind === Kind.semicolon) state.pos++;
  return false;
}

function endsHead(state: ParseState, body: number, column: number): boolean {
  switch (kindAt(state, state.pos)) {
    case Kind.end:
    case Kind.semicolon:
    case Kind.close:
    case Kind.open:
      return true;
    default:
      if (!beginsLine(state, state.pos)) return false;
      return beginsStatement(state, body) || columnOf(state, state.pos) <= column;
  }
}

/** `{` forgotten: the next line is indented deeper, and the item has more `}` than `{`. */
function isOpenMissing(state: ParseState, head: Head): boolean {
  const kind = kindAt(state, state.pos);
  if (!state.unbalanced || state.net >= 0 || kind === Kind.end || kind === Kind.close) return false;
  if (!beginsLine(state, state.pos)) return belongsInside(state, head);
  return columnOf(state, state.pos) > lineColumn(state, head.token);
}

/** On the line of the head: a statement of its block, and none of the body around it. */
function belongsInside(state: ParseState, head: Head): boolean {
  const block = blockOf(head);
  if (block < 0 || kindAt(state, state.pos) === Kind.semicolon) return false;
  if (beginsStatement(state, block)) return true;
  if (!isWordKind(kindAt(state, state.pos))) return false;
  if (has(block, Trait.entries)) return C_TYPES.has(textAt(state, state.pos));
  const next = kindAt(state, state.pos + 1);
  return (
    has(block, Trait.flags) && (next === Kind.semicolon || (next === Kind.open && has(block, Trait.tables)))
  );
}

/** `creates net name = 1; }`: the head took the name of a fact. */
function isFactOfBlock(state: ParseState, block: number): boolean {
  if (!state.unbalanced || state.net >= 0 || kindAt(state, state.pos) !== Kind.equals) return false;
  return has(block, Trait.facts) && ((state.tags[state.nodes - 1] ?? 0) & 255) === Node.name;
}

function giveNameBack(state: ParseState): void {
  state.nodes--;
  state.pos--;
}

function openImplied(state: ParseState, head: Head, block: number): true {
  const token = state.pos - 1;
  const end = endOf(state, token);
  const message = `the \`{\` of \`${head.rule.keyword}\` is missing`;
  report(state, 'missing-open', startOf(state, token), end, message, 'insert ` {`', [
    { start: end, end, newText: ' {' },
  ]);
  return pushImplied(state, head, block);
}

function pushImplied(state: ParseState, head: Head, block: number): true {
  settleBraces(state, 1);
  leaf(state, Node.open, 0, state.pos - 1, state.pos - 1);
  pushFrame(state, head.node, head.outer, block, head.token);
  return true;
}

function missingBlock(state: ParseState, keyword: string): void {
  const token = state.pos;
  if (kindAt(state, token) === Kind.semicolon) {
    const start = startOf(state, token);
    const message = `\`${keyword}\` needs a block: \`${keyword} … { … }\``;
    report(state, 'missing-block', start, start + 1, message, 'replace `;` by ` { }`', [
      { start, end: start + 1, newText: ' { }' },
    ]);
    state.pos++;
    return;
  }
  const end = endOf(state, token - 1);
  const message = `\`${keyword}\` needs a block: \`{ … }\``;
  report(state, 'missing-block', startOf(state, token - 1), end, message, 'insert ` { }`', [
    { start: end, end, newText: ' { }' },
  ]);
}

/** @param what the statement as a message names it: `` `vendor = …` `` */
function missingEnd(state: ParseState, what: string, body: number): void {
  const token = state.pos;
  const kind = kindAt(state, token);
  const ends = kind === Kind.close || kind === Kind.end || beginsLine(state, token);
  if (ends || beginsStatement(state, body)) {
    missingSemicolon(state, what);
  } else if (kind === Kind.comma && isCommaForSemicolon(state)) commaForSemicolon(state, what);
  else if (kind === Kind.open) noBlock(state, what, body);
  else {
    if (kind === Kind.bad) badCharacter(state, token);
    else {
      const message = `expected \`;\` after ${what}, found ${show(state, token)}`;
      report(state, 'unexpected', startOf(state, token), endOf(state, token), message);
    }
    skipStatement(state, body);
  }
}

function missingSemicolon(state: ParseState, what: string): void {
  const token = state.pos - 1;
  const end = endOf(state, token);
  const title = `insert \`;\` after ${show(state, token)}`;
  report(state, 'missing-semicolon', startOf(state, token), end, `\`;\` is missing after ${what}`, title, [
    { start: end, end, newText: ';' },
  ]);
}

function commaForSemicolon(state: ParseState, what: string): void {
  const start = startOf(state, state.pos);
  const message = `${what} ends with \`;\`, not \`,\``;
  reportHabit(state, 'comma-for-semicolon', start, start + 1, message, 'replace `,` by `;`', [
    { start, end: start + 1, newText: ';' },
  ]);
  leaf(state, Node.skipped, 0, state.pos, state.pos);
  state.pos++;
}

function noBlock(state: ParseState, what: string, body: number): void {
  const start = startOf(state, state.pos);
  const before = endOf(state, state.pos - 1);
  const at = state.errors.length;
  report(state, 'no-block', start, start + 1, `${what} has no block; it ends with \`;\``, 'delete the block');
  skipStatement(state, body);
  replaceFix(state, at, { start: before, end: endOf(state, state.pos - 1), newText: ';' });
}

/** Gives an error its edit, now that its end is known. */
function replaceFix(
  state: ParseState,
  at: number,
  edit: { readonly start: number; readonly end: number; readonly newText: string },
): void {
  const error = state.errors[at];
  if (error?.fix) state.errors[at] = { ...error, fix: { title: error.fix.title, edits: [edit] } };
}

function factBlock(state: ParseState, name: string, body: number): void {
  const start = startOf(state, state.pos);
  const title = name.includes('numvfs') ? 'write one `vf NAME { … }` for each function' : 'delete the block';
  const before = endOf(state, state.pos - 1);
  const at = state.errors.length;
  report(state, 'fact-block', start, start + 1, 'a value has no block', title);
  skipStatement(state, body);
  if (name.includes('numvfs')) return;
  replaceFix(state, at, { start: before, end: endOf(state, state.pos - 1), newText: ';' });
}

/** Something stands between a complete head and its end. */
function extraToken(state: ParseState, rule: Rule): void {
  const token = state.pos;
  const kind = kindAt(state, token);
  if (kind === Kind.bad) {
    badCharacter(state, token);
    return;
  }
  if (rule.keyword === 'driver' && kind === Kind.comma && isWordKind(kindAt(state, token + 1))) {
    const bus = textAt(state, token + 1);
    const message = `a driver is on one bus; write a second \`driver … on ${bus}\` with the same \`module\``;
    report(state, 'one-bus', startOf(state, token), endOf(state, token + 1), message);
    return;
  }
  if (rule.keyword === 'expect' && becauseAt(state) >= 0) {
    misplacedBecause(state, becauseAt(state));
    return;
  }
  const word = textAt(state, token);
  const typo = isWordKind(kind) ? nearestWord(word, wordsOf(rule.pattern.head)) : undefined;
  if (typo !== undefined) reportTypo(state, token, typo);
  else if (isNameKind(kind) && isNameKind(kindAt(state, token - 1)) && rule.pattern.head.some(holdsList)) {
    missingComma(state);
  } else {
    const message = `${show(state, token)} is not expected here; the form is \`${formOf(rule)}\``;
    report(state, 'unexpected', startOf(state, token), endOf(state, token), message);
  }
}

/** The `because` that stands here, or that was taken for a name just before; else -1. */
function becauseAt(state: ParseState): number {
  return [state.pos, state.pos - 1].find((token) => textAt(state, token) === 'because') ?? -1;
}

function misplacedBecause(state: ParseState, token: number): void {
  const start = startOf(state, token);
  const hasCode = isWordKind(kindAt(state, token + 1)) && !beginsLine(state, token + 1);
  // `problem MK-9` names its code itself.
  const afterProblem = textAt(state, token - 1) === 'problem';
  const end = endOf(state, hasCode && !afterProblem ? token + 1 : token);
  const message = '`because` stands after `unbound`, `deferred`, `absent` or `waits` only';
  const title = `delete \`${state.text.slice(start, end)}\``;
  report(state, 'because-place', start, endOf(state, token), message, title, [
    { start: endOf(state, token - 1), end, newText: '' },
  ]);
  if (afterProblem && hasCode) readCodeBehind(state, token);
  else if (token < state.pos) giveNameBack(state);
}

/** The code of a problem stands behind `because`, as if that were not there. */
function readCodeBehind(state: ParseState, token: number): void {
  if (token < state.pos) giveNameBack(state);
  leaf(state, Node.skipped, 0, token, token);
  leaf(state, Node.name, CODE, token + 1, token + 1);
  state.pos = token + 2;
}

function holdsList(element: Element): boolean {
  if (element.kind === 'group') return element.choices.some((choice) => choice.some(holdsList));
  return element.kind === 'slot' && element.list;
}
