// FIRST sets of patterns: which tokens may begin a piece of a pattern. The program compiler builds its jump tables from
// them, the LL(1) proof compares them.
import type { Slot } from './grammar.ts';
import type { Element, Sequence } from './pattern.ts';

/** What begins a slot: any word, one that is neither a number nor in the grammar, a number, a text, `*`. */
export type TokenClass = 'word' | 'plain' | 'number' | 'text' | '*';

export interface FirstSet {
  /** Fixed words and punctuation. */
  readonly words: ReadonlySet<string>;
  readonly classes: ReadonlySet<TokenClass>;
  /** Whether nothing at all fits too, so that what follows decides. */
  readonly empty: boolean;
}

export const NOTHING: FirstSet = { words: new Set(), classes: new Set(), empty: true };

const SLOT_CLASSES: Readonly<Record<Slot, readonly TokenClass[]>> = {
  Name: ['word', 'text'],
  Ref: ['word', 'text'],
  Text: ['text'],
  Number: ['number'],
  Version: ['word'],
  Code: ['plain'],
  Errno: ['word'],
  Value: ['word', 'text'],
  Duration: ['word'],
  Path: ['word', 'text'],
  Decl: ['word', '*'],
  Event: ['word'],
  Condition: ['word', 'text'],
};

export function firstOfSequence(sequence: Sequence, from = 0): FirstSet {
  let first = NOTHING;
  for (let at = from; at < sequence.length && first.empty; at++) {
    const element = sequence[at];
    if (element) first = join(first, firstOfElement(element));
  }
  return first;
}

export function firstOfElement(element: Element): FirstSet {
  switch (element.kind) {
    case 'word':
      return { words: new Set([element.word]), classes: new Set(), empty: false };
    case 'slot':
      return { words: new Set(), classes: new Set(SLOT_CLASSES[element.slot]), empty: false };
    case 'group': {
      const choices = element.choices.map((choice) => firstOfSequence(choice)).reduce(union);
      return element.times === 'once' ? choices : { ...choices, empty: true };
    }
  }
}

/** FIRST of `a` followed by `b`. */
export function join(a: FirstSet, b: FirstSet): FirstSet {
  return a.empty ? { ...union(a, b), empty: b.empty } : a;
}

export function union(a: FirstSet, b: FirstSet): FirstSet {
  return {
    words: new Set([...a.words, ...b.words]),
    classes: new Set([...a.classes, ...b.classes]),
    empty: a.empty || b.empty,
  };
}
