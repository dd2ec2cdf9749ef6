// The tokens and comments of one item, with places in the file: the syntax tree as the layout reads it.
import { itemStart, itemText, type SyntaxTree, tokenCount, tokenStart, tokenStop } from '../syntax/index.ts';
import { collectComments, lineEnds, trimBlanksEnd } from './comments.ts';
import type { FormatToken } from './format-token.ts';

/** In text order. The item must have no syntax error: then its gaps hold nothing but white space and comments. */
export function itemTokens(tree: SyntaxTree, index: number): readonly FormatToken[] {
  const item = tree.items[index];
  if (item === undefined) return [];
  const text = itemText(item);
  const offset = itemStart(tree, index);
  const tokens: FormatToken[] = [];
  let from = 0;
  for (let token = 0; token < tokenCount(item); token += 1) {
    const start = tokenStart(item, token);
    const end = tokenStop(item, token);
    from = addComments(text, from, start, offset, tokens);
    const linesBefore = from === start ? 0 : lineEnds(text.slice(from, start));
    tokens.push({
      text: text.slice(start, end),
      start: start + offset,
      end: end + offset,
      comment: 'no',
      linesBefore,
    });
    from = end;
  }
  addComments(text, from, text.length, offset, tokens);
  return tokens;
}

/** Where the last token or comment of an item ends; where the item starts if it has none. */
export function endOfContent(tree: SyntaxTree, index: number): number {
  const item = tree.items[index];
  return itemStart(tree, index) + (item === undefined ? 0 : trimBlanksEnd(itemText(item)).length);
}

/** Returns where what is left of the gap begins. */
function addComments(text: string, from: number, to: number, offset: number, acc: FormatToken[]): number {
  const gap = text.slice(from, to);
  if (!gap.includes('/')) return from;
  collectComments(gap, from + offset, acc);
  return (acc.at(-1)?.end ?? from + offset) - offset;
}
