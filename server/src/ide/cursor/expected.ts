// What the grammar allows next in a statement of which some words are written: fixed words and slots. Runs the patterns of the
// grammar table over the words, following every way that fits.
import type { Body, Slot } from '../../syntax/grammar.ts';
import { type Element, parsePattern, type Rule, type Sequence } from '../../syntax/pattern.ts';
import { isNameKind, Kind } from '../../syntax/token.ts';
import { ruleOf } from './block-of.ts';
import type { Cursor, Word } from './cursor.ts';

export type Expected =
  /** The first word of a statement, fact, flag or table. */
  | { readonly kind: 'start'; readonly body: Body }
  /** The keyword after `extend` or `replace`. */
  | { readonly kind: 'keyword'; readonly body: Body }
  | { readonly kind: 'word'; readonly word: string; readonly rule: Rule }
  | {
      readonly kind: 'slot';
      readonly slot: Slot;
      readonly label: string;
      readonly rule: Rule;
      /** The parts of a reference before the one that is typed; the words of a condition. */
      readonly before: readonly Word[];
    }
  /** The values of a fact, or of a table in its list form. */
  | { readonly kind: 'value'; readonly fact: string; readonly before: readonly Word[] };

export function expectedAt(cursor: Cursor): readonly Expected[] {
  const { body, words } = cursor;
  if (body === undefined) return [];
  const [first, second] = words;
  if (first === undefined) return [{ kind: 'start', body }];
  if (second?.kind === Kind.equals) return afterFact(body, first.text, words.slice(2));
  const here = ruleOf(body, words);
  if (here === undefined) {
    return body === 'driver' ? [{ kind: 'value', fact: first.text, before: words.slice(1) }] : afterFlag();
  }
  const { rule } = here;
  if (rule.pattern.prefix !== undefined) return [{ kind: 'keyword', body: rule.pattern.prefix }];
  return follow(rule, rule.pattern.head, words.slice(here.words));
}

function afterFact(body: Body, fact: string, values: readonly Word[]): readonly Expected[] {
  const last = values.at(-1);
  if (last === undefined || last.kind === Kind.comma || last.kind === Kind.slash) {
    return [{ kind: 'value', fact, before: values }];
  }
  return body === 'device' || body === 'row' ? [] : tail(values);
}

/** Words of a tail: after a flag or a fact's values. */
function afterFlag(): readonly Expected[] {
  return tail([]);
}

const TAIL = parsePattern('TAIL => ;');
const TAIL_RULE: Rule = { index: -1, body: 'match', keyword: '', pattern: TAIL };

function tail(values: readonly Word[]): readonly Expected[] {
  const from = values.findIndex((word) => ['since', 'until', 'when'].includes(word.text));
  return follow(TAIL_RULE, TAIL.head, from < 0 ? [] : values.slice(from));
}

/** Each way through the pattern is the list of elements still to come. */
type Way = readonly Element[];

function follow(rule: Rule, head: Sequence, words: readonly Word[]): readonly Expected[] {
  let ways: readonly Way[] = open([...head]);
  let at = 0;
  while (at < words.length) {
    const taken = fixedFirst(ways, words[at]).flatMap((way) => step(way, words, at));
    const end = Math.min(...taken.map((it) => it.end));
    const partial = taken.filter((it) => it.end > words.length);
    if (partial.length > 0)
      return partial.flatMap((it) => expectedOf(rule, it.way.slice(0, 1), words.slice(at)));
    if (taken.length === 0) return [];
    ways = taken.filter((it) => it.end === end).flatMap((it) => open(it.way));
    at = end;
  }
  return unique(ways.flatMap((way) => expectedOf(rule, way.slice(0, 1), [])));
}

/** Groups at the front are replaced by each of their choices, optional ones also by nothing. */
function open(way: Way): readonly Way[] {
  const [first, ...rest] = way;
  if (first === undefined || first.kind !== 'group') return [way];
  const again = first.times === 'many' ? [first] : [];
  const chosen = first.choices.flatMap((choice) => open([...choice, ...again, ...rest]));
  return first.times === 'once' ? chosen : [...chosen, ...open(rest)];
}

/** Fixed words win over names. */
function fixedFirst(ways: readonly Way[], word: Word | undefined): readonly Way[] {
  const fixed = ways.filter(([first]) => first?.kind === 'word' && first.word === word?.text);
  return fixed.length > 0 ? fixed : ways;
}

interface Taken {
  /** What is left; for a slot that the words end in, the slot itself first. */
  readonly way: Way;
  /** The word after those taken; beyond the last one: the cursor is inside this slot. */
  readonly end: number;
}

function step(way: Way, words: readonly Word[], at: number): readonly Taken[] {
  const [first, ...rest] = way;
  const word = words[at];
  if (first === undefined || word === undefined) return [];
  switch (first.kind) {
    case 'word':
      return first.word === word.text ? [{ way: rest, end: at + 1 }] : [];
    case 'slot': {
      if (!isNameKind(word.kind) && word.kind !== Kind.star) return [];
      const end = slotEnd(first, words, at);
      return [{ way: end > words.length ? [first] : rest, end }];
    }
    case 'group':
      return [];
  }
}

/** Where a slot's words end; beyond the last one if a `,`, `/` or `and` says that more of it comes. */
function slotEnd(slot: Extract<Element, { kind: 'slot' }>, words: readonly Word[], at: number): number {
  if (slot.slot === 'Condition') return conditionEnd(words);
  let end = at;
  for (;;) {
    end += words[end]?.kind === Kind.star ? 2 : 1;
    while (words[end]?.kind === Kind.slash || words[end]?.kind === Kind.bracket) {
      if (words[end]?.kind === Kind.bracket)
        while (end < words.length && words[end]?.kind !== Kind.bracketClose) end++;
      end += words[end]?.kind === Kind.bracketClose ? 1 : 2;
    }
    if (!slot.list || words[end]?.kind !== Kind.comma) return end;
    end++;
    if (end >= words.length) return words.length + 1;
  }
}

/** A condition is the last of its statement; the cursor is always inside it. */
function conditionEnd(words: readonly Word[]): number {
  return words.length + 1;
}

function expectedOf(rule: Rule, [first]: Way, before: readonly Word[]): readonly Expected[] {
  switch (first?.kind) {
    case 'word':
      return [{ kind: 'word', word: first.word, rule }];
    case 'slot':
      return [{ kind: 'slot', slot: first.slot, label: first.label, rule, before }];
    default:
      return [];
  }
}

function unique(expected: readonly Expected[]): readonly Expected[] {
  const seen = new Set<string>();
  return expected.filter((it) => {
    const key = it.kind === 'word' ? it.word : it.kind === 'slot' ? `<${it.label}>` : it.kind;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
