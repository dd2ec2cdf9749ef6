// The layout of one item as edits of the white space between its tokens: only gaps that differ, only the part that differs.
// A token can not be touched by construction, because no edit reaches into one.
import type { TextEdit } from '../base/text-range.ts';
import type { FormatToken } from './format-token.ts';

/** Text between two offsets of the file. */
export type Slice = (start: number, end: number) => string;

/** `from`: where the token before the item's first one ends. `eol`: the line end that the file uses. */
export function gapEdits(
  tokens: readonly FormatToken[],
  gaps: readonly string[],
  from: number,
  slice: Slice,
  eol: string,
): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let end = from;
  for (const [index, token] of tokens.entries()) {
    const gap = gaps[index] ?? '';
    const wanted = eol === '\n' ? gap : gap.replaceAll('\n', eol);
    const edit = gapEdit(end, slice(end, token.start), wanted);
    if (edit !== undefined) edits.push(edit);
    end = token.end;
  }
  return edits;
}

/** Leaves what both texts begin and end with. A byte order mark at the start of the gap is no white space and stays. */
export function gapEdit(start: number, present: string, wanted: string): TextEdit | undefined {
  if (present.charCodeAt(0) === 0xfeff) return gapEdit(start + 1, present.slice(1), wanted);
  if (present === wanted) return undefined;
  const shorter = Math.min(present.length, wanted.length);
  let head = 0;
  while (head < shorter && present[head] === wanted[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && present[present.length - 1 - tail] === wanted[wanted.length - 1 - tail])
    tail += 1;
  return {
    start: start + head,
    end: start + present.length - tail,
    newText: wanted.slice(head, wanted.length - tail),
  };
}
