// The inside of one statement, from its first token to its `;` or `{`: one line if it fits, else a list with one entry a line,
// or (fields and C prototypes) lines filled as the kernel does. Comments inside it stay where the author put them.
import { FIELD_TYPES } from '../syntax/grammar.ts';
import { type FormatToken, isComment } from './format-token.ts';
import { columns, type Measures } from './measures.ts';
import { type FormatOptions, LINE_WIDTH } from './options.ts';

export interface StatementSpan {
  readonly first: number;
  readonly last: number;
  readonly indent: string;
}

interface Wrapping extends StatementSpan {
  readonly tokens: readonly FormatToken[];
  readonly measures: Measures;
  readonly gaps: string[];
  /** A line end and the indent of what continues a statement. */
  readonly continuation: string;
}

/** Types that begin a line of fields; the same words begin C prototypes, which are filled alike. */
const FIRST_OF_FIELDS: ReadonlySet<string> = new Set(FIELD_TYPES);

/** Sets the white space before every token of the statement but its first. */
export function wrapStatement(
  tokens: readonly FormatToken[],
  measures: Measures,
  span: StatementSpan,
  options: FormatOptions,
  gaps: string[],
): void {
  const { first, last, indent } = span;
  const fits = indent.length + measures.width(first, last) <= LINE_WIDTH;
  if (fits && !measures.hasComment(first, last)) {
    copyGaps(measures, first + 1, last, gaps);
    return;
  }
  const continuation = `\n${indent}${' '.repeat(2 * options.indent)}`;
  const wrapping: Wrapping = { ...span, tokens, measures, gaps, continuation };
  const comma = firstComma(wrapping);
  if (!hasBreakingComment(wrapping) && (fits || comma < 0)) copyGaps(measures, first + 1, last, gaps);
  else if (comma < 0 || isFilled(wrapping)) fill(wrapping);
  else breakList(wrapping, comma);
}

/** Puts the tokens `first`…`last` on the line of the one before. */
export function copyGaps(measures: Measures, first: number, last: number, gaps: string[]): void {
  for (let index = first; index <= last; index += 1) gaps[index] = measures.gaps[index] ?? '';
}

/** One entry a line, from the one before the first comma on. */
function breakList(wrapping: Wrapping, comma: number): void {
  const { tokens, measures, first, last, gaps } = wrapping;
  let entry = comma - 1;
  while (entry > first && measures.gaps[entry] === '') entry -= 1;
  for (let index = first + 1; index <= last; index += 1) {
    const begins = index === entry || tokens[index - 1]?.text === ',';
    gaps[index] = gapInside(wrapping, index, begins);
  }
}

/** As many entries a line as fit; a line ends behind a comma. */
function fill(wrapping: Wrapping): void {
  const { tokens, measures, first, last, gaps, indent, continuation } = wrapping;
  let column = indent.length + columns(tokens[first]?.text ?? '');
  for (let index = first + 1; index <= last; index += 1) {
    const afterComma = tokens[index - 1]?.text === ',';
    const piece = afterComma ? measures.width(index, endOfPiece(wrapping, index)) : 0;
    const gap = gapInside(wrapping, index, afterComma && column + 1 + piece > LINE_WIDTH);
    gaps[index] = gap;
    const before = gap.startsWith('\n') ? continuation.length - 1 : column + gap.length;
    column = before + columns(tokens[index]?.text ?? '');
  }
}

function endOfPiece({ tokens, last }: Wrapping, index: number): number {
  let end = index;
  while (end < last && tokens[end]?.text !== ',') end += 1;
  return end;
}

/** The white space before a token of a statement that takes several lines. */
function gapInside(wrapping: Wrapping, index: number, breaks: boolean): string {
  const { tokens, measures, continuation, indent } = wrapping;
  const token = tokens[index];
  const before = tokens[index - 1];
  if (token === undefined || before === undefined) return '';
  if (before.comment === 'line') return token.text === '{' ? `\n${indent}` : continuation;
  if (isComment(token)) return gapBeforeComment(wrapping, index, breaks);
  if (before.comment === 'block') return token.linesBefore > 0 ? continuation : (measures.gaps[index] ?? '');
  return breaks ? continuation : (measures.gaps[index] ?? '');
}

/** A comment behind a comma belongs to the entry before it if a line ends after it, else to the next entry. */
function gapBeforeComment({ tokens, continuation }: Wrapping, index: number, breaks: boolean): string {
  const token = tokens[index];
  if (token === undefined || token.linesBefore > 0) return continuation;
  const endsLine = token.comment === 'line' || (tokens[index + 1]?.linesBefore ?? 1) > 0;
  if (endsLine) return '  ';
  return breaks ? continuation : ' ';
}

function firstComma({ tokens, first, last }: Wrapping): number {
  for (let index = first; index <= last; index += 1) if (tokens[index]?.text === ',') return index;
  return -1;
}

function isFilled({ tokens, first, last }: Wrapping): boolean {
  if (FIRST_OF_FIELDS.has(tokens[first]?.text ?? '') && tokens[first + 1]?.text !== '=') return true;
  for (let index = first; index <= last; index += 1) if (tokens[index]?.text === '(') return true;
  return false;
}

/** A comment that forces a line end: to the end of its line, over several lines, or begun on a line of its own. */
function hasBreakingComment({ tokens, measures, first, last }: Wrapping): boolean {
  if (!measures.hasComment(first, last)) return false;
  for (let index = first; index <= last; index += 1) {
    const token = tokens[index];
    if (token === undefined || !isComment(token)) continue;
    if (token.comment === 'line' || token.linesBefore > 0 || token.text.includes('\n')) return true;
  }
  return false;
}
