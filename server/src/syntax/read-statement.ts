// One statement, fact, flag, table, row or entry of a body. Reads its head; a block is pushed on the stack of frames for
// the loop in read-item.ts, so nothing recurses.
import { has, Trait } from './body-traits.ts';
import { mistakenHeadEnd } from './end-mistake.ts';
import { FACTS } from './facts.ts';
import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import { closeNode, kindAt, leaf, openNode, pushFrame, textAt } from './parse-state.ts';
import { BODIES, RULES } from './pattern.ts';
import { PROGRAMS, RULE_OF } from './program.ts';
import { readEntry } from './read-entry.ts';
import { isTailKind, readFact, readFlag, readRow, readTable } from './read-fact.ts';
import { runProgram } from './run-program.ts';
import { isMistakenFact, mistakenFact, mistakenPrefix, mistakenStatement } from './statement-mistake.ts';
import { isNameKind, isWordKind, Kind, keywordKind } from './token.ts';

const UNTERMINATED = keywordKind('unterminated') ?? -1;

/** Reads one of what the body holds; always moves on. */
export function readStatement(state: ParseState, body: number): void {
  const kind = kindAt(state, state.pos);
  const next = kindAt(state, state.pos + 1);
  if (next === Kind.equals && isNameKind(kind)) {
    if (!isMistakenFact(state, body)) return readFact(state, body);
    return mistakenFact(state, body);
  }
  const rule = RULE_OF[(body << 8) | kind] ?? 0;
  if (rule !== 0 && !(next === Kind.paren && has(body, Trait.entries))) {
    return readRule(state, rule - 1, body, -1);
  }
  if (kind === Kind.open && has(body, Trait.rows)) return readRow(state);
  if (has(body, Trait.entries) && readEntry(state)) return;
  if (!isWordKind(kind)) return mistakenStatement(state, body);
  if (has(body, Trait.tables) && isTable(state, next)) return readTable(state, body);
  if (isFlag(state, body, next)) return readFlag(state, body);
  mistakenStatement(state, body);
}

/** At a keyword, which may be misspelt. @param outer the statement that this one is the rest of, or -1 */
export function readRule(state: ParseState, number: number, body: number, outer: number): void {
  const rule = RULES[number];
  const program = PROGRAMS[number];
  if (!rule || !program) return;
  const head = state.pos;
  const node = openNode(state, Node.statement, number, head);
  state.pos++;
  if (program.prefix >= 0) {
    const inner = RULE_OF[(program.prefix << 8) | kindAt(state, state.pos)] ?? 0;
    if (inner !== 0) return readRule(state, inner - 1, body, node);
    mistakenPrefix(state, rule, body);
    return closeNode(state, node);
  }
  const fine = runProgram(state, program, rule);
  const kind = kindAt(state, state.pos);
  if (fine && kind === Kind.open && program.block >= 0) {
    leaf(state, Node.open, 0, state.pos, state.pos);
    state.pos++;
    return pushFrame(state, node, outer, program.block, head);
  }
  if (fine && kind === Kind.semicolon && program.semicolon) state.pos++;
  else if (mistakenHeadEnd(state, { node, outer, rule, body }, fine)) return;
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
  if (has(body, Trait.openFlags)) return true;
  return Object.hasOwn(FACTS[BODIES[body] ?? 'file'].flags, textAt(state, state.pos));
}
