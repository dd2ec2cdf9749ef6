// Sums over a run of tokens, made once, so that "does it fit on one line" costs the same for one row and for a whole block.
import { type FormatToken, isComment } from './format-token.ts';
import { spaceBetween } from './spacing.ts';

/** Columns that a tab of a quoted text takes. */
const TAB_COLUMNS = 4;

export interface Measures {
  /** The blank before each token if it stands on the line of the one before. */
  readonly gaps: readonly string[];
  /** For each `{` the index of its `}`; -1 elsewhere. */
  readonly closers: Int32Array;
  /** Columns of the tokens `first`…`last` on one line. */
  width(first: number, last: number): number;
  hasComment(first: number, last: number): boolean;
  /** Whether the author broke the line after a `{` among them; an empty block is never open. */
  hasOpenBlock(first: number, last: number): boolean;
}

export function measure(tokens: readonly FormatToken[]): Measures {
  const gaps = tokens.map((token, index) => gapBefore(tokens, token, index));
  const closers = matchBraces(tokens);
  const widths = runningSum(tokens, (token, index) => (gaps[index]?.length ?? 0) + columns(token.text));
  const comments = runningSum(tokens, (token) => (isComment(token) ? 1 : 0));
  const open = runningSum(tokens, (_, index) => (isOpened(tokens, closers, index) ? 1 : 0));
  const between = (sums: Float64Array, first: number, last: number): number =>
    (sums[last + 1] ?? 0) - (sums[first] ?? 0);
  return {
    gaps,
    closers,
    width: (first, last) => between(widths, first, last) - (gaps[first]?.length ?? 0),
    hasComment: (first, last) => between(comments, first, last) > 0,
    hasOpenBlock: (first, last) => between(open, first, last) > 0,
  };
}

export function columns(text: string): number {
  if (!text.includes('\t')) return text.length;
  const tabs = text.split('\t').length - 1;
  return text.length + tabs * (TAB_COLUMNS - 1);
}

function gapBefore(tokens: readonly FormatToken[], token: FormatToken, index: number): string {
  const left = tokens[index - 1];
  return left === undefined ? '' : spaceBetween(left.text, token.text, tokens[index + 1]?.text);
}

function isOpened(tokens: readonly FormatToken[], closers: Int32Array, index: number): boolean {
  const closer = closers[index] ?? -1;
  const next = tokens[index + 1];
  if (closer < 0 || closer === index + 1 || next === undefined) return false;
  return next.linesBefore > 0 || isComment(next);
}

function matchBraces(tokens: readonly FormatToken[]): Int32Array {
  const closers = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.text === '{') open.push(index);
    if (token.text !== '}') continue;
    const opener = open.pop();
    if (opener !== undefined) closers[opener] = index;
  }
  return closers;
}

function runningSum(
  tokens: readonly FormatToken[],
  value: (token: FormatToken, index: number) => number,
): Float64Array {
  const sums = new Float64Array(tokens.length + 1);
  for (const [index, token] of tokens.entries()) sums[index + 1] = (sums[index] ?? 0) + value(token, index);
  return sums;
}
