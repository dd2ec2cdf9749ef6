// Which facts and flags of a body are the language's own: all others in an open body are fields of what it describes.
import { FACTS } from '../syntax/facts.ts';
import type { Body } from '../syntax/grammar.ts';

/** Firmware's words stand for fields too: the shared match tables compare them. */
const FIELDS = new Set(['compatible', 'acpi_ids']);

export function knownFacts(body: Body): ReadonlySet<string> {
  const { facts, flags } = FACTS[body];
  return new Set([...Object.keys(facts), ...Object.keys(flags)].filter((it) => !FIELDS.has(it)));
}

/** The words that a fact of the language may be, where there is a fixed set. */
export function factWords(body: Body, fact: string): readonly string[] | undefined {
  return FACTS[body].facts[fact]?.words;
}
