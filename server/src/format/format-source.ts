// A text in canonical layout, for hosts and importers that have no tree at hand.
import type { TextEdit } from '../base/text-range.ts';
import { parse } from '../syntax/index.ts';
import { formatTree } from './format-tree.ts';
import type { FormatOptions } from './options.ts';

export interface Formatted {
  readonly text: string;
  /** Items that stay as they are because of a syntax error. */
  readonly broken: number;
}

export function formatSource(text: string, options: FormatOptions): Formatted {
  const tree = parse(text);
  const broken = tree.items.filter(({ errors }) => errors.length > 0).length;
  return { text: applyEdits(text, formatTree(tree, options)), broken };
}

/** `edits` in text order, none touching another. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, newText } of edits) {
    parts.push(text.slice(at, start), newText);
    at = end;
  }
  return parts.join('') + text.slice(at);
}
