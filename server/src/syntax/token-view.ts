// The tokens of an item, numbered from 0, with offsets relative to it. The gaps between them are blanks and comments.
import { tokenEnd } from './lexer.ts';
import type { Item } from './tree.ts';

export interface TokenView {
  /** See `Kind` and `keywordText`. */
  readonly kind: number;
  readonly start: number;
  readonly end: number;
}

export function tokenCount(item: Item): number {
  return item.endToken - item.firstToken;
}

export function tokenKind(item: Item, token: number): number {
  return token < tokenCount(item) ? (item.chunk.kinds[item.firstToken + token] ?? 0) : 0;
}

/** The item's end for the token behind the last. */
export function tokenStart(item: Item, token: number): number {
  return token < tokenCount(item)
    ? (item.chunk.starts[item.firstToken + token] ?? 0) - item.start
    : item.end - item.start;
}

/** Where a token ends. */
export function tokenStop(item: Item, token: number): number {
  if (token < 0) return 0;
  if (token >= tokenCount(item)) return item.end - item.start;
  const at = item.firstToken + token;
  return tokenEnd(item.chunk.text, item.chunk.kinds[at] ?? 0, item.chunk.starts[at] ?? 0) - item.start;
}

export function tokenText(item: Item, token: number): string {
  return item.chunk.text.slice(item.start + tokenStart(item, token), item.start + tokenStop(item, token));
}

/** All tokens of an item in order. */
export function* tokensOf(item: Item): Generator<TokenView> {
  const count = tokenCount(item);
  for (let token = 0; token < count; token++) {
    yield { kind: tokenKind(item, token), start: tokenStart(item, token), end: tokenStop(item, token) };
  }
}

/** Blanks and comments before a token; before the token behind the last: those at the item's end. */
export function triviaBefore(item: Item, token: number): string {
  return item.chunk.text.slice(item.start + tokenStop(item, token - 1), item.start + tokenStart(item, token));
}

/** The token at an offset or the next one behind it; the number of tokens if there is none. */
export function tokenAt(item: Item, offset: number): number {
  let low = 0;
  let high = tokenCount(item);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokenStop(item, middle) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
