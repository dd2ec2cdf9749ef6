// A whole file, one item or a selection in canonical layout, as edits of white space. Item by item: an item with a syntax
// error stays exactly as it is, its neighbors do not notice. Needs one file's syntax and nothing else.
import type { TextEdit, TextRange } from '../base/text-range.ts';
import { itemAt, itemStart, type SyntaxTree, slice, textLength } from '../syntax/index.ts';
import { lineEnds } from './comments.ts';
import type { FormatToken } from './format-token.ts';
import { gapEdit, gapEdits, type Slice } from './gap-edits.ts';
import { endOfContent, itemTokens } from './item-tokens.ts';
import { layoutItem } from './layout.ts';
import { lineEndOf } from './line-end.ts';
import type { FormatOptions } from './options.ts';
import { widenToStatements } from './statement-run.ts';

/** Edits in text order that do not touch each other; none if the file is in canonical layout. */
export function formatTree(tree: SyntaxTree, options: FormatOptions): readonly TextEdit[] {
  const eol = lineEndOf(tree);
  const edits = tree.items.flatMap((_, index) => editsOfItem(tree, index, options, eol));
  const last = endOfFile(tree, eol);
  return last === undefined ? edits : [...edits, last];
}

/** The part of `formatTree` that one item and the white space before it have. */
export function formatItem(tree: SyntaxTree, index: number, options: FormatOptions): readonly TextEdit[] {
  return editsOfItem(tree, index, options, lineEndOf(tree));
}

/** The part of `formatTree` for the statements that a range touches. */
export function formatRange(tree: SyntaxTree, range: TextRange, options: FormatOptions): readonly TextEdit[] {
  const eol = lineEndOf(tree);
  const edits: TextEdit[] = [];
  for (let index = itemAt(tree, range.start); index < tree.items.length; index += 1) {
    if (itemStart(tree, index) >= range.end && itemStart(tree, index) > range.start) break;
    const within = statementsIn(itemTokens(tree, index), range);
    if (within === undefined) continue;
    const ofItem = editsOfItem(tree, index, options, eol);
    edits.push(...ofItem.filter(({ start, end }) => start >= within.start && end <= within.end));
  }
  return edits;
}

function editsOfItem(
  tree: SyntaxTree,
  index: number,
  options: FormatOptions,
  eol: string,
): readonly TextEdit[] {
  if (isBroken(tree, index)) return [];
  const tokens = itemTokens(tree, index);
  const [first] = tokens;
  if (first === undefined) return [];
  const from = index === 0 ? 0 : endOfContent(tree, index - 1);
  const sliceOf = sliceNear(tree, index);
  const linesBefore = lineEnds(sliceOf(from, first.start));
  const placed = [{ ...first, linesBefore }, ...tokens.slice(1)];
  const gaps = layoutItem(placed, options, index === 0 ? 'first' : 'later');
  if (gaps === undefined) return [];
  // A statement on the line of a broken one: a line end might give that one another meaning.
  const kept = linesBefore === 0 && isBroken(tree, index - 1) ? sliceOf(from, first.start) : undefined;
  return gapEdits(placed, kept === undefined ? gaps : [kept, ...gaps.slice(1)], from, sliceOf, eol);
}

/** Most gaps lie in the item, where no search is needed. */
function sliceNear(tree: SyntaxTree, index: number): Slice {
  const item = tree.items[index];
  const base = itemStart(tree, index);
  if (item === undefined) return (start, end) => slice(tree, start, end);
  const offset = item.start - base;
  return (start, end) =>
    start >= base ? item.chunk.text.slice(start + offset, end + offset) : slice(tree, start, end);
}

function isBroken(tree: SyntaxTree, index: number): boolean {
  return (tree.items[index]?.errors.length ?? 0) > 0;
}

/** One line end after the last token, unless nothing is there or what is there is broken. */
function endOfFile(tree: SyntaxTree, eol: string): TextEdit | undefined {
  const last = tree.items.length - 1;
  if (last < 0 || isBroken(tree, last)) return undefined;
  const from = contentEnd(tree, last);
  return gapEdit(from, slice(tree, from, textLength(tree)), from === 0 ? '' : eol);
}

function contentEnd(tree: SyntaxTree, last: number): number {
  for (let index = last; index >= 0; index -= 1) {
    const end = endOfContent(tree, index);
    if (end > itemStart(tree, index)) return end;
  }
  return 0;
}

function statementsIn(tokens: readonly FormatToken[], range: TextRange): TextRange | undefined {
  const touched = tokens.flatMap((token, index) =>
    token.end > range.start && token.start < range.end ? [index] : [],
  );
  const [first] = touched;
  const last = touched.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const run = widenToStatements(tokens, { first, last });
  return { start: tokens[run.first - 1]?.end ?? 0, end: tokens[run.last]?.end ?? range.end };
}
