// Where an item's text ends: with the line of its last token, so that a comment behind it stays with it.
import { CHAR_CLASS, Char } from './char-class.ts';

/**
 * @param from the end of the item's last token
 * @param next the start of the token after it, or the end of the text
 * @returns the place after the line end between them; `from` if they stand on one line
 */
export function afterLine(text: string, from: number, next: number): number {
  for (let at = from; at < next; at++) {
    const code = text.charCodeAt(at);
    const cls = CHAR_CLASS[code];
    if (cls === Char.newline) {
      return code === 13 && text.charCodeAt(at + 1) === 10 && at + 1 < next ? at + 2 : at + 1;
    }
    const isBlock = cls === Char.slash && text.charCodeAt(at + 1) === 42;
    if (isBlock) at = endOfBlock(text, at, next) - 1;
    else if (cls === Char.slash || cls === Char.hash || cls === Char.operator)
      at = lineBreak(text, at, next) - 1;
  }
  return next >= text.length ? text.length : from;
}

/** A comment that is not closed covers its line only. */
function endOfBlock(text: string, from: number, next: number): number {
  const end = text.indexOf('*/', from + 2);
  return end < 0 || end >= next ? lineBreak(text, from, next) : end + 2;
}

/** Of a line comment, a `#` line or the line of a merge conflict. */
function lineBreak(text: string, from: number, next: number): number {
  let at = from;
  while (at < next && CHAR_CLASS[text.charCodeAt(at)] !== Char.newline) at++;
  return at;
}
