// A contract's entry that C would not take: no `;`, no `)`, no type, a body. Line ends count here, and only here.

import { KEYWORDS_OF } from './body-traits.ts';
import type { EntryShape } from './entry-shape.ts';
import { C_TYPES, shapeOf } from './entry-shape.ts';
import { beginsLine, columnOf } from './mistake.ts';
import type { ParseState } from './parse-state.ts';
import { endOf, kindAt, report, startOf, textAt } from './parse-state.ts';
import { BODIES } from './pattern.ts';
import { isWordKind, Kind } from './token.ts';

/** @returns what the entry is taken for, its `end` is the token to go on with; undefined: this is no entry at all */
export function mistakenEntry(state: ParseState, start: number, first: number): EntryShape | undefined {
  const end = looseEnd(state, first);
  if (end === first) return undefined;
  const shape = shapeOf(state, start, first, end);
  if (shape.paren < 0) return plainName(state, shape);
  reportPrototype(state, shape);
  return shape;
}

/** Where an entry ends that is not correct: at `;`, a brace, or a line that begins anew. */
function looseEnd(state: ParseState, first: number): number {
  const column = columnOf(state, first);
  let depth = 0;
  let token = first;
  for (; ; token++) {
    const kind = kindAt(state, token);
    if (kind === Kind.end || kind === Kind.semicolon || kind === Kind.open || kind === Kind.close)
      return token;
    if (token > first && beginsLine(state, token) && columnOf(state, token) <= column) {
      if (depth <= 0 || isWordKind(kind)) return token;
    }
    if (kind === Kind.paren) depth++;
    if (kind === Kind.parenClose) depth--;
  }
}

function plainName(state: ParseState, shape: EntryShape): EntryShape | undefined {
  const { first, end, name } = shape;
  if (name < 0 || C_TYPES.has(textAt(state, name))) return undefined;
  if (end > first + 1 && isForeignKeyword(textAt(state, first))) return undefined;
  for (let token = first; token < end; token++) {
    const kind = kindAt(state, token);
    if (kind === Kind.text || kind === Kind.equals || kind === Kind.bad) return undefined;
  }
  if (kindAt(state, end) !== Kind.semicolon) missingSemicolon(state, end, `\`${textAt(state, name)}\``);
  return shape;
}

/** A keyword of another body that is no C type. */
function isForeignKeyword(word: string): boolean {
  return !C_TYPES.has(word) && BODIES.some((body) => KEYWORDS_OF[body].includes(word));
}

function missingSemicolon(state: ParseState, end: number, what: string): void {
  const at = endOf(state, end - 1);
  report(
    state,
    'missing-semicolon',
    startOf(state, end - 1),
    at,
    `\`;\` is missing after ${what}`,
    'insert `;`',
    [{ start: at, end: at, newText: ';' }],
  );
}

function reportPrototype(state: ParseState, shape: EntryShape): void {
  const { first, end, paren, name } = shape;
  const text = name < 0 ? '?' : textAt(state, name);
  const at = endOf(state, end - 1);
  if (depthOf(state, first, end) > 0) {
    const message = `\`)\` is missing in the prototype of \`${text}\``;
    report(state, 'paren', startOf(state, end - 1), at, message, 'insert `)`', [
      { start: at, end: at, newText: ')' },
    ]);
  } else if (kindAt(state, end) === Kind.open) {
    const message = 'a contract holds prototypes; what a function does is not said here';
    const start = startOf(state, end);
    const stop = endOf(state, blockEnd(state, end));
    report(state, 'function-body', start, start + 1, message, 'replace the body by `;`', [
      { start: at, end: stop, newText: ';' },
    ]);
  } else if (name < 0 || C_TYPES.has(text)) {
    const start = startOf(state, paren);
    report(state, 'proto-name', start, start + 1, 'the function has no name before `(`');
  } else if (paren - first < 2 && kindAt(state, paren + 1) !== Kind.star) {
    const start = startOf(state, name);
    const message = `\`${text}\` has no return type`;
    report(state, 'proto-type', start, endOf(state, name), message, 'insert `void `', [
      { start, end: start, newText: 'void ' },
    ]);
  } else if (kindAt(state, end) !== Kind.semicolon) {
    missingSemicolon(state, end, `the prototype of \`${text}\``);
  } else {
    const message = `\`${text}\` is no C prototype: its parentheses do not fit`;
    report(state, 'paren', startOf(state, first), at, message);
  }
}

function depthOf(state: ParseState, first: number, end: number): number {
  let depth = 0;
  for (let token = first; token < end; token++) {
    const kind = kindAt(state, token);
    depth += kind === Kind.paren ? 1 : kind === Kind.parenClose ? -1 : 0;
  }
  return depth;
}

/** The `}` of a block, or the last token if it has none. */
export function blockEnd(state: ParseState, open: number): number {
  let depth = 0;
  for (let token = open; ; token++) {
    const kind = kindAt(state, token);
    if (kind === Kind.end) return token - 1;
    if (kind === Kind.open) depth++;
    if (kind === Kind.close && --depth === 0) return token;
  }
}
