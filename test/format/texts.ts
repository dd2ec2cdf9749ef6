// The texts that the formatter's properties run on: every file of the library and of the examples, and ways to spoil them.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { FormatToken } from '../../server/src/format/format-token.ts';
import { itemTokens } from '../../server/src/format/item-tokens.ts';
import { parse } from '../../server/src/syntax/index.ts';

export interface NamedText {
  readonly path: string;
  readonly text: string;
}

export const TEXTS: readonly NamedText[] = ['server/stdlib', 'examples'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.topo'))
    .sort()
    .map((name) => ({ path: `${folder}/${name}`, text: readFileSync(`${folder}/${name}`, 'utf8') })),
);

export const anyText: fc.Arbitrary<NamedText> = fc.constantFrom(...TEXTS);

/** Tokens and comments of a text without syntax errors. */
export function tokensOf(text: string): readonly FormatToken[] {
  const tree = parse(text);
  return tree.items.flatMap((_, index) => itemTokens(tree, index));
}

/** What no formatter may change: everything but white space, in order. */
export function withoutBlanks(text: string): string {
  return text.replaceAll(/[ \t\r\n\v\f]+/g, '');
}

/** A text with a few of its tokens deleted or doubled, as when somebody is typing. */
export const damagedText: fc.Arbitrary<string> = fc
  .tuple(anyText, fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 1, maxLength: 4 }))
  .map(([{ text }, hits]) => {
    const tokens = tokensOf(text);
    const chosen = new Map(hits.map(([at, doubles]) => [at % tokens.length, doubles]));
    return printTokens(tokens, text, (token, index) => {
      const doubles = chosen.get(index);
      if (doubles === undefined) return token;
      return doubles ? `${token} ${token}` : '';
    });
  });

/** A text with comments between any of its tokens: behind them, above them, inside statements. */
export const commentedText: fc.Arbitrary<string> = fc
  .tuple(
    anyText,
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(' /* c */ ', ' // c\n', '\n// c\n', '\n/* c\n d */\n')), {
      minLength: 1,
      maxLength: 6,
    }),
  )
  .map(([{ text }, hits]) => {
    const tokens = tokensOf(text);
    const chosen = new Map(hits.map(([at, comment]) => [at % tokens.length, comment]));
    return printTokens(tokens, text, (token, index) => (chosen.get(index) ?? '') + token);
  });

/** White space changed at random where it means nothing: the author's own line ends and blank lines are kept. */
export function respaced(text: string): fc.Arbitrary<string> {
  const tokens = tokensOf(text);
  return fc.array(fc.nat({ max: 999 }), { minLength: 97, maxLength: 97 }).map((dice) => {
    const parts = tokens.map((token, index) => {
      const gap = text.slice(tokens[index - 1]?.end ?? 0, token.start);
      return otherGap(tokens, index, gap, dice[index % dice.length] ?? 0) + token.text;
    });
    return `${parts.join('')}\n`;
  });
}

function otherGap(tokens: readonly FormatToken[], index: number, gap: string, die: number): string {
  const before = tokens[index - 1];
  const token = tokens[index];
  if (before === undefined || token === undefined) return '';
  const blanks = ['', ' ', '\t', '    '][die % 4] ?? '';
  if (before.comment === 'line' || token.comment !== 'no') return lineEndsOf(gap) + (blanks || ' ');
  if (before.text === '{' || /\n\s*\n/.test(gap)) return lineEndsOf(gap) + blanks;
  const inside = [gap === '' ? '' : ' ', ' ', '\n', '  \n\t', '   '][die % 5] ?? ' ';
  return /^[;}]$/.test(before.text) ? ` ${inside.replace(/\n+/, '\n')}` : inside;
}

function lineEndsOf(gap: string): string {
  return gap.replaceAll(/[^\n]/g, '');
}

function printTokens(
  tokens: readonly FormatToken[],
  text: string,
  print: (token: string, index: number) => string,
): string {
  let end = 0;
  const parts = tokens.map((token, index) => {
    const gap = text.slice(end, token.start);
    end = token.end;
    return gap + print(token.text, index);
  });
  return parts.join('') + text.slice(end);
}
