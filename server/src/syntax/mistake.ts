// What all messages share: how things are quoted, what a form looks like, which word was probably meant, and the
// characters that begin nothing.

import { nearest } from '../base/nearest.ts';
import { CHAR_CLASS, Char } from './char-class.ts';
import type { Body } from './grammar.ts';
import type { ParseState } from './parse-state.ts';
import { endOf, kindAt, report, startOf, textAt } from './parse-state.ts';
import type { Element, Rule, Sequence } from './pattern.ts';
import { BODIES } from './pattern.ts';
import { Kind } from './token.ts';

const BODY_NAMES: Partial<Record<Body, string>> = {
  file: 'the top level',
  made: 'a `creates` or `registers`',
  deviceStruct: 'a `device struct`',
  driverStruct: 'a `driver struct`',
  row: 'a table row',
  rows: 'a table',
  table: 'a table',
  contract: 'a `contract`',
  steps: '`probe`',
  undo: '`remove`',
  link: 'a `supplier`',
  newId: '`new_id`',
  busProbe: 'the `probe` of a bus',
  match: '`match`',
  modprobe: '`modprobe`',
  kernel: '`kernel`',
  values: '`values`',
  extend: '`extend`',
  replace: '`replace`',
  scenario: 'a `scenario`',
};

/** A body in a sentence: ``a `driver` ``. */
export function bodyName(body: number): string {
  const name = BODIES[body] ?? 'file';
  return BODY_NAMES[name] ?? (name === 'iommu' ? 'an `iommu`' : `a \`${name}\``);
}

/** ``in `probe` ``, `at the top level`. */
export function inBody(body: number): string {
  return body === 0 ? 'at the top level' : `in ${bodyName(body)}`;
}

/** A token in a sentence. */
export function show(state: ParseState, token: number): string {
  switch (kindAt(state, token)) {
    case Kind.end:
      return 'the end';
    case Kind.text:
      return textAt(state, token);
    default:
      return `\`${textAt(state, token)}\``;
  }
}

/** Whether a token is the first of its line. */
export function beginsLine(state: ParseState, token: number): boolean {
  const from = token > 0 ? endOf(state, token - 1) : 0;
  return token === 0 || /[\r\n]/.test(state.text.slice(from, startOf(state, token)));
}

/** Where a token stands in its line, in code units. */
export function columnOf(state: ParseState, token: number): number {
  const start = startOf(state, token);
  return start - lineStart(state.text, start);
}

/** The column in which the line of a token begins: its indentation. */
export function lineColumn(state: ParseState, token: number): number {
  const from = lineStart(state.text, startOf(state, token));
  let at = from;
  while (CHAR_CLASS[state.text.charCodeAt(at)] === Char.space) at++;
  return at - from;
}

/** Indentation beyond this is no indentation: lines may be as long as the file. */
const WIDEST = 1000;

function lineStart(text: string, from: number): number {
  let at = from;
  while (at > 0 && from - at < WIDEST && CHAR_CLASS[text.charCodeAt(at - 1)] !== Char.newline) at--;
  return at;
}

/** The head of a rule as it is written: `bind REF to REF;`. */
export function formOf(rule: Rule): string {
  const words = [rule.keyword, ...rule.pattern.head.filter((it) => !isTail(it)).map(formOfElement)];
  return words.join(' ') + (rule.pattern.semicolon || !rule.pattern.block ? ';' : ' { … }');
}

/** `since`, `until` and `when` may end nearly everything: they would only hide the form. */
function isTail(element: Element): boolean {
  if (element.kind !== 'group') return false;
  const first = element.choices[0]?.[0];
  return first?.kind === 'word' && ['since', 'until', 'when'].includes(first.word);
}

function formOfElement(element: Element): string {
  switch (element.kind) {
    case 'word':
      return element.word;
    case 'slot':
      return element.slot.toUpperCase() + (element.list ? ', …' : '');
    case 'group': {
      const inner = element.choices.map((choice) => choice.map(formOfElement).join(' ')).join(' | ');
      return element.times === 'optional' ? `[ ${inner} ]` : `( ${inner} )`;
    }
  }
}

/** `a`, `a or b`, `a, b or c`. */
export function orList(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}

/** The word of a list that a misspelt one was probably meant to be. */
export function nearestWord(word: string, words: Iterable<string>): string | undefined {
  return nearest(word, words)[0];
}

/** Reports a character that begins nothing where it stands. */
export function badCharacter(state: ParseState, token: number): void {
  const start = startOf(state, token);
  const end = endOf(state, token);
  const [code, message, title, newText] = describeCharacter(state, token);
  report(state, code, start, end, message, title, [{ start, end, newText }]);
}

function describeCharacter(
  state: ParseState,
  token: number,
): readonly [code: string, message: string, title: string, newText: string] {
  const text = textAt(state, token);
  const behind = textAt(state, token + 1);
  if (text === ':') return ['colon', 'a value is set with `=`', 'replace `:` by `=`', '='];
  if (text === '-' && /^E[A-Z0-9_]+$/.test(behind)) {
    return ['minus', `error names are written without the minus: ${behind}`, 'delete `-`', ''];
  }
  if (text === '-') return ['minus', 'there are no negative numbers here', 'delete `-`', ''];
  if (text.startsWith('\0')) return ['nul', 'a NUL character; is this a text file?', 'delete it', ''];
  return ['bad-character', `the character ${JSON.stringify(text)} has no meaning here`, 'delete it', ''];
}

/** All fixed words of a pattern's piece. */
export function wordsOf(sequence: Sequence): string[] {
  return sequence.flatMap((element) => {
    if (element.kind === 'word') return [element.word];
    return element.kind === 'group' ? element.choices.flatMap(wordsOf) : [];
  });
}
