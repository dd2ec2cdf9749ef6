// The whole statements that a run of tokens lies in: what formatting a selection, or what was pasted, may change.
import { type FormatToken, isComment } from './format-token.ts';

export interface TokenRun {
  readonly first: number;
  readonly last: number;
}

/** Widens a run to the smallest row of sibling statements that holds it. The braces of `tokens` must balance. */
export function widenToStatements(tokens: readonly FormatToken[], run: TokenRun): TokenRun {
  let first = startOfStatement(tokens, run.first);
  let depth = 0;
  for (let index = first; index <= run.last; index += 1) {
    depth += step(tokens[index]);
    // The run leaves the block that it began in: it takes the block's own statement too.
    if (depth < 0) {
      first = startOfStatement(tokens, openerBefore(tokens, first));
      depth = 0;
    }
  }
  return { first, last: endOfStatement(tokens, run.last, depth) };
}

function step(token: FormatToken | undefined): number {
  if (token?.text === '{') return 1;
  return token?.text === '}' ? -1 : 0;
}

function startOfStatement(tokens: readonly FormatToken[], from: number): number {
  let index = from;
  while (index > 0 && !isBoundary(tokens[index - 1])) index -= 1;
  return index;
}

/** What stands before a statement: the end of another, the block's `{`, or a comment. */
function isBoundary(token: FormatToken | undefined): boolean {
  if (token === undefined) return true;
  return isComment(token) || token.text === ';' || token.text === '{' || token.text === '}';
}

function openerBefore(tokens: readonly FormatToken[], from: number): number {
  let depth = 0;
  for (let index = from - 1; index >= 0; index -= 1) {
    depth += step(tokens[index]);
    if (depth > 0) return index;
  }
  return 0;
}

function endOfStatement(tokens: readonly FormatToken[], from: number, open: number): number {
  const last = tokens[from];
  if (open === 0 && (isBoundary(last) || last === undefined)) return from;
  let depth = open;
  for (let index = from + 1; index < tokens.length; index += 1) {
    const text = tokens[index]?.text;
    depth += step(tokens[index]);
    if (depth < 0) return index - 1;
    if (depth === 0 && (text === ';' || text === '}')) return index;
  }
  return tokens.length - 1;
}
