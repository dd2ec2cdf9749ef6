// What each UTF-16 code unit can be for the lexer: one table look-up a character, no comparisons.

export const Char = {
  /** No rule begins with it. */
  other: 0,
  space: 1,
  newline: 2,
  letter: 3,
  digit: 4,
  /** `{ } ( ) ; , * [ ]`: tokens of one character; their kind stands in `SINGLE`. */
  single: 5,
  slash: 6,
  quote: 7,
  /** `= ! < > . -`: may be longer. */
  operator: 8,
  hash: 9,
} as const;

/** A whole plane, so that the lexer needs no range check. */
export const CHAR_CLASS: Uint8Array = buildClasses();

/** 1: stands in a word. 2: stands in a word if a 1 follows (`- . : @`). */
export const WORD_PART: Uint8Array = buildWordParts();

function buildClasses(): Uint8Array {
  const table = new Uint8Array(65536);
  const set = (chars: string, cls: number): void => {
    for (const char of chars) table[char.charCodeAt(0)] = cls;
  };
  set(' \t\v\f', Char.space);
  set('\n\r', Char.newline);
  set('{}();,*[]', Char.single);
  set('/', Char.slash);
  set('"', Char.quote);
  set('=!<>.-|', Char.operator);
  set('#', Char.hash);
  set('_', Char.letter);
  for (let code = 0; code < 26; code++) {
    table[65 + code] = Char.letter;
    table[97 + code] = Char.letter;
  }
  for (let code = 48; code < 58; code++) table[code] = Char.digit;
  return table;
}

function buildWordParts(): Uint8Array {
  const table = new Uint8Array(65536);
  for (let code = 0; code < 128; code++) {
    const cls = CHAR_CLASS[code];
    if (cls === Char.letter || cls === Char.digit) table[code] = 1;
  }
  for (const char of '-.:@') table[char.charCodeAt(0)] = 2;
  return table;
}
