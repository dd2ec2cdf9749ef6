// Reads the patterns of the grammar table into trees: what the program compiler, the LL(1) proof, the EBNF and the
// messages work on. Runs once; a mistake in the table throws at load time.
import type { Body, Slot } from './grammar.ts';
import { GRAMMAR } from './grammar.ts';

export type Element =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'slot'; readonly slot: Slot; readonly label: string; readonly list: boolean }
  | {
      readonly kind: 'group';
      readonly times: 'once' | 'optional' | 'many';
      readonly choices: readonly Sequence[];
    };

export type Sequence = readonly Element[];

export interface Pattern {
  readonly head: Sequence;
  /** May end with `;`. */
  readonly semicolon: boolean;
  /** The body of its block, if it may have one. */
  readonly block: Body | undefined;
  /** `extend`, `replace`: a statement of this body follows. */
  readonly prefix: Body | undefined;
}

/** A keyword in a body: the unit that the parser reads. Its index is the rule number kept in the tree. */
export interface Rule {
  readonly index: number;
  readonly body: Body;
  readonly keyword: string;
  readonly pattern: Pattern;
}

const VERSIONS = '[ since <since:Version> ] [ until <until:Version> ]';
const TAIL = `${VERSIONS} [ when <when:Condition> ]`;

export const BODIES = Object.keys(GRAMMAR) as readonly Body[];

export const RULES: readonly Rule[] = readRules();

/** The tail that facts, flags and steps share. */
export const TAIL_HEAD: Sequence = parseHead(TAIL);

/** The labels of the table, numbered for the tree; 0 is no label. */
export const LABELS: readonly string[] = collectLabels();

/** Equal patterns are one object: a third of the table is the pattern of fields, for each C type and body. */
function readRules(): Rule[] {
  const rules: Rule[] = [];
  const patterns = new Map<string, Pattern>();
  for (const body of BODIES) {
    for (const [keyword, source] of Object.entries(GRAMMAR[body])) {
      const pattern = patterns.get(source) ?? parsePattern(source);
      patterns.set(source, pattern);
      rules.push({ index: rules.length, body, keyword, pattern });
    }
  }
  return rules;
}

export function parsePattern(source: string): Pattern {
  const arrow = source.indexOf('=>');
  const ends = source.slice(arrow + 2);
  return {
    head: parseHead(source.slice(0, arrow)),
    semicolon: ends.includes(';'),
    block: /\{(\w+)\}/.exec(ends)?.[1] as Body | undefined,
    prefix: /<(\w+)>/.exec(ends)?.[1] as Body | undefined,
  };
}

function parseHead(source: string): Sequence {
  const spelled = source.replace('VERSIONS', VERSIONS).replace('TAIL', TAIL);
  const words = spelled.match(/\*\(|[[\]()|=]|<[^>]*>|\w+/g) ?? [];
  const cursor = { words, at: 0 };
  return parseSequence(cursor);
}

interface Cursor {
  readonly words: readonly string[];
  at: number;
}

function parseSequence(cursor: Cursor): Sequence {
  const sequence: Element[] = [];
  for (;;) {
    const word = cursor.words[cursor.at];
    if (word === undefined || word === '|' || word === ']' || word === ')') return sequence;
    cursor.at++;
    sequence.push(parseElement(cursor, word));
  }
}

function parseElement(cursor: Cursor, word: string): Element {
  switch (word) {
    case '[':
      return { kind: 'group', times: 'optional', choices: parseChoices(cursor) };
    case '(':
      return { kind: 'group', times: 'once', choices: parseChoices(cursor) };
    case '*(':
      return { kind: 'group', times: 'many', choices: parseChoices(cursor) };
    default:
      return word.startsWith('<') ? parseSlot(word) : { kind: 'word', word };
  }
}

function parseChoices(cursor: Cursor): readonly Sequence[] {
  const choices = [parseSequence(cursor)];
  while (cursor.words[cursor.at] === '|') {
    cursor.at++;
    choices.push(parseSequence(cursor));
  }
  cursor.at++;
  return choices;
}

function parseSlot(word: string): Element {
  const match = /^<(\w+):(\w+)(,\+)?>$/.exec(word);
  if (!match) throw new Error(`grammar table: ${word} is no slot`);
  return { kind: 'slot', label: match[1] ?? '', slot: match[2] as Slot, list: match[3] !== undefined };
}

function collectLabels(): string[] {
  const labels = new Set(['', 'name', 'value']);
  const walk = (sequence: Sequence): void => {
    for (const element of sequence) {
      if (element.kind === 'slot') labels.add(element.label);
      if (element.kind === 'group') element.choices.forEach(walk);
    }
  };
  walk(TAIL_HEAD);
  for (const pattern of new Set(RULES.map((rule) => rule.pattern))) walk(pattern.head);
  return [...labels];
}
