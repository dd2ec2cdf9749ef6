// One slot of a pattern: takes the tokens that fit and adds their leaf; else says what is missing.
import { doubledWord, repeatsWord } from './doubled-word.ts';
import type { Slot } from './grammar.ts';
import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import { endOf, kindAt, leaf, startOf, textAt } from './parse-state.ts';
import { readCondition, readRef, readValue } from './read-value.ts';
import {
  badDuration,
  badErrno,
  badNumber,
  extraWord,
  missingSlot,
  needsQuotes,
  openBracket,
} from './slot-mistake.ts';
import { FIRST_KEYWORD, isNameKind, isWordKind, Kind } from './token.ts';

const ERRNO = /^E[A-Z0-9_]+$/;

/** The events that `expect order` names. */
export const EVENTS: readonly string[] = ['probe', 'remove', 'suspend', 'resume', 'shutdown', 'add', 'load'];

/** @returns false if nothing here fits: an error was reported, the statement's head is over */
export function readSlot(state: ParseState, slot: Slot, label: number): boolean {
  if (kindAt(state, state.pos) >= FIRST_KEYWORD && repeatsWord(state)) doubledWord(state);
  const kind = kindAt(state, state.pos);
  switch (slot) {
    case 'Name':
    case 'Path':
      return isNameKind(kind) ? takeName(state, label) : missingSlot(state, slot);
    case 'Ref':
      if (!isNameKind(kind)) return missingSlot(state, slot);
      readRef(state, label);
      return true;
    case 'Value':
      return readValue(state, label);
    case 'Decl':
      return readDecl(state, label);
    case 'Condition':
      return readCondition(state, label);
    case 'Text':
      if (kind === Kind.text) return takeName(state, label);
      return needsQuotes(state) ? takeName(state, label) : missingSlot(state, slot);
    default:
      return readSpelled(state, slot, label);
  }
}

/** The slots that are one word of a spelling of their own. */
function readSpelled(
  state: ParseState,
  slot: 'Number' | 'Version' | 'Code' | 'Errno' | 'Duration' | 'Event',
  label: number,
): boolean {
  const kind = kindAt(state, state.pos);
  if (!isWordKind(kind)) return missingSlot(state, slot);
  switch (slot) {
    case 'Code':
      return takeCode(state, label);
    case 'Number':
      if (kind !== Kind.number) badNumber(state, state.pos);
      return takeName(state, label);
    case 'Errno':
      return readErrno(state, label);
    case 'Version':
      return /^\d+\.\d+(\.\d+)?$/.test(textAt(state, state.pos))
        ? takeName(state, label)
        : missingSlot(state, slot);
    case 'Event':
      return EVENTS.includes(textAt(state, state.pos)) ? takeName(state, label) : missingSlot(state, slot);
    case 'Duration':
      return readDuration(state, label);
  }
}

/** A fixed word here belongs to what follows: then only the name is missing. */
function readErrno(state: ParseState, label: number): boolean {
  if (ERRNO.test(textAt(state, state.pos))) return takeName(state, label);
  if (kindAt(state, state.pos) >= FIRST_KEYWORD) {
    if (!ERRNO.test(textAt(state, state.pos + 1))) return !missingSlot(state, 'Errno');
    extraWord(state);
    return takeName(state, label);
  }
  badErrno(state);
  return takeName(state, label);
}

function takeName(state: ParseState, label: number): boolean {
  leaf(state, Node.name, label, state.pos, state.pos);
  state.pos++;
  return true;
}

/** `MK-36`, `contract/missing`: a family and its code are one name. */
function takeCode(state: ParseState, label: number): boolean {
  const [slash, code] = [state.pos + 1, state.pos + 2];
  const isWhole =
    kindAt(state, slash) === Kind.slash &&
    isWordKind(kindAt(state, code)) &&
    endOf(state, state.pos) === startOf(state, slash) &&
    endOf(state, slash) === startOf(state, code);
  if (!isWhole) return takeName(state, label);
  leaf(state, Node.name, label, state.pos, code);
  state.pos = code + 1;
  return true;
}

function readDuration(state: ParseState, label: number): boolean {
  if (/^\d+(us|ms|s|min)$/.test(textAt(state, state.pos))) return takeName(state, label);
  if (!badDuration(state)) return missingSlot(state, 'Duration');
  takeName(state, label);
  if (isWordKind(kindAt(state, state.pos))) state.pos++;
  return true;
}

/** `*name[32]`: the leaf begins at the name and reaches to the `]`. */
function readDecl(state: ParseState, label: number): boolean {
  if (kindAt(state, state.pos) === Kind.star) state.pos++;
  if (!isWordKind(kindAt(state, state.pos))) return missingSlot(state, 'Decl');
  const name = state.pos++;
  if (kindAt(state, state.pos) === Kind.bracket) {
    state.pos++;
    if (kindAt(state, state.pos) === Kind.number) state.pos++;
    if (kindAt(state, state.pos) === Kind.bracketClose) state.pos++;
    else openBracket(state);
  }
  leaf(state, Node.decl, label, name, state.pos - 1);
  return true;
}
