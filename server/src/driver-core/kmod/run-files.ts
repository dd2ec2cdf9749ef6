// Files alias patterns under the rarest run of their literal characters: a text that fits a pattern contains every literal
// stretch of it, so a query is compared only with the patterns that are filed under its own runs. It never decides: two runs
// with one hash, and a run that is not all of a pattern, are the caller's to compare.
import { add, bitsFor, drawerOf, drawersOf } from './drawers.ts';
import { behindSpecial, HASH_BASE, stretchEnd } from './literal-stretch.ts';

export interface RunFiles {
  /** Calls `visit` with each pattern that is filed under a run of `query`, now and then twice. */
  visit(query: string, visit: (number: number) => void): void;
  /** Patterns without a run that is long enough: they have to be asked always. */
  readonly unfiled: readonly number[];
}

/** Files the patterns with these numbers. */
export function runFiles(patterns: readonly string[], numbers: readonly number[]): RunFiles {
  const runs = runsOfAll(numbers.map((number) => patterns[number] ?? ''));
  const filed = numbers.filter((_, place) => hasRuns(runs, place));
  const unfiled = numbers.filter((_, place) => !hasRuns(runs, place));
  if (filed.length === 0) return { visit: () => {}, unfiled };
  const drawers = drawersOf(filed, rarestRuns(runs, numbers.length, bitsFor(numbers.length) + 3));
  let hashes = new Int32Array(128);
  return {
    unfiled,
    visit(query, visit) {
      const most = query.length * RUN_LENGTHS.length;
      if (hashes.length < most) hashes = new Int32Array(most);
      let used = 0;
      for (const length of RUN_LENGTHS) used = writeRuns(query, 0, query.length, length, hashes, used);
      for (let run = 0; run < used; run++) drawers.visit(hashes[run] ?? 0, visit);
    },
  };
}

/** Long runs tell `d0000150` from `00001502`; short ones serve patterns such as `ip6t*`, and classes. Longest first. */
const RUN_LENGTHS = [8, 4] as const;

/** The hashes of every pattern's literal runs: those of pattern n from `start[n]` up to `start[n + 1]`. */
interface Runs {
  readonly start: Int32Array;
  readonly hash: Int32Array;
}

function runsOfAll(patterns: readonly string[]): Runs {
  const start = new Int32Array(patterns.length + 1);
  const letters = patterns.reduce((sum, pattern) => sum + pattern.length, 0);
  const hash = new Int32Array(letters * RUN_LENGTHS.length);
  let end = 0;
  for (const [number, pattern] of patterns.entries()) {
    end = writePatternRuns(pattern, hash, end);
    start[number + 1] = end;
  }
  return { start, hash };
}

function hasRuns(runs: Runs, number: number): boolean {
  return runs.start[number] !== runs.start[number + 1];
}

/** Writes the hashes of a pattern's runs, the longest first; returns the new end. */
function writePatternRuns(pattern: string, hash: Int32Array, end: number): number {
  let newEnd = end;
  for (const length of RUN_LENGTHS) {
    for (let at = 0; at < pattern.length; ) {
      const stop = stretchEnd(pattern, at);
      newEnd = writeRuns(pattern, at, stop, length, hash, newEnd);
      at = Math.max(at + 1, behindSpecial(pattern, stop));
    }
  }
  return newEnd;
}

/** Writes a rolling hash of each run of `length` characters between `start` and `stop`; returns the new end. */
function writeRuns(
  text: string,
  start: number,
  stop: number,
  length: number,
  hashes: Int32Array,
  end: number,
): number {
  if (stop - start < length) return end;
  let leavingFactor = 1;
  for (let power = 0; power < length; power += 1) leavingFactor = Math.imul(leavingFactor, HASH_BASE);
  let hash = 0;
  let newEnd = end;
  for (let at = start; at < stop; at += 1) {
    hash = (Math.imul(hash, HASH_BASE) + text.charCodeAt(at)) | 0;
    const first = at - length + 1;
    if (first > start) hash = (hash - Math.imul(text.charCodeAt(first - 1), leavingFactor)) | 0;
    if (first >= start) {
      hashes[newEnd] = hash;
      newEnd += 1;
    }
  }
  return newEnd;
}

/** For each pattern that has runs the hash of the one that the fewest have; runs that share a counter are counted together. */
function rarestRuns(runs: Runs, size: number, bits: number): Int32Array {
  const counts = new Int32Array(2 ** bits);
  const used = runs.start[size] ?? 0;
  for (let place = 0; place < used; place += 1) add(counts, drawerOf(runs.hash[place] ?? 0, bits), 1);
  const rarest: number[] = [];
  for (let pattern = 0; pattern < size; pattern += 1) {
    if (hasRuns(runs, pattern)) rarest.push(rarestRun(runs, pattern, counts, bits));
  }
  return Int32Array.from(rarest);
}

function rarestRun({ start, hash }: Runs, pattern: number, counts: Int32Array, bits: number): number {
  let rarest = 0;
  let fewest = Number.POSITIVE_INFINITY;
  const end = start[pattern + 1] ?? 0;
  for (let place = start[pattern] ?? 0; place < end; place += 1) {
    const count = counts[drawerOf(hash[place] ?? 0, bits)] ?? 0;
    if (count >= fewest) continue;
    fewest = count;
    rarest = hash[place] ?? 0;
  }
  return rarest;
}
