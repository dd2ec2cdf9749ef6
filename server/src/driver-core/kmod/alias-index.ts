// Finds which of tens of thousands of alias patterns fit a modalias, without trying them all. It knows no bus: a text
// that fits a pattern contains every literal stretch of it, so each pattern is filed under the rarest run of its literal
// characters, and a query is compared only with the patterns filed under its own runs. fnmatch has the last word, so a
// collision of hashes costs time and never an answer. Same answers as libkmod/libkmod-index.c:index_searchwild.
import { bracketEnd, fnmatch } from './fnmatch.ts';

export interface AliasIndex {
  readonly size: number;
  /** The numbers of the patterns that `query` fits, ascending. Both sides are expected normalized (KM-4). */
  find(query: string): readonly number[];
}

/** Files the patterns; a pattern's number is its place in the array. */
export function aliasIndex(patterns: readonly string[]): AliasIndex {
  const runs = runsOfAll(patterns);
  const files = fileByRarestRun(runs, patterns.length);
  const unfiled = patterns.flatMap((_, number) => (hasRuns(runs, number) ? [] : [number]));
  return {
    size: patterns.length,
    find(query) {
      const found = new Set<number>();
      const test = (number: number) => {
        if (fnmatch(patterns[number] ?? '', query)) found.add(number);
      };
      visitFiles(files, query, test);
      unfiled.forEach(test);
      return [...found].sort((a, b) => a - b);
    },
  };
}

/** Long runs tell `d0000150` from `00001502`; short ones serve patterns such as `ip6t*`, and classes. Longest first. */
const RUN_LENGTHS = [8, 4] as const;
const HASH_BASE = 0x01000193;

/** The hashes of every pattern's literal runs: those of pattern n from `start[n]` up to `start[n + 1]`. */
interface Runs {
  readonly start: Int32Array;
  readonly hash: Int32Array;
}

/** A hash table in three arrays: the entries of drawer d stand from `start[d]` up to `start[d + 1]`. */
interface Files {
  readonly bits: number;
  readonly start: Int32Array;
  readonly hash: Int32Array;
  readonly pattern: Int32Array;
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

/** Where the literal stretch that begins at `at` ends: at a wildcard, a set, an escape or the end. */
function stretchEnd(pattern: string, at: number): number {
  let end = at;
  while (end < pattern.length && (isPlain(pattern.charCodeAt(end)) || behindSpecial(pattern, end) === end)) {
    end += 1;
  }
  return end;
}

/** No `*`, `?`, `[` or backslash: the quick answer for nearly every character. */
function isPlain(code: number): boolean {
  return code !== 0x2a && code !== 0x3f && code !== 0x5b && code !== 0x5c;
}

/** The place behind the wildcard, set or escape at `at`; `at` itself if a plain character stands there. */
function behindSpecial(pattern: string, at: number): number {
  switch (pattern.charCodeAt(at)) {
    case 0x2a: // *
    case 0x3f: // ?
      return at + 1;
    case 0x5c: // backslash
      return at + 2;
    case 0x5b: // [
      return bracketEnd(pattern, at) ?? at;
    default:
      return at;
  }
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

/** Puts each pattern that has runs into the drawer of its rarest one. */
function fileByRarestRun(runs: Runs, size: number): Files {
  const bits = Math.ceil(Math.log2(size + 1)) + 1;
  const rarest = rarestRuns(runs, size, bits + 3);
  const start = new Int32Array(2 ** bits + 1);
  for (let number = 0; number < size; number += 1) {
    if (hasRuns(runs, number)) add(start, drawerOf(rarest[number] ?? 0, bits) + 1, 1);
  }
  for (let drawer = 1; drawer < start.length; drawer += 1) add(start, drawer, start[drawer - 1] ?? 0);
  const files = { bits, start, hash: new Int32Array(size), pattern: new Int32Array(size) };
  const next = start.slice();
  for (let number = 0; number < size; number += 1) {
    if (!hasRuns(runs, number)) continue;
    const hash = rarest[number] ?? 0;
    const place = add(next, drawerOf(hash, bits), 1) - 1;
    files.hash[place] = hash;
    files.pattern[place] = number;
  }
  return files;
}

/** For each pattern the hash of the run that the fewest patterns have; runs that share a counter are counted together. */
function rarestRuns(runs: Runs, size: number, bits: number): Int32Array {
  const counts = new Int32Array(2 ** bits);
  const used = runs.start[size] ?? 0;
  for (let place = 0; place < used; place += 1) add(counts, drawerOf(runs.hash[place] ?? 0, bits), 1);
  const rarest = new Int32Array(size);
  for (let number = 0; number < size; number += 1) {
    const end = runs.start[number + 1] ?? 0;
    let fewest = Number.POSITIVE_INFINITY;
    for (let place = runs.start[number] ?? 0; place < end; place += 1) {
      const hash = runs.hash[place] ?? 0;
      const count = counts[drawerOf(hash, bits)] ?? 0;
      if (count >= fewest) continue;
      fewest = count;
      rarest[number] = hash;
    }
  }
  return rarest;
}

/** Calls `visit` with each pattern that is filed under a run of `query`, now and then twice. */
function visitFiles(files: Files, query: string, visit: (pattern: number) => void): void {
  const hashes = new Int32Array(query.length * RUN_LENGTHS.length);
  let used = 0;
  for (const length of RUN_LENGTHS) used = writeRuns(query, 0, query.length, length, hashes, used);
  for (let run = 0; run < used; run += 1) {
    const hash = hashes[run] ?? 0;
    const drawer = drawerOf(hash, files.bits);
    const end = files.start[drawer + 1] ?? 0;
    for (let place = files.start[drawer] ?? 0; place < end; place += 1) {
      if (files.hash[place] === hash) visit(files.pattern[place] ?? 0);
    }
  }
}

/** The high bits of the multiplied hash: its own low bits depend on the last characters only. */
function drawerOf(hash: number, bits: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> (32 - bits);
}

function add(counters: Int32Array, place: number, amount: number): number {
  const sum = (counters[place] ?? 0) + amount;
  counters[place] = sum;
  return sum;
}
