// The margin rule: braces decide where an item ends. Only if, from an item's start to the end of the file, they do not
// balance, a top-level keyword in column 1 begins the next item; so one lost brace stays in its item.
import { CHAR_CLASS, Char } from './char-class.ts';
import type { Tokens } from './lexer.ts';
import { RULE_OF } from './program.ts';
import { Kind } from './token.ts';

/** How the braces of a piece of text go on: opened less closed, and the least of that on the way. */
export interface Balance {
  readonly net: number;
  readonly lowest: number;
}

export const BALANCED: Balance = { net: 0, lowest: 0 };

export interface Limits {
  /** The token before which an item that begins at `token` ends at the latest; -1: its braces decide. */
  readonly limitOf: (token: number) => number;
}

const NO_LIMITS: Limits = { limitOf: () => -1 };

/** @param rest how the braces of the text behind these tokens go on */
export function marginLimits(text: string, tokens: Tokens, rest: Balance): Limits {
  if (isBalanced(joined(tokens, rest))) return NO_LIMITS;
  const { kinds, count } = tokens;
  const depths = new Int32Array(count + 1);
  for (let token = 0; token < count; token++) depths[token + 1] = (depths[token] ?? 0) + weight(kinds[token]);
  const last = depths[count] ?? 0;
  const lowest = new Int32Array(count + 1);
  const nextMargin = new Int32Array(count + 1).fill(count);
  lowest[count] = last + rest.lowest;
  for (let token = count - 1; token >= 0; token--) {
    lowest[token] = Math.min(depths[token] ?? 0, lowest[token + 1] ?? 0);
    nextMargin[token] = isMargin(text, tokens, token) ? token : (nextMargin[token + 1] ?? count);
  }
  return {
    limitOf(token) {
      const depth = depths[token] ?? 0;
      const balanced = last + rest.net === depth && (lowest[token] ?? 0) >= depth;
      return balanced ? -1 : (nextMargin[token + 1] ?? count);
    },
  };
}

/** The balance of one text followed by another. */
export function joined(first: { readonly depth: number; readonly lowest: number }, rest: Balance): Balance {
  return { net: first.depth + rest.net, lowest: Math.min(first.lowest, first.depth + rest.lowest) };
}

export function isBalanced(balance: Balance): boolean {
  return balance.net === 0 && balance.lowest >= 0;
}

export function balanceOf(kinds: Uint8Array, first: number, end: number): Balance {
  let net = 0;
  let lowest = 0;
  for (let token = first; token < end; token++) {
    net += weight(kinds[token]);
    if (net < lowest) lowest = net;
  }
  return { net, lowest };
}

/** A top-level keyword at the start of a line that no `=` follows. */
export function isMargin(
  text: string,
  tokens: { readonly kinds: Uint8Array; readonly starts: Int32Array },
  token: number,
): boolean {
  if (!RULE_OF[tokens.kinds[token] ?? 0] || tokens.kinds[token + 1] === Kind.equals) return false;
  const start = tokens.starts[token] ?? 0;
  return start === 0 || CHAR_CLASS[text.charCodeAt(start - 1)] === Char.newline;
}

function weight(kind: number | undefined): number {
  return kind === Kind.open ? 1 : kind === Kind.close ? -1 : 0;
}
