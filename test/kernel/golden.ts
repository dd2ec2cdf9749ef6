// The recordings that lie in the project: what a real kernel did, for machines that have none to ask.
import { readFileSync } from 'node:fs';
import type { Recording } from './format.ts';

/**
 * `random`, `directed`: all that end, in `dcoracle/1`. `deadly`: scenarios that a kernel does not come back from.
 * `extended`, `extensions`: random and hand-written ones with what goes beyond the format. `firmware`: fw_devlink and time-outs.
 */
export const GOLDEN_SETS = ['random', 'directed', 'deadly', 'extended', 'extensions', 'firmware'] as const;

export type GoldenSet = (typeof GOLDEN_SETS)[number];

/** The recordings of a set, from the project's root. `topologies`: boots and scenarios of the language, as `verify` makes them. */
export function readGolden(set: GoldenSet | 'topologies'): readonly Recording[] {
  return parseRecordings(readFileSync(`test/kernel/recorded/${set}.jsonl`, 'utf8'));
}

/** One recording a line. */
export function parseRecordings(text: string): readonly Recording[] {
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Recording]));
}
