// What each body may hold, as bits and look-up tables by body number: the parser's view of the two tables.
import { FACTS } from './facts.ts';
import type { Body } from './grammar.ts';
import { BODIES, RULES } from './pattern.ts';

export const Trait = {
  /** It has facts. */
  facts: 1,
  /** Facts of any name. */
  openFacts: 2,
  /** It has flags. */
  flags: 4,
  /** Flags of any name. */
  openFlags: 8,
  /** Facts and flags may have a tail. */
  tail: 16,
  /** It holds `id_table …` and other tables. */
  tables: 32,
  /** It holds rows `{ … }`. */
  rows: 64,
  /** It holds C prototypes. */
  entries: 128,
  /** It holds field declarations `u32 vendor;`. */
  fields: 256,
} as const;

/** By body number. */
const TRAITS: Uint16Array = Uint16Array.from(BODIES.map(traitsOf));

export const BODY_NUMBERS: Readonly<Record<Body, number>> = Object.fromEntries(
  BODIES.map((body, index) => [body, index]),
) as Record<Body, number>;

/** The keywords of each body. */
export const KEYWORDS_OF: Readonly<Record<Body, readonly string[]>> = Object.fromEntries(
  BODIES.map((body) => [body, RULES.filter((rule) => rule.body === body).map((rule) => rule.keyword)]),
) as unknown as Record<Body, readonly string[]>;

export function has(body: number, trait: number): boolean {
  return ((TRAITS[body] ?? 0) & trait) !== 0;
}

function traitsOf(body: Body): number {
  const spec = FACTS[body];
  const known = Object.keys(spec.facts).length > 0;
  const flags = Object.keys(spec.flags).length > 0;
  return (
    (known || spec.openFacts ? Trait.facts : 0) |
    (spec.openFacts ? Trait.openFacts : 0) |
    (flags || spec.openFlags ? Trait.flags : 0) |
    (spec.openFlags ? Trait.openFlags : 0) |
    (spec.tail ? Trait.tail : 0) |
    (body === 'driver' ? Trait.tables : 0) |
    (body === 'rows' ? Trait.rows : 0) |
    (body === 'contract' ? Trait.entries : 0) |
    (RULES.some((rule) => rule.body === body && rule.keyword === 'u32') ? Trait.fields : 0)
  );
}
