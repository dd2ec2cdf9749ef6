// Text → tokens in typed arrays; blanks and comments are the gaps between them. Total on any string. Knows words and
// punctuation only; what is no token of the language goes to lex-mistake.ts.
import { CHAR_CLASS, Char, WORD_PART } from './char-class.ts';
import {
  conflictMarker,
  isLetter,
  lexMistake,
  oddName,
  oddSeparators,
  openComment,
  openText,
} from './lex-mistake.ts';
import type { LexState } from './lex-state.ts';
import { lexState, lineEnd, pushToken, reserve } from './lex-state.ts';
import type { SyntaxMistake } from './syntax-mistake.ts';
import { FIRST_KEYWORD, KEYWORDS, Kind } from './token.ts';

/** Tokens of one text. Four `Kind.end` tokens follow the last, so a look ahead needs no bounds. */
export interface Tokens {
  readonly kinds: Uint8Array;
  /** Where each token begins, in UTF-16 code units. */
  readonly starts: Int32Array;
  readonly count: number;
  /** Braces opened less braces closed. */
  readonly depth: number;
  /** The least depth reached: negative if a `}` closes nothing. */
  readonly lowest: number;
  /** Offsets in the text. */
  readonly errors: SyntaxMistake[];
  /** Whether a comment has no end: then the text after this one may end it. */
  readonly commentOpen: boolean;
}

const LOOK_AHEAD = 4;

/** Reads a text that begins at the start of a line. @param fileStart where a byte order mark may stand */
export function lex(text: string, place: { readonly fileStart: boolean }): Tokens {
  const state = lexState(text, Math.max(64, (text.length >> 2) + 16), place.fileStart ? 0 : -1);
  scan(state);
  const total = state.count + LOOK_AHEAD;
  reserve(state, total);
  state.kinds.fill(Kind.end, state.count, total);
  state.starts.fill(text.length, state.count, total);
  return {
    kinds: state.kinds.slice(0, total),
    starts: state.starts.slice(0, total),
    count: state.count,
    depth: state.depth,
    lowest: state.lowest,
    errors: state.errors,
    commentOpen: state.commentOpen,
  };
}

/** Where the token that begins at `start` ends. */
export function tokenEnd(text: string, kind: number, start: number): number {
  if (kind >= FIRST_KEYWORD) return start + (KEYWORDS[kind - FIRST_KEYWORD]?.length ?? 0);
  return endOfOther(text, kind, start);
}

function scan(state: LexState): void {
  const text = state.text;
  const length = text.length;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    switch (CHAR_CLASS[code]) {
      case Char.space:
      case Char.newline:
        at++;
        while (at < length && text.charCodeAt(at) === 32) at++;
        break;
      case Char.letter:
        at = scanWord(state, at);
        break;
      case Char.digit:
        at = scanDigits(state, at);
        break;
      case Char.single:
        at = scanSingle(state, at, code);
        break;
      case Char.quote:
        at = scanText(state, at);
        break;
      case Char.slash:
        at = scanSlash(state, at);
        break;
      case Char.operator:
        at = scanOperator(state, at);
        break;
      default:
        at = lexMistake(state, at);
    }
  }
}

function scanSingle(state: LexState, at: number, code: number): number {
  const kind = SINGLE[code] ?? Kind.bad;
  if (kind === Kind.open) state.depth++;
  else if (kind === Kind.close && --state.depth < state.lowest) state.lowest = state.depth;
  pushToken(state, kind, at);
  return at + 1;
}

function scanWord(state: LexState, start: number): number {
  const text = state.text;
  const end = wordEnd(text, start + 1);
  const odd = oddEnd(state, start, end);
  if (odd > end) return odd;
  pushToken(state, isFamily(text, end) ? Kind.word : lookUp(text, start, end), start);
  return end;
}

/** `contract/missing`, `order/text`: before a slash and a word no word of the grammar means what it means alone. */
function isFamily(text: string, end: number): boolean {
  return text.charCodeAt(end) === 47 && WORD_PART[text.charCodeAt(end + 1)] === 1;
}

/** `42`, `0x15b3`, `0b101`, with `_` inside; any other word that begins with a digit is a name. */
function scanDigits(state: LexState, start: number): number {
  const text = state.text;
  const length = text.length;
  const second = start + 2 < length && text.charCodeAt(start) === 48 ? text.charCodeAt(start + 1) | 32 : 0;
  const allowed = second === 120 ? HEXADECIMAL : second === 98 ? BINARY : DECIMAL;
  const first = allowed === DECIMAL ? start + 1 : start + 2;
  let at = first;
  while (at < length && ((DIGIT_SETS[text.charCodeAt(at)] ?? 0) & allowed) !== 0) at++;
  const end = wordEnd(text, at);
  const odd = oddEnd(state, start, end);
  if (odd > end) return odd;
  pushToken(state, end === at && (at > first || allowed === DECIMAL) ? Kind.number : Kind.word, start);
  return end;
}

/** Where a word ends that reaches to `from` at least. */
function wordEnd(text: string, from: number): number {
  const length = text.length;
  let at = from;
  for (; at < length; at++) {
    const part = WORD_PART[text.charCodeAt(at)];
    if (part === 1) continue;
    if (part !== 2 || at + 1 >= length || WORD_PART[text.charCodeAt(at + 1)] !== 1) break;
    at++;
  }
  return at;
}

/** Reads on a word that only quotes can hold. @returns where it ends; `end` if nothing was read */
function oddEnd(state: LexState, start: number, end: number): number {
  const { text } = state;
  if (end >= text.length) return end;
  const code = text.charCodeAt(end);
  if (code > 127) return isLetter(text, end) ? oddName(state, start) : end;
  return WORD_PART[code] === 2 ? oddSeparators(state, start, end) : end;
}

function scanText(state: LexState, start: number): number {
  const text = state.text;
  const length = text.length;
  let at = start + 1;
  for (; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      pushToken(state, Kind.text, start);
      return at + 1;
    }
    if (code === 10 || code === 13) break;
    if (code === 92 && at + 1 < length && CHAR_CLASS[text.charCodeAt(at + 1)] !== Char.newline) at++;
  }
  return openText(state, start, Math.min(at, length));
}

function scanSlash(state: LexState, start: number): number {
  const text = state.text;
  const next = text.charCodeAt(start + 1);
  if (next === 47) return lineEnd(text, start);
  if (next === 42) {
    const end = text.indexOf('*/', start + 2);
    return end < 0 ? openComment(state, start) : end + 2;
  }
  pushToken(state, Kind.slash, start);
  return start + 1;
}

function scanOperator(state: LexState, at: number): number {
  const { text } = state;
  const code = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  if (code === 61 && next !== 61) {
    pushToken(state, Kind.equals, at);
    return at + 1;
  }
  const kind = conflictMarker(text, at) ? Kind.bad : operatorKind(text, at);
  if (kind === Kind.bad) return lexMistake(state, at);
  pushToken(state, kind, at);
  return at + lengthOf(kind);
}

function operatorKind(text: string, at: number): number {
  const code = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  if (next === 61) return WITH_EQUALS[code] ?? Kind.bad;
  if (code === 60) return Kind.less;
  if (code === 62) return Kind.greater;
  if (code === 45 && next === 62) return Kind.arrow;
  return text.startsWith('...', at) ? Kind.ellipsis : Kind.bad;
}

/** `==`, `!=`, `<=`, `>=` by their first character. */
const WITH_EQUALS: Readonly<Record<number, number>> = {
  61: Kind.equal,
  33: Kind.notEqual,
  60: Kind.lessEqual,
  62: Kind.greaterEqual,
};

function lengthOf(kind: number): number {
  if (kind === Kind.ellipsis) return 3;
  return kind >= Kind.equal && kind !== Kind.less && kind !== Kind.greater ? 2 : 1;
}

function endOfOther(text: string, kind: number, start: number): number {
  switch (kind) {
    case Kind.end:
      return start;
    case Kind.word:
    case Kind.number:
    case Kind.text:
    case Kind.bad:
      return rescan(text, start);
    default:
      return start + lengthOf(kind);
  }
}

/** The end of a token whose length no kind tells: reads it once more, alone. */
function rescan(text: string, start: number): number {
  const cls = CHAR_CLASS[text.charCodeAt(start)];
  const alone = lexState(text, 4, -1);
  if (cls === Char.letter || cls === Char.digit) {
    return oddEnd(alone, start, wordEnd(text, start + 1));
  }
  return cls === Char.quote ? scanText(alone, start) : lexMistake(alone, start);
}

const DECIMAL = 1;
const HEXADECIMAL = 2;
const BINARY = 4;
const DIGIT_SETS = buildDigitSets();

function buildDigitSets(): Uint8Array {
  const table = new Uint8Array(65536);
  const add = (chars: string, set: number): void => {
    for (const char of chars) table[char.charCodeAt(0)] = (table[char.charCodeAt(0)] ?? 0) | set;
  };
  add('0123456789_', DECIMAL);
  add('0123456789abcdefABCDEF_', HEXADECIMAL);
  add('01_', BINARY);
  return table;
}

const SINGLE = buildSingles();

function buildSingles(): Uint8Array {
  const table = new Uint8Array(128);
  const kinds: Readonly<Record<string, number>> = {
    '{': Kind.open,
    '}': Kind.close,
    '(': Kind.paren,
    ')': Kind.parenClose,
    ';': Kind.semicolon,
    ',': Kind.comma,
    '*': Kind.star,
    '[': Kind.bracket,
    ']': Kind.bracketClose,
  };
  for (const [char, kind] of Object.entries(kinds)) table[char.charCodeAt(0)] = kind;
  return table;
}

// Keywords by a hash of their length, first, second and last letter; verified letter by letter.
const HASH_SIZE = 2048;
const HASHED = buildHash();

function hashOf(length: number, first: number, second: number, last: number): number {
  return (length * 131 + first * 37 + second * 521 + last * 7) & (HASH_SIZE - 1);
}

function buildHash(): Uint8Array {
  const table = new Uint8Array(HASH_SIZE + KEYWORDS.length);
  for (const [index, word] of KEYWORDS.entries()) {
    let slot = hashOf(word.length, word.charCodeAt(0), word.charCodeAt(1), word.charCodeAt(word.length - 1));
    while (table[slot] !== 0) slot++;
    table[slot] = FIRST_KEYWORD + index;
  }
  return table;
}

function lookUp(text: string, start: number, end: number): number {
  const length = end - start;
  if (length < 2) return Kind.word;
  let slot = hashOf(length, text.charCodeAt(start), text.charCodeAt(start + 1), text.charCodeAt(end - 1));
  for (; ; slot++) {
    const kind = HASHED[slot] ?? 0;
    if (kind === 0) return Kind.word;
    if (isSpelled(KEYWORDS[kind - FIRST_KEYWORD] ?? '', text, start, length)) return kind;
  }
}

function isSpelled(word: string, text: string, start: number, length: number): boolean {
  if (word.length !== length) return false;
  for (let at = 0; at < length; at++) {
    if (word.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
  }
  return true;
}
