// A statement that begins with no word this body knows: misspelt, in the wrong place, or written as in another language.
import { BODY_NUMBERS, has, Trait } from './body-traits.ts';
import { doubledWord } from './doubled-word.ts';
import { homesOfKeyword, isEqualsMissing, keywordsOf, looseRow, missingEquals } from './fact-mistake.ts';
import { FIELD_TYPES } from './grammar.ts';
import { badCharacter, bodyName, inBody, nearestWord, orList, show } from './mistake.ts';
import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import { endOf, kindAt, leaf, report, startOf, textAt } from './parse-state.ts';
import type { Rule } from './pattern.ts';
import { BODIES, RULES } from './pattern.ts';
import { isPositional, positionalRow } from './positional-row.ts';
import { readFact } from './read-fact.ts';
import { skipStatement } from './recover.ts';
import { initializerDot, isMacro, macro, terminator } from './table-mistake.ts';
import { isNameKind, isWordKind, Kind } from './token.ts';
import { unquote } from './unescape.ts';

const C_WORDS = /^(struct|static|const|void|int|unsigned|extern|typedef|enum|union)$/;
const TABLE_NAMES = /^(id_table|of_match_table|acpi_match_table|match_id_table|ids)$/;

/** Reports the mistake and moves on. @returns the number of the rule to read on with, if the keyword was misspelt; else -1 */
export function mistakenStatement(state: ParseState, body: number): number {
  const kind = kindAt(state, state.pos);
  if (body === BODY_NUMBERS.row && terminator(state)) return -1;
  if (body === BODY_NUMBERS.row && isPositional(state)) positionalRow(state);
  else if (isInitializer(state)) initializerDot(state);
  else if (isMacro(state)) macro(state, body);
  else if (kind === Kind.bad) badStatement(state, body);
  else if (!isWordKind(kind)) unexpectedStatement(state, body);
  else if (isDoubled(state)) doubledWord(state);
  else if (isTypeBehind(state, body)) typeFirst(state, body);
  else if (isColon(state)) colon(state, body);
  else if (isColonInside(state, body)) colonInside(state, body);
  else if (kindAt(state, state.pos + 1) === Kind.equal) equalsEquals(state, body);
  else if (isLooseFlag(state, body)) looseRow(state);
  else if (isEqualsMissing(state, body)) missingEquals(state, body);
  else return unknownWord(state, body);
  return -1;
}

/** A flag directly in a table. */
function isLooseFlag(state: ParseState, body: number): boolean {
  return body === BODY_NUMBERS.rows && kindAt(state, state.pos + 1) === Kind.semicolon;
}

/** `.vendor = 1` */
function isInitializer(state: ParseState): boolean {
  return (
    textAt(state, state.pos) === '.' &&
    isWordKind(kindAt(state, state.pos + 1)) &&
    kindAt(state, state.pos + 2) === Kind.equals
  );
}

function badStatement(state: ParseState, body: number): void {
  badCharacter(state, state.pos);
  const nul = textAt(state, state.pos).startsWith('\0');
  leaf(state, Node.skipped, 0, state.pos, state.pos);
  state.pos++;
  if (!nul) skipStatement(state, body);
}

function unexpectedStatement(state: ParseState, body: number): void {
  if (isQuotedKeyword(state, body)) {
    quotedKeyword(state, body);
    return;
  }
  const what = body === BODY_NUMBERS.rows ? 'a row `{ … }`' : 'a statement';
  const message = `expected ${what}, found ${show(state, state.pos)}`;
  report(state, 'unexpected', startOf(state, state.pos), endOf(state, state.pos), message);
  const before = state.pos;
  skipStatement(state, body);
  if (state.pos > before) return;
  leaf(state, Node.skipped, 0, before, before);
  state.pos++;
}

/** `vendor vendor = 1` */
function isDoubled(state: ParseState): boolean {
  const next = state.pos + 1;
  return isWordKind(kindAt(state, next)) && textAt(state, state.pos) === textAt(state, next);
}

function isQuotedKeyword(state: ParseState, body: number): boolean {
  return (
    kindAt(state, state.pos) === Kind.text && keywordsOf(body).includes(unquote(textAt(state, state.pos)))
  );
}

function quotedKeyword(state: ParseState, body: number): void {
  const start = startOf(state, state.pos);
  const end = endOf(state, state.pos);
  const word = unquote(state.text.slice(start, end));
  report(state, 'quoted-keyword', start, end, 'a quoted word is never a keyword', `replace by \`${word}\``, [
    { start, end, newText: word },
  ]);
  skipStatement(state, body);
}

/** `vendor: u16` */
function isTypeBehind(state: ParseState, body: number): boolean {
  if (!has(body, Trait.fields)) return false;
  const word = textAt(state, state.pos);
  if (word.includes(':')) return isType(word.slice(word.indexOf(':') + 1));
  return textAt(state, state.pos + 1) === ':' && isType(textAt(state, state.pos + 2));
}

function isType(word: string): boolean {
  return (FIELD_TYPES as readonly string[]).includes(word);
}

function typeFirst(state: ParseState, body: number): void {
  const word = textAt(state, state.pos);
  const oneWord = word.includes(':');
  const [name, type] = oneWord ? word.split(':') : [word, textAt(state, state.pos + 2)];
  const start = startOf(state, state.pos);
  const end = endOf(state, oneWord ? state.pos : state.pos + 2);
  const newText = `${type} ${name}`;
  report(state, 'type-first', start, end, 'the type comes first, as in C', `replace by \`${newText}\``, [
    { start, end, newText },
  ]);
  skipStatement(state, body);
}

/** `vendor: 1`, `vendor:1` */
function isColon(state: ParseState): boolean {
  return textAt(state, state.pos + 1) === ':' && kindAt(state, state.pos + 1) === Kind.bad;
}

function colon(state: ParseState, body: number): void {
  const start = startOf(state, state.pos + 1);
  report(state, 'colon', start, start + 1, 'a value is set with `=`', 'replace `:` by `=`', [
    { start, end: start + 1, newText: ' =' },
  ]);
  readOrSkip(state, body);
}

/** `vendor:1` is one word. */
function isColonInside(state: ParseState, body: number): boolean {
  const after = kindAt(state, state.pos + 1);
  if (!has(body, Trait.facts) || (after !== Kind.semicolon && after !== Kind.close)) return false;
  return /^[A-Za-z_]\w*:[^:]+$/.test(textAt(state, state.pos));
}

function colonInside(state: ParseState, body: number): void {
  const start = startOf(state, state.pos) + textAt(state, state.pos).indexOf(':');
  report(state, 'colon', start, start + 1, 'a value is set with `=`', 'replace `:` by `=`', [
    { start, end: start + 1, newText: ' = ' },
  ]);
  skipStatement(state, body);
}

function equalsEquals(state: ParseState, body: number): void {
  const start = startOf(state, state.pos + 1);
  const message = 'a value is set with `=`; `==` compares, after `when`';
  report(state, 'equals-equals', start, start + 2, message, 'replace `==` by `=`', [
    { start, end: start + 2, newText: '=' },
  ]);
  readOrSkip(state, body);
}

function readOrSkip(state: ParseState, body: number): void {
  if (has(body, Trait.facts)) readFact(state, body);
  else skipStatement(state, body);
}

function unknownWord(state: ParseState, body: number): number {
  const word = textAt(state, state.pos);
  const homes = homesOfKeyword(word).filter((home) => home !== body);
  const typo = homes.length > 0 ? undefined : nearestWord(word, keywordsOf(body));
  if (typo !== undefined) return misspelt(state, body, typo);
  const [code, message] = describe(state, body, homes);
  report(state, code, startOf(state, state.pos), endOf(state, state.pos), message);
  state.pos++;
  leaf(state, Node.skipped, 0, state.pos - 1, state.pos - 1);
  skipStatement(state, body);
  const cBlock = code === 'c-code' && kindAt(state, state.pos - 1) === Kind.close;
  if (cBlock && kindAt(state, state.pos) === Kind.semicolon) state.pos++;
  return -1;
}

function misspelt(state: ParseState, body: number, typo: string): number {
  const start = startOf(state, state.pos);
  const end = endOf(state, state.pos);
  const message = `${show(state, state.pos)} has no meaning ${inBody(body)}; did you mean \`${typo}\`?`;
  report(state, 'typo', start, end, message, `replace by \`${typo}\``, [{ start, end, newText: typo }]);
  return RULES.findIndex((rule) => rule.body === BODIES[body] && rule.keyword === typo);
}

function describe(
  state: ParseState,
  body: number,
  homes: readonly number[],
): readonly [code: string, message: string] {
  const word = show(state, state.pos);
  const text = textAt(state, state.pos);
  if (TABLE_NAMES.test(text) && body !== BODY_NUMBERS.driver) {
    return ['wrong-place', `${word} belongs in a \`driver\``];
  }
  if (has(body, Trait.tables) && /table$|^ids$/.test(text)) {
    return ['missing-block', `${word} needs a block: \`${text} { { … } }\``];
  }
  if (homes.length > 0) return ['wrong-place', `${word} stands ${placesOf(homes)}, not ${inBody(body)}`];
  if (C_WORDS.test(text)) return ['c-code', 'this is C; C prototypes stand in a `contract { … }`'];
  const hint = has(body, Trait.openFacts) ? '; a fact is `name = value;`' : '';
  return ['unknown-word', `${word} has no meaning ${inBody(body)}${hint}`];
}

/** ``in a `bus` or a `driver` or at the top level``: the first three of them. */
function placesOf(homes: readonly number[]): string {
  const nested = homes
    .filter((home) => home > 0)
    .slice(0, 3)
    .map(bodyName);
  const places = nested.length > 0 ? [`in ${nested.join(' or ')}`] : [];
  return [...places, ...(homes.includes(0) ? [inBody(0)] : [])].join(' or ');
}

/** After `extend`, `replace`: no statement that may stand there. @returns the rule that was probably meant, or -1 */
export function mistakenPrefix(state: ParseState, rule: Rule, body: number): number {
  const token = state.pos;
  const prefix = rule.pattern.prefix ?? 'extend';
  const words = keywordsOf(BODY_NUMBERS[prefix]);
  const typo = isWordKind(kindAt(state, token)) ? nearestWord(textAt(state, token), words) : undefined;
  const message = `after \`${rule.keyword}\` stands ${orList(words.map((word) => `\`${word}\``))}`;
  const missing = !isNameKind(kindAt(state, token));
  const at = missing ? token - 1 : token;
  const start = startOf(state, at);
  const end = endOf(state, at);
  if (typo === undefined) {
    report(state, 'expected-one-of', start, end, message);
    skipStatement(state, body);
    return -1;
  }
  report(state, 'expected-one-of', start, end, message, `replace by \`${typo}\``, [
    { start, end, newText: typo },
  ]);
  return RULES.findIndex((it) => it.body === prefix && it.keyword === typo);
}
