// Where every token of one item stands: the white space before each, line ends as "\n". One pass over the tokens with a
// depth and no recursion, so nesting costs nothing. It decides blocks and blank lines; `wrap.ts` decides inside a statement.
import { type FormatToken, isComment } from './format-token.ts';
import { type Measures, measure } from './measures.ts';
import { type FormatOptions, LINE_WIDTH } from './options.ts';
import { copyGaps, wrapStatement } from './wrap.ts';

/** Blocks in blocks beyond this are left alone: their indents would outgrow the text. */
const MAX_DEPTH = 200;

/** What stands before the item: nothing at the start of a file, else another item. */
export type ItemPlace = 'first' | 'later';

interface Layout {
  readonly tokens: readonly FormatToken[];
  readonly measures: Measures;
  readonly options: FormatOptions;
  readonly gaps: string[];
}

interface Cursor {
  readonly index: number;
  readonly depth: number;
}

/** The white space before each token, in their order; none if blocks are nested too deep. The braces of `tokens` must balance. */
export function layoutItem(
  tokens: readonly FormatToken[],
  options: FormatOptions,
  place: ItemPlace,
): readonly string[] | undefined {
  const gaps: string[] = [];
  const layout: Layout = { tokens, measures: measure(tokens), options, gaps };
  let cursor: Cursor = { index: 0, depth: 0 };
  while (cursor.index < tokens.length) {
    cursor = placeNext(layout, cursor);
    if (cursor.depth > MAX_DEPTH) return undefined;
  }
  if (place === 'first' && tokens.length > 0) gaps[0] = '';
  return gaps;
}

/** Whether this token is a comment that stays behind what ends the line before it. */
function isTrailing(token: FormatToken): boolean {
  return isComment(token) && token.linesBefore === 0;
}

function placeNext(layout: Layout, { index, depth }: Cursor): Cursor {
  const token = layout.tokens[index];
  if (token === undefined) return { index: index + 1, depth };
  if (isComment(token)) {
    layout.gaps[index] = isTrailing(token) ? '  ' : lineStart(layout, index, depth);
    return { index: index + 1, depth };
  }
  if (token.text === '}') {
    layout.gaps[index] = lineStart(layout, index, depth - 1);
    return { index: index + 1, depth: depth - 1 };
  }
  layout.gaps[index] = lineStart(layout, index, depth);
  return placeStatement(layout, { index, depth });
}

function placeStatement(layout: Layout, { index, depth }: Cursor): Cursor {
  const end = endOfHead(layout.tokens, index);
  const closer = layout.measures.closers[end] ?? -1;
  if (closer >= 0 && fitsOnOneLine(layout, index, end, closer, depth)) {
    copyGaps(layout.measures, index + 1, closer, layout.gaps);
    return { index: closer + 1, depth };
  }
  const indent = ' '.repeat(depth * layout.options.indent);
  wrapStatement(
    layout.tokens,
    layout.measures,
    { first: index, last: end, indent },
    layout.options,
    layout.gaps,
  );
  if (closer !== end + 1) return { index: end + 1, depth: closer < 0 ? depth : depth + 1 };
  copyGaps(layout.measures, closer, closer, layout.gaps);
  return { index: closer + 1, depth };
}

function fitsOnOneLine(
  layout: Layout,
  first: number,
  opener: number,
  closer: number,
  depth: number,
): boolean {
  const { measures, options } = layout;
  return (
    !measures.hasComment(first, closer) &&
    !measures.hasOpenBlock(opener, closer) &&
    depth * options.indent + measures.width(first, closer) <= LINE_WIDTH
  );
}

/** The `;` or `{` that ends a statement's head. */
function endOfHead(tokens: readonly FormatToken[], first: number): number {
  for (let index = first; index < tokens.length; index += 1) {
    const text = tokens[index]?.text;
    if (text === ';' || text === '{') return index;
  }
  return tokens.length - 1;
}

function lineStart({ tokens, options }: Layout, index: number, depth: number): string {
  const token = tokens[index];
  const keepsBlank = token !== undefined && token.linesBefore > 1;
  const blank = keepsBlank && token.text !== '}' && !followsOpener(tokens, index);
  return (blank ? '\n\n' : '\n') + ' '.repeat(depth * options.indent);
}

function followsOpener(tokens: readonly FormatToken[], index: number): boolean {
  let before = index - 1;
  for (let token = tokens[before]; token !== undefined && isTrailing(token); token = tokens[before])
    before -= 1;
  return tokens[before]?.text === '{';
}
