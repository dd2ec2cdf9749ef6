// Finds which of tens of thousands of alias patterns fit a modalias, without trying them all. It knows no bus: patterns are
// filed under their beginning (prefix-files.ts), those whose beginning says little under a rare run of literal characters
// (run-files.ts). fnmatch has the last word, so a collision of hashes costs time and never an answer. Same answers as
// libkmod/libkmod-index.c:index_searchwild.
import { fnmatch } from './fnmatch.ts';
import { prefixFiles } from './prefix-files.ts';
import { runFiles } from './run-files.ts';

export interface AliasIndex {
  readonly size: number;
  /** The numbers of the patterns that `query` fits, ascending. Both sides are expected normalized (KM-4). */
  find(query: string): readonly number[];
}

/** Files the patterns; a pattern's number is its place in the array. */
export function aliasIndex(patterns: readonly string[]): AliasIndex {
  const prefixes = prefixFiles(patterns);
  const runs = runFiles(patterns, prefixes.unfiled);
  return {
    size: patterns.length,
    find(query) {
      const found: number[] = [];
      const test = (number: number) => {
        if (fnmatch(patterns[number] ?? '', query)) found.push(number);
      };
      prefixes.visit(query, test);
      runs.visit(query, test);
      runs.unfiled.forEach(test);
      return found.length < 2 ? found : [...new Set(found)].sort((a, b) => a - b);
    },
  };
}
