// One statement, fact, flag, table, row or entry of a body. Reads its head; a block is pushed on the stack of frames for
// the loop in read-item.ts, so nothing recurses.
import { BODY_NUMBERS, has, Trait } from './body-traits.ts';
import { doubledWord } from './doubled-word.ts';
import { checkEdition, EDITION } from './edition-mistake.ts';
import type { Head } from './end-mistake.ts';
import { abandonHead, mistakenHeadEnd } from './end-mistake.ts';
import { isMistakenFact, mistakenFact } from './fact-mistake.ts';
import { FACTS } from './facts.ts';
import { beginsLine } from './mistake.ts';
import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import { closeNode, kindAt, leaf, openNode, pushFrame, textAt } from './parse-state.ts';
import type { Rule } from './pattern.ts';
import { BODIES, RULES } from './pattern.ts';
import type { Program } from './program.ts';
import { PROGRAMS, RULE_OF } from './program.ts';
import { readEntry } from './read-entry.ts';
import { readFact, readFlag, readRow, readTable } from './read-fact.ts';
import { runProgram } from './run-program.ts';
import { mistakenPrefix, mistakenStatement } from './statement-mistake.ts';
import { isNameKind, isTailKind, Kind, keywordKind } from './token.ts';

const UNTERMINATED = keywordKind('unterminated') ?? -1;

/** Reads one of what the body holds. */
export function readStatement(state: ParseState, body: number): void {
  const kind = kindAt(state, state.pos);
  const next = kindAt(state, state.pos + 1);
  const rule = RULE_OF[(body << 8) | kind] ?? 0;
  if (next === Kind.equals && isNameKind(kind)) {
    if (isMistakenFact(state, body)) mistakenFact(state, body);
    else readFact(state, body);
  } else if (rule !== 0 && !(next === Kind.paren && has(body, Trait.entries))) {
    readRule(state, rule - 1, body);
  } else if (!readOther(state, body, kind, next)) {
    const meant = mistakenStatement(state, body);
    if (meant >= 0) readRule(state, meant, body);
  }
}

/** A row, an entry, a table or a flag. @returns false if it is none of them */
function readOther(state: ParseState, body: number, kind: number, next: number): boolean {
  if (kind === Kind.open && has(body, Trait.rows)) readRow(state);
  else if (has(body, Trait.entries) && readEntry(state)) return true;
  else if (kind < Kind.word) return false;
  else if (has(body, Trait.tables) && isTable(state, next)) readTable(state, body);
  else if (isFlag(state, body, next)) readFlag(state, body);
  else return false;
  return true;
}

/** At a keyword, which may be misspelt. */
function readRule(state: ParseState, number: number, body: number): void {
  const prefix = PROGRAMS[number]?.prefix ?? -1;
  if (prefix < 0) {
    readHead(state, number, body, -1);
    return;
  }
  const rule = RULES[number];
  const node = openNode(state, Node.statement, number, state.pos);
  state.pos++;
  if (kindAt(state, state.pos) === kindAt(state, state.pos - 1)) doubledWord(state);
  const inner = RULE_OF[(prefix << 8) | kindAt(state, state.pos)] ?? 0;
  const meant = inner === 0 && rule ? mistakenPrefix(state, rule, body) : inner - 1;
  if (meant >= 0) readHead(state, meant, body, node);
  else closeNode(state, node);
}

/** @param outer the statement that this one is the rest of, or -1 */
function readHead(state: ParseState, number: number, body: number, outer: number): void {
  const rule = RULES[number];
  const program = PROGRAMS[number];
  if (!rule || !program) return;
  const head = state.pos;
  const node = openNode(state, Node.statement, number, head);
  state.pos++;
  if (kindAt(state, state.pos) === kindAt(state, head) && isDoubled(state, program, rule)) doubledWord(state);
  const whole: Head = { node, outer, rule, body, token: head };
  if (!runProgram(state, program, rule)) {
    if (!abandonHead(state, whole)) closeHead(state, node, outer);
  } else if (kindAt(state, state.pos) === Kind.open && program.block >= 0) {
    leaf(state, Node.open, 0, state.pos, state.pos);
    state.pos++;
    pushFrame(state, node, outer, program.block, head);
  } else if (kindAt(state, state.pos) === Kind.semicolon && program.semicolon) {
    state.pos++;
    closeHead(state, node, outer);
  } else if (!mistakenHeadEnd(state, whole)) closeHead(state, node, outer);
  if (number === EDITION) checkEdition(state, head);
}

/** `bus bus b {`: behind its keyword, which stands here again; the head is sound only without one of them. */
function isDoubled(state: ParseState, program: Program, rule: Rule): boolean {
  return !isSoundFrom(state, state.pos, program, rule) && isSoundFrom(state, state.pos + 1, program, rule);
}

/** Tries a head; the state is as before. */
function isSoundFrom(state: ParseState, from: number, program: Program, rule: Rule): boolean {
  const { pos, nodes, reported, errors } = state;
  const before = errors.length;
  state.pos = from;
  const ran = runProgram(state, program, rule) && errors.length === before;
  const kind = kindAt(state, state.pos);
  const ends = kind === Kind.semicolon || kind === Kind.open || kind === Kind.close || kind === Kind.end;
  const sound = ran && (ends || beginsLine(state, state.pos));
  errors.length = before;
  state.pos = pos;
  state.nodes = nodes;
  state.reported = reported;
  return sound;
}

function closeHead(state: ParseState, node: number, outer: number): void {
  closeNode(state, node);
  if (outer >= 0) closeNode(state, outer);
}

/** A word that is no keyword and that rows or values follow. */
function isTable(state: ParseState, next: number): boolean {
  if (next === Kind.open) return true;
  if (!isNameKind(next) || isTailKind(next)) return false;
  return next === Kind.text || next === UNTERMINATED || /table$|^ids$/.test(textAt(state, state.pos));
}

/** A word that ends here and that the body knows as a flag, or may know by its bus or class. */
function isFlag(state: ParseState, body: number, next: number): boolean {
  const ends = next === Kind.semicolon || next === Kind.close || (has(body, Trait.tail) && isTailKind(next));
  if (!ends || !has(body, Trait.flags)) return false;
  if (body === BODY_NUMBERS.row && kindAt(state, state.pos) === Kind.number) return false;
  if (textAt(state, state.pos).includes(':')) return false;
  if (has(body, Trait.openFlags)) return true;
  return Object.hasOwn(FACTS[BODIES[body] ?? 'file'].flags, textAt(state, state.pos));
}
