// The proof that one look at the next token decides everywhere in a statement: every two ways that a pattern offers begin
// differently. Where a fixed word and a name may both stand, the fixed word wins; those words are listed, they are the only
// ones that a name must be quoted for.
import type { FirstSet, TokenClass } from './first-set.ts';
import { firstOfElement, firstOfSequence, join, NOTHING, union } from './first-set.ts';
import type { Element, Sequence } from './pattern.ts';
import { RULES } from './pattern.ts';

export interface Ll1Proof {
  /** Two ways that begin alike, as `body.keyword: what`. Empty: the grammar is LL(1). */
  readonly conflicts: readonly string[];
  /** Fixed words that hide a name of that spelling, as `body.keyword: word`. */
  readonly shadowed: readonly string[];
  /** How many decisions were looked at. */
  readonly decisions: number;
}

export function proveLl1(): Ll1Proof {
  const proof: Draft = { conflicts: new Set(), shadowed: new Set(), decisions: 0 };
  for (const rule of RULES) walk(proof, rule.pattern.head, NOTHING, `${rule.body}.${rule.keyword}`);
  return { conflicts: [...proof.conflicts], shadowed: [...proof.shadowed], decisions: proof.decisions };
}

interface Draft {
  readonly conflicts: Set<string>;
  readonly shadowed: Set<string>;
  decisions: number;
}

function walk(proof: Draft, sequence: Sequence, follow: FirstSet, where: string): void {
  for (const [index, element] of sequence.entries()) {
    if (element.kind !== 'group') continue;
    const rest = join(firstOfSequence(sequence, index + 1), follow);
    compareWays(proof, waysOf(element, rest), where);
    const behind = element.times === 'many' ? union(firstOfElement(element), rest) : rest;
    for (const choice of element.choices) walk(proof, choice, behind, where);
  }
}

/** What may begin at a group: each choice, and what follows if the group may be left out. */
function waysOf(group: Extract<Element, { kind: 'group' }>, rest: FirstSet): FirstSet[] {
  const ways = group.choices.map((choice) => firstOfSequence(choice));
  return group.times === 'once' ? ways : [...ways, rest];
}

function compareWays(proof: Draft, ways: readonly FirstSet[], where: string): void {
  proof.decisions++;
  for (const [index, a] of ways.entries()) {
    for (const b of ways.slice(index + 1)) {
      for (const word of a.words) if (b.words.has(word)) proof.conflicts.add(`${where}: ${word}`);
      for (const cls of a.classes) if (overlaps(cls, b)) proof.conflicts.add(`${where}: <${cls}>`);
      noteShadows(proof, a, b, where);
      noteShadows(proof, b, a, where);
    }
  }
}

/** A plain word and a number are words. */
function overlaps(cls: TokenClass, other: FirstSet): boolean {
  if (other.classes.has(cls)) return true;
  if (cls === 'word') return other.classes.has('plain') || other.classes.has('number');
  return (cls === 'plain' || cls === 'number') && other.classes.has('word');
}

function noteShadows(proof: Draft, names: FirstSet, words: FirstSet, where: string): void {
  if (!names.classes.has('word')) return;
  for (const word of words.words) if (/^[a-z]/.test(word)) proof.shadowed.add(`${where}: ${word}`);
}
