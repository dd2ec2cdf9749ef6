// What is no token of the language: habits from C, shell and word processors, and damaged text. Each is read as what was
// meant, with one error. Never throws, always moves on.
import { CHAR_CLASS, Char } from './char-class.ts';
import type { LexState } from './lex-state.ts';
import { lineEnd, pushToken } from './lex-state.ts';
import type { SyntaxMistake } from './syntax-mistake.ts';
import { Kind } from './token.ts';

const ODD_SPACE = /[\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]/;
/** So many errors are kept of one text: a file that is no text at all must not fill the memory. */
const MOST_ERRORS = 100_000;

const LETTER = /\p{L}/u;

/** Reads what stands at `at` and is no token; where to go on. */
export function lexMistake(state: LexState, at: number): number {
  const { text } = state;
  const char = text.charAt(at);
  if (char === '\ufeff' && at === state.markAt) return at + 1;
  if (CHAR_CLASS[text.charCodeAt(at)] === Char.hash) return hashLine(state, at);
  if (conflictMarker(text, at)) return conflictLine(state, at);
  if (char === "'")
    return quoted(state, at, /'([^'\r\n]*)'/y, 'single-quotes', 'strings stand in double quotes');
  if (/[\u201c\u201d\u201e]/.test(char)) return smartQuoted(state, at);
  if (ODD_SPACE.test(char)) return oddSpace(state, at, char);
  return isLetter(text, at) ? oddName(state, at) : badRun(state, at);
}

/** Seven of `< = > |` at the start of a line. */
export function conflictMarker(text: string, at: number): boolean {
  if (at > 0 && CHAR_CLASS[text.charCodeAt(at - 1)] !== Char.newline) return false;
  return /^(?:<{7}|={7}|>{7}|\|{7})(?:[ \r\n]|$)/.test(text.slice(at, at + 8));
}

/** Whether a letter outside A–Z stands here. */
export function isLetter(text: string, at: number): boolean {
  const code = text.codePointAt(at) ?? 0;
  return code > 127 && LETTER.test(String.fromCodePoint(code));
}

/** A name with letters outside A–Z, taken up to the next blank or punctuation. */
export function oddName(state: LexState, at: number): number {
  const pattern = /[^\s{};,="]+/y;
  pattern.lastIndex = at;
  const name = pattern.exec(state.text)?.[0] ?? state.text.charAt(at);
  const end = at + name.length;
  const message = 'a name with letters outside A–Z stands in quotes';
  report(state, 'name-quote', at, end, message, `replace by \`"${name}"\``, [
    { start: at, end, newText: `"${name}"` },
  ]);
  pushToken(state, Kind.word, at);
  return end;
}

/**
 * A name with several separators in a row, as the kernel prints negative numbers: `rpmsg-raw.-1.1`.
 * @returns where it ends; `end`, where the word before them ends, if they are none
 */
export function oddSeparators(state: LexState, start: number, end: number): number {
  const pattern = /((?:[.@]-|-[-.:@]|\.:)[-.:@]*)\w+(?:[-.:@]+\w+)*/y;
  pattern.lastIndex = end;
  const match = pattern.exec(state.text);
  if (!match) return end;
  const stop = end + match[0].length;
  const quoted = `"${state.text.slice(start, stop)}"`;
  const message = `a name with \`${match[1]}\` in it stands in quotes`;
  report(state, 'name-quote', start, stop, message, `replace by \`${quoted}\``, [
    { start, end: stop, newText: quoted },
  ]);
  pushToken(state, Kind.word, start);
  return stop;
}

/** A text without its closing quote: it ends before what belongs to the statement. */
export function openText(state: LexState, start: number, end: number): number {
  const close = start + 1 + lengthOfOpen(state.text, start, end);
  report(state, 'string-open', start, close, 'this string has no closing `"` on its line', 'insert `"`', [
    { start: close, end: close, newText: '"' },
  ]);
  pushToken(state, Kind.text, start);
  return close;
}

/** No name is longer: what follows it is looked for in so many code units. */
const LONGEST_NAME = 200;

/** What a statement is about: its name is followed by a word or its block, not by the end of the line. */
const NAMED = /\b(?:device|driver|vf|module|bus|class|contract|iommu|expect)[ \t]+$/;
const BEHIND_NAME =
  /^[^{;]+?(?=[ \t]+(?:on|of|under|as|extends|since|until|bound|unbound|deferred|absent|waits)\b|[ \t]*[{;])/;

/** The code units behind the quote: as a name up to what follows it, else the line less its last `;` or brace. */
function lengthOfOpen(text: string, start: number, end: number): number {
  const line = text.slice(start + 1, end);
  const name = NAMED.test(text.slice(Math.max(0, start - 20), start))
    ? BEHIND_NAME.exec(line.slice(0, LONGEST_NAME))?.[0]
    : undefined;
  if (name !== undefined) return name.length;
  let length = line.length;
  while (length > 0 && /[;{}\s]/.test(line.charAt(length - 1))) length--;
  return length;
}

/** A comment without its end covers its line only, so that what follows keeps its meaning. */
export function openComment(state: LexState, start: number): number {
  const end = lineEnd(state.text, start);
  state.commentOpen = true;
  const message = 'this `/*` has no `*/`; only this line is taken as the comment';
  report(state, 'comment-open', start, start + 2, message, 'insert ` */` at the end of the line', [
    { start: end, end, newText: ' */' },
  ]);
  return end;
}

function hashLine(state: LexState, at: number): number {
  const end = lineEnd(state.text, at);
  const line = state.text.slice(at, end);
  const directive = /^#\s*(include|define|undef|if|ifdef|ifndef|elif|else|endif|pragma|error)\b/.exec(
    line,
  )?.[1];
  if (directive === undefined) {
    report(state, 'hash-comment', at, at + 1, 'a comment begins with `//`', 'replace `#` by `//`', [
      { start: at, end: at + 1, newText: '//' },
    ]);
  } else if (directive === 'include') {
    const file = /["<]([^">]*)[">]/.exec(line)?.[1] ?? 'FILE.topo';
    const message = 'there is no preprocessor here; another file is brought in with `import "FILE.topo";`';
    report(state, 'preprocessor', at, end, message, 'replace by `import "….topo";`', [
      { start: at, end, newText: `import "${file}";` },
    ]);
  } else {
    report(state, 'preprocessor', at, end, 'there is no preprocessor here', 'delete the line', [
      { start: at, end, newText: '' },
    ]);
  }
  return end;
}

function conflictLine(state: LexState, at: number): number {
  const end = lineEnd(state.text, at);
  if (state.text.charAt(at) === '<') {
    const message = 'a merge conflict was left here; both sides are read until it is resolved';
    report(state, 'merge-conflict', at, end, message);
  }
  return end;
}

function quoted(state: LexState, at: number, pattern: RegExp, code: string, message: string): number {
  pattern.lastIndex = at;
  const match = pattern.exec(state.text);
  if (!match) return badRun(state, at);
  const end = at + match[0].length;
  const right = `"${(match[1] ?? '').replace(/["\\]/g, '\\$&')}"`;
  report(state, code, at, end, message, `replace by \`${right}\``, [{ start: at, end, newText: right }]);
  pushToken(state, Kind.text, at);
  return end;
}

function smartQuoted(state: LexState, at: number): number {
  const pattern = /[\u201c\u201d\u201e]([^\u201c\u201d"\r\n]*)[\u201c\u201d"]/y;
  return quoted(state, at, pattern, 'smart-quotes', 'these are typographic quotes; strings stand in `"`');
}

function oddSpace(state: LexState, at: number, char: string): number {
  const code = char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const message = `this is not an ordinary space (U+${code})`;
  report(state, 'odd-space', at, at + 1, message, 'replace by a space', [
    { start: at, end: at + 1, newText: ' ' },
  ]);
  return at + 1;
}

/** Anything else: one token, reported by the parser that meets it. */
function badRun(state: LexState, at: number): number {
  const { text } = state;
  let end = at + 1;
  if (text.charCodeAt(at) === 0) while (text.charCodeAt(end) === 0) end++;
  else while (end < text.length && text.charCodeAt(end) > 127 && !isKnownBeyondAscii(text, end)) end++;
  pushToken(state, Kind.bad, at);
  return end;
}

function isKnownBeyondAscii(text: string, at: number): boolean {
  return (
    isLetter(text, at) || ODD_SPACE.test(text.charAt(at)) || /[\u201c\u201d\u201e]/.test(text.charAt(at))
  );
}

function report(
  state: LexState,
  code: string,
  start: number,
  end: number,
  message: string,
  title?: string,
  edits?: NonNullable<SyntaxMistake['fix']>['edits'],
): void {
  if (state.errors.length >= MOST_ERRORS) return;
  const error = { code, start, end, message };
  state.errors.push(title === undefined ? error : { ...error, fix: { title, edits: edits ?? [] } });
}
