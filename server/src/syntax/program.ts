// Compiles each pattern into a flat program of small integers: the parser runs it with one look at a jump table for each
// decision and no recursion.

import type { FirstSet } from './first-set.ts';
import { firstOfElement, firstOfSequence, join, NOTHING, union } from './first-set.ts';
import type { Slot } from './grammar.ts';
import type { Element, Pattern, Sequence } from './pattern.ts';
import { BODIES, LABELS, RULES, TAIL_HEAD } from './pattern.ts';
import { FIRST_KEYWORD, Kind, keywordKind, PUNCTUATION } from './token.ts';

/** Each instruction is three integers: operation and two operands. */
export const Op = {
  /** The pattern is read. */
  end: 0,
  /** A fixed word: its kind. */
  word: 1,
  /** A slot: its number in `SLOTS`, its label. */
  slot: 2,
  /** A comma list of a slot. */
  list: 3,
  /** Go where the next token's kind leads: the number of a jump table. 0 there: nothing fits. */
  branch: 4,
  jump: 5,
} as const;

export const SLOTS: readonly Slot[] = [
  'Name',
  'Ref',
  'Text',
  'Number',
  'Version',
  'Code',
  'Errno',
  'Value',
  'Duration',
  'Path',
  'Decl',
  'Event',
  'Condition',
];

export interface Program {
  readonly code: Int32Array;
  readonly jumps: readonly Uint16Array[];
  /** The element that an instruction came from, by program counter: for messages and completion. */
  readonly elements: ReadonlyMap<number, Element>;
  readonly semicolon: boolean;
  /** The number of the block's body in `BODIES`, -1 if it has no block. */
  readonly block: number;
  /** The number of the body that a prefix is followed by, else -1. */
  readonly prefix: number;
}

/** By rule number. */
export const PROGRAMS: readonly Program[] = compileRules();

export const TAIL_PROGRAM: Program = compile({
  head: TAIL_HEAD,
  semicolon: true,
  block: undefined,
  prefix: undefined,
});

/** Rule number + 1 by `body << 8 | keyword kind`; 0: no keyword of that body. */
export const RULE_OF: Uint8Array = buildRuleTable();

export const INSTRUCTION = 3;

function compileRules(): Program[] {
  const programs = new Map<Pattern, Program>();
  return RULES.map(({ pattern }) => {
    const program = programs.get(pattern) ?? compile(pattern);
    programs.set(pattern, program);
    return program;
  });
}

function compile(pattern: Pattern): Program {
  const draft: Draft = { code: [], jumps: [], elements: new Map() };
  // Programs begin at 3, so that 0 in a jump table can mean: nothing fits.
  emit(draft, Op.end, 0, 0);
  compileSequence(draft, pattern.head, NOTHING);
  emit(draft, Op.end, 0, 0);
  return {
    code: Int32Array.from(draft.code),
    jumps: draft.jumps,
    elements: draft.elements,
    semicolon: pattern.semicolon,
    block: pattern.block === undefined ? -1 : BODIES.indexOf(pattern.block),
    prefix: pattern.prefix === undefined ? -1 : BODIES.indexOf(pattern.prefix),
  };
}

interface Draft {
  readonly code: number[];
  readonly jumps: Uint16Array[];
  readonly elements: Map<number, Element>;
}

function emit(draft: Draft, op: number, a: number, b: number): number {
  const at = draft.code.length;
  draft.code.push(op, a, b);
  return at;
}

function compileSequence(draft: Draft, sequence: Sequence, follow: FirstSet): void {
  for (const [index, element] of sequence.entries()) {
    const rest = join(firstOfSequence(sequence, index + 1), follow);
    if (element.kind === 'group') compileGroup(draft, element, rest);
    else draft.elements.set(compileLeaf(draft, element), element);
  }
}

function compileLeaf(draft: Draft, element: Exclude<Element, { kind: 'group' }>): number {
  if (element.kind === 'word') return emit(draft, Op.word, kindOfWord(element.word), 0);
  const op = element.list ? Op.list : Op.slot;
  return emit(draft, op, SLOTS.indexOf(element.slot), LABELS.indexOf(element.label));
}

function compileGroup(draft: Draft, group: Extract<Element, { kind: 'group' }>, follow: FirstSet): void {
  const table = new Uint16Array(256);
  const branch = emit(draft, Op.branch, draft.jumps.length, 0);
  draft.jumps.push(table);
  draft.elements.set(branch, group);
  const inner = group.times === 'many' ? union(firstOfElement(group), follow) : follow;
  const exits: number[] = [];
  const ways: { readonly first: FirstSet; readonly to: number }[] = [];
  for (const choice of group.choices) {
    ways.push({ first: firstOfSequence(choice), to: draft.code.length });
    compileSequence(draft, choice, inner);
    exits.push(emit(draft, Op.jump, 0, 0));
  }
  const after = draft.code.length;
  for (const exit of exits) draft.code[exit + 1] = group.times === 'many' ? branch : after;
  if (group.times !== 'once') table.fill(after);
  fillTable(table, ways, group.times === 'once' ? NOTHING : follow, after);
}

/** Fixed words win over names: first the classes are written, then the words over them. */
function fillTable(
  table: Uint16Array,
  ways: readonly { readonly first: FirstSet; readonly to: number }[],
  follow: FirstSet,
  after: number,
): void {
  for (const { first, to } of ways) {
    if (first.classes.has('word')) table.fill(to, Kind.word);
    if (first.classes.has('plain')) table[Kind.word] = to;
    if (first.classes.has('number')) table[Kind.number] = to;
    if (first.classes.has('text')) table[Kind.text] = to;
    if (first.classes.has('*')) table[Kind.star] = to;
  }
  for (const word of follow.words) table[kindOfWord(word)] = after;
  for (const { first, to } of ways) {
    for (const word of first.words) table[kindOfWord(word)] = to;
  }
}

function kindOfWord(word: string): number {
  const kind = PUNCTUATION[word] ?? keywordKind(word);
  if (kind === undefined) throw new Error(`grammar table: ${word} is no word`);
  return kind;
}

function buildRuleTable(): Uint8Array {
  const table = new Uint8Array(BODIES.length << 8);
  for (const rule of RULES) {
    const kind = keywordKind(rule.keyword) ?? FIRST_KEYWORD;
    table[(BODIES.indexOf(rule.body) << 8) | kind] = rule.index + 1;
  }
  return table;
}
