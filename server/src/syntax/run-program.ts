// Runs the compiled pattern of a statement's head over the tokens.
import { mistakenChoice, mistakenWord } from './head-mistake.ts';
import { missingComma, takeComma } from './list-mistake.ts';
import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import { kindAt, leaf } from './parse-state.ts';
import type { Rule } from './pattern.ts';
import type { Program } from './program.ts';
import { INSTRUCTION, Op, SLOTS } from './program.ts';
import { readSlot } from './read-slot.ts';
import { isNameKind, Kind } from './token.ts';

/** @returns false if the head is broken: an error was reported, the token to go on with is not found yet */
export function runProgram(state: ParseState, program: Program, rule: Rule | undefined): boolean {
  const { code, jumps } = program;
  let pc = INSTRUCTION;
  for (;;) {
    const operand = code[pc + 1] ?? 0;
    switch (code[pc]) {
      case Op.word:
        if (!takeWord(state, operand) && !mistakenWord(state, program, pc, rule)) return false;
        pc += INSTRUCTION;
        break;
      case Op.slot:
        if (!readSlot(state, SLOTS[operand] ?? 'Name', code[pc + 2] ?? 0)) return false;
        pc += INSTRUCTION;
        break;
      case Op.list:
        if (!readList(state, operand, code[pc + 2] ?? 0)) return false;
        pc += INSTRUCTION;
        break;
      case Op.branch: {
        const next = jumps[operand]?.[kindAt(state, state.pos)] ?? 0;
        if (next === 0) return mistakenChoice(state, program, pc, rule);
        pc = next;
        break;
      }
      case Op.jump:
        pc = operand;
        break;
      default:
        return true;
    }
  }
}

function takeWord(state: ParseState, kind: number): boolean {
  if (kindAt(state, state.pos) !== kind) return false;
  leaf(state, Node.word, 0, state.pos, state.pos);
  state.pos++;
  return true;
}

function readList(state: ParseState, slot: number, label: number): boolean {
  for (;;) {
    if (!readSlot(state, SLOTS[slot] ?? 'Name', label)) return false;
    const kind = kindAt(state, state.pos);
    if (isNameKind(kind) && kindAt(state, state.pos + 1) === Kind.comma) missingComma(state);
    else if (kind !== Kind.comma || !takeComma(state)) return true;
  }
}
