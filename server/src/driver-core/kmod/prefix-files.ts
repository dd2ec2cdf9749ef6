// Files alias patterns under all that stands before their first wildcard: on most buses that is the ids, which hardly two
// patterns share. A query costs one look-up for each length that such a beginning has. It never decides: the caller compares.
import { add, bitsFor, drawerOf, drawersOf } from './drawers.ts';
import { HASH_BASE, stretchEnd } from './literal-stretch.ts';

export interface PrefixFiles {
  /** Calls `visit` with each pattern that is filed under a beginning of `query`. */
  visit(query: string, visit: (number: number) => void): void;
  /** Patterns that share their beginning with too many others. */
  readonly unfiled: readonly number[];
}

/** More patterns than these with one beginning are better told apart by what stands further behind. */
const MOST_OF_A_PREFIX = 8;

export function prefixFiles(patterns: readonly string[]): PrefixFiles {
  const ends = Int32Array.from(patterns, (pattern) => stretchEnd(pattern, 0));
  const hashes = Int32Array.from(patterns, (pattern, number) => hashOf(pattern, ends[number] ?? 0));
  const isRare = rareOnes(hashes);
  const filed: number[] = [];
  const unfiled: number[] = [];
  for (const [number, hash] of hashes.entries()) (isRare(hash) ? filed : unfiled).push(number);
  const drawers = drawersOf(
    filed,
    Int32Array.from(filed, (number) => hashes[number] ?? 0),
  );
  const isLength: boolean[] = [];
  for (const number of filed) isLength[ends[number] ?? 0] = true;
  return {
    unfiled,
    visit(query, visit) {
      let hash = 0;
      for (let length = 0; length < isLength.length; length++) {
        if (isLength[length]) drawers.visit(hash, visit);
        if (length === query.length) return;
        hash = longer(hash, query.charCodeAt(length));
      }
    },
  };
}

/** Whether few enough share the hash; those that share a counter are counted together. */
function rareOnes(hashes: Int32Array): (hash: number) => boolean {
  const bits = bitsFor(hashes.length);
  const counts = new Int32Array(2 ** bits);
  for (const hash of hashes) add(counts, drawerOf(hash, bits), 1);
  return (hash) => (counts[drawerOf(hash, bits)] ?? 0) <= MOST_OF_A_PREFIX;
}

function hashOf(text: string, end: number): number {
  let hash = 0;
  for (let at = 0; at < end; at++) hash = longer(hash, text.charCodeAt(at));
  return hash;
}

function longer(hash: number, code: number): number {
  return (Math.imul(hash, HASH_BASE) + code) | 0;
}
