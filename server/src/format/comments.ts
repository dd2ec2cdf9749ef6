// Comments in the gap between two tokens. The lexer keeps none, so they are found here; a gap of an item without a syntax
// error holds white space and comments only.
import type { FormatToken } from './format-token.ts';

/** Adds the comments of `text` to `acc`; `offset` is where the text stands in the file. */
export function collectComments(text: string, offset: number, acc: FormatToken[]): void {
  let from = 0;
  for (let at = text.indexOf('/'); at >= 0; at = text.indexOf('/', from)) {
    const block = text[at + 1] === '*';
    const end = block ? endOfBlock(text, at) : endOfLine(text, at);
    const comment = trimBlanksEnd(text.slice(at, end));
    acc.push({
      text: comment,
      start: offset + at,
      end: offset + at + comment.length,
      comment: block ? 'block' : 'line',
      linesBefore: lineEnds(text.slice(from, at)),
    });
    from = end;
  }
}

/** Without the language's own white space at its end; other blanks are text of the comment. */
export function trimBlanksEnd(text: string): string {
  let end = text.length;
  while (end > 0 && BLANKS.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

const BLANKS = ' \t\v\f\r\n';

/** 0, 1, or 2 for more. A lone carriage return ends a line too. */
export function lineEnds(blanks: string): number {
  return Math.min(2, blanks.match(/\r\n?|\n/g)?.length ?? 0);
}

function endOfBlock(text: string, start: number): number {
  const end = text.indexOf('*/', start + 2);
  return end < 0 ? endOfLine(text, start) : end + 2;
}

function endOfLine(text: string, start: number): number {
  const end = text.slice(start).search(/[\r\n]/);
  return end < 0 ? text.length : start + end;
}
