// Token kinds as small numbers: what the lexer writes and the parser decides by, one byte each.
// Every word that the grammar table knows has a kind of its own, so the parser never compares texts.
import { FIELD_TYPES, GRAMMAR } from './grammar.ts';

/** Kinds below `Kind.word` are not words. Kinds from `FIRST_KEYWORD` on are the words of the grammar table. */
export const Kind = {
  /** The end of the text, or of an item whose braces do not balance. */
  end: 0,
  /** A character, or a run of them, that no rule knows. */
  bad: 1,
  open: 2,
  close: 3,
  paren: 4,
  parenClose: 5,
  semicolon: 6,
  comma: 7,
  equals: 8,
  star: 9,
  bracket: 10,
  bracketClose: 11,
  slash: 12,
  less: 13,
  greater: 14,
  equal: 15,
  notEqual: 16,
  lessEqual: 17,
  greaterEqual: 18,
  ellipsis: 19,
  arrow: 20,
  /** A text in quotes, also one with an error (not closed, other quotes). */
  text: 24,
  /** A word that is no word of the grammar and no number. */
  word: 25,
  /** A word that is a whole number. */
  number: 26,
} as const;

export const FIRST_KEYWORD = 32;

/** Punctuation by its spelling: the few of them that patterns name, and those that conditions compare with. */
export const PUNCTUATION: Readonly<Record<string, number>> = {
  '=': Kind.equals,
  '==': Kind.equal,
  '!=': Kind.notEqual,
  '<': Kind.less,
  '<=': Kind.lessEqual,
  '>': Kind.greater,
  '>=': Kind.greaterEqual,
};

/** Words that the parser asks for by itself, outside patterns. */
const PARSER_WORDS = ['since', 'until', 'when', 'no', 'and', 'or', 'in', 'any', 'optional', 'unterminated'];

export const KEYWORDS: readonly string[] = collectKeywords();

/** The kind of a word of the grammar; undefined for any other word. */
export function keywordKind(word: string): number | undefined {
  return keywordKinds.get(word);
}

/** The word of a kind from `FIRST_KEYWORD` on. */
export function keywordText(kind: number): string {
  return KEYWORDS[kind - FIRST_KEYWORD] ?? '';
}

export function isWordKind(kind: number): boolean {
  return kind >= Kind.word;
}

/** What can be a name: a word or a text. */
export function isNameKind(kind: number): boolean {
  return kind >= Kind.text;
}

/** `since`, `until`, `when`: a tail begins. */
export function isTailKind(kind: number): boolean {
  return kind === SINCE || kind === UNTIL || kind === WHEN;
}

function collectKeywords(): string[] {
  const words = new Set<string>([...FIELD_TYPES, ...PARSER_WORDS]);
  for (const body of Object.values(GRAMMAR)) {
    for (const [keyword, pattern] of Object.entries(body)) {
      words.add(keyword);
      const heads = pattern.slice(0, pattern.indexOf('=>')).replace(/<[^>]*>/g, ' ');
      for (const word of heads.match(/[a-z_]+/g) ?? []) words.add(word);
    }
  }
  return [...words].sort();
}

const keywordKinds = new Map(KEYWORDS.map((word, index) => [word, FIRST_KEYWORD + index]));
const SINCE = keywordKind('since') ?? -1;
const UNTIL = keywordKind('until') ?? -1;
const WHEN = keywordKind('when') ?? -1;
