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
    if (cls !== Char.slash) continue;
    if (text.charCodeAt(at + 1) === 47) at = lineBreak(text, at, next) - 1;
    else at = Math.max(at, text.indexOf('*/', at + 2) + 1);
  }
  return next >= text.length ? text.length : from;
}

function lineBreak(text: string, from: number, next: number): number {
  let at = from;
  while (at < next && CHAR_CLASS[text.charCodeAt(at)] !== Char.newline) at++;
  return at;
}
