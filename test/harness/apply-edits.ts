// Applies edits of one text, whose offsets all refer to the text before.
import type { TextEdit } from '../../server/src/base/text-range.ts';

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((a, b) => b.start - a.start);
  return sorted.reduce((acc, it) => acc.slice(0, it.start) + it.newText + acc.slice(it.end), text);
}
