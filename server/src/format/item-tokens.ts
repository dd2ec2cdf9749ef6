// The tokens and comments of one item, with places in the file: the syntax tree as the layout reads it.
import { tokenEnd } from '../syntax/lexer.ts';
import { type Item, itemStart, type SyntaxTree } from '../syntax/tree.ts';
import { collectComments, lineEnds, trimBlanksEnd } from './comments.ts';
import type { FormatToken } from './format-token.ts';

/** In text order. The item must have no syntax error: then its gaps hold nothing but white space and comments. */
export function itemTokens(tree: SyntaxTree, index: number): readonly FormatToken[] {
  const item = tree.items[index];
  if (item === undefined) return [];
  const { text } = item.chunk;
  const offset = itemStart(tree, index) - item.start;
  const tokens: FormatToken[] = [];
  let from = item.start;
  for (let token = item.firstToken; token < item.endToken; token += 1) {
    const start = item.chunk.starts[token] ?? item.end;
    from = addComments(text, from, start, offset, tokens);
    const end = tokenEnd(text, item.chunk.kinds[token] ?? 0, start);
    const linesBefore = lineEnds(text.slice(from, start));
    tokens.push({
      text: text.slice(start, end),
      start: start + offset,
      end: end + offset,
      comment: 'no',
      linesBefore,
    });
    from = end;
  }
  addComments(text, from, item.end, offset, tokens);
  return tokens;
}

/** Where the last token or comment of an item ends; where the item starts if it has none. */
export function endOfContent(tree: SyntaxTree, index: number): number {
  const item = tree.items[index];
  if (item === undefined) return itemStart(tree, index);
  return itemStart(tree, index) + contentLength(item);
}

function contentLength(item: Item): number {
  return trimBlanksEnd(item.chunk.text.slice(item.start, item.end)).length;
}

/** Returns where what is left of the gap begins. */
function addComments(text: string, from: number, to: number, offset: number, acc: FormatToken[]): number {
  const gap = text.slice(from, to);
  if (!gap.includes('/')) return from;
  collectComments(gap, from + offset, acc);
  return (acc.at(-1)?.end ?? from + offset) - offset;
}
