// Semantic tokens of a file or of a range, as LSP encodes them: each token relative to the one before. Put together from the
// tokens that each item keeps.
import type { TextRange } from '../../base/text-range.ts';
import { itemAt, itemStart, type SyntaxTree } from '../../syntax/tree.ts';
import { FIELDS, itemTokens } from './item-tokens.ts';

/** All tokens, or those of the items that a range touches. */
export function semanticTokens(tree: SyntaxTree, range?: TextRange): Uint32Array {
  const first = range === undefined ? 0 : itemAt(tree, range.start);
  let size = 0;
  let last = first;
  for (; last < tree.items.length; last++) {
    const item = tree.items[last];
    if (item === undefined || (range !== undefined && itemStart(tree, last) > range.end)) break;
    size += itemTokens(item).length;
  }
  return encode(tree, { first, last, size });
}

interface Run {
  readonly first: number;
  /** Exclusive. */
  readonly last: number;
  readonly size: number;
}

function encode(tree: SyntaxTree, run: Run): Uint32Array {
  const data = new Uint32Array(run.size);
  let at = 0;
  let line = 0;
  let column = 0;
  for (let index = run.first; index < run.last; index++) {
    const item = tree.items[index];
    if (item === undefined) break;
    const tokens = itemTokens(item);
    const base = tree.lines[index] ?? 0;
    for (let token = 0; token < tokens.length; token += FIELDS) {
      const tokenLine = base + (tokens[token] ?? 0);
      const tokenColumn = tokens[token + 1] ?? 0;
      data[at] = tokenLine - line;
      data[at + 1] = tokenLine === line ? tokenColumn - column : tokenColumn;
      data[at + 2] = tokens[token + 2] ?? 0;
      data[at + 3] = tokens[token + 3] ?? 0;
      data[at + 4] = tokens[token + 4] ?? 0;
      at += FIELDS;
      line = tokenLine;
      column = tokenColumn;
    }
  }
  return data;
}

export interface TokensEdit {
  readonly start: number;
  readonly deleteCount: number;
  readonly data: Uint32Array;
}

/** The one stretch that differs; `undefined` if nothing does. */
export function tokensEdit(before: Uint32Array, after: Uint32Array): TokensEdit | undefined {
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) start++;
  if (start === before.length && start === after.length) return undefined;
  let end = 0;
  while (end < shortest - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { start, deleteCount: before.length - end - start, data: after.subarray(start, after.length - end) };
}
