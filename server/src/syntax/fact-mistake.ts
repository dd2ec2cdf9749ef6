// Facts where they do not belong, facts that are statements, and facts without a value.
import { BODY_NUMBERS, has, KEYWORDS_OF, Trait } from './body-traits.ts';
import { FACTS } from './facts.ts';
import { bodyName, nearestWord, orList } from './mistake.ts';
import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import {
  closeNode,
  endOf,
  Frame,
  frame,
  kindAt,
  openNode,
  report,
  settleBraces,
  startOf,
  textAt,
} from './parse-state.ts';
import { BODIES, RULES } from './pattern.ts';
import { RULE_OF } from './program.ts';
import { openRow, readFact, readFlag } from './read-fact.ts';
import { skipStatement } from './recover.ts';
import { isNameKind, Kind } from './token.ts';
import { unquote } from './unescape.ts';

/** Fields that ids have: in a driver they mean its table. */
const ID_FIELDS = /^(vendor|device|subvendor|subdevice|idVendor|idProduct|compatible)$/;

/** At `name =`: whether it is no fact of this body. Bodies with fields of their own may have any. */
export function isMistakenFact(state: ParseState, body: number): boolean {
  if (has(body, Trait.openFacts) && body !== BODY_NUMBERS.driver && body !== BODY_NUMBERS.kernel)
    return false;
  const name = nameOf(state);
  if (body === BODY_NUMBERS.driver) return isMistakenInDriver(state, name);
  if (body === BODY_NUMBERS.kernel && name.startsWith('CONFIG_')) return false;
  return !Object.hasOwn(FACTS[BODIES[body] ?? 'file'].facts, name);
}

function nameOf(state: ParseState): string {
  const text = textAt(state, state.pos);
  return kindAt(state, state.pos) === Kind.text ? unquote(text) : text;
}

function isMistakenInDriver(state: ParseState, name: string): boolean {
  if (ID_FIELDS.test(name)) return true;
  const rule = RULE_OF[(BODY_NUMBERS.driver << 8) | kindAt(state, state.pos)] ?? 0;
  return rule !== 0 && name !== 'remove';
}

/** Reads it nevertheless, or passes over it; reports one error. */
export function mistakenFact(state: ParseState, body: number): void {
  const name = nameOf(state);
  const isKeyword = (RULE_OF[(body << 8) | kindAt(state, state.pos)] ?? 0) !== 0;
  if (body === BODY_NUMBERS.rows) looseRow(state);
  else if (body === BODY_NUMBERS.driver && ID_FIELDS.test(name)) idsInDriver(state, name);
  else if (isKeyword) statementForm(state, name, body);
  else if (name === 'since' && isVersioned(body)) sinceAsFact(state, body);
  else unknownFact(state, name, body);
}

function isVersioned(body: number): boolean {
  return body === BODY_NUMBERS.bus || body === BODY_NUMBERS.class || body === BODY_NUMBERS.driver;
}

/** Fields directly in a table: the braces of one row are missing, or only its `{`. */
export function looseRow(state: ParseState): void {
  const first = state.pos;
  if (state.unbalanced && state.net < 0) {
    const start = startOf(state, first);
    const end = endOf(state, first);
    report(state, 'missing-open', start, end, 'the `{` of this row is missing', 'insert `{ `', [
      { start, end: start, newText: '{ ' },
    ]);
    settleBraces(state, 1);
    openRow(state, first);
    return;
  }
  const node = openNode(state, Node.row, 0, first);
  while (isLooseField(state)) {
    if (kindAt(state, state.pos + 1) === Kind.equals) readFact(state, BODY_NUMBERS.row);
    else readFlag(state, BODY_NUMBERS.row);
  }
  closeNode(state, node);
  const start = startOf(state, first);
  const end = endOf(state, state.pos - 1);
  const row = `{ ${state.text.slice(start, end).replace(/\s+/g, ' ')} }`;
  const message = 'each row of a table has braces of its own';
  report(state, 'row-braces', start, end, message, `write \`${row}\``, [{ start, end, newText: row }]);
}

function isLooseField(state: ParseState): boolean {
  const next = kindAt(state, state.pos + 1);
  return isNameKind(kindAt(state, state.pos)) && (next === Kind.equals || next === Kind.semicolon);
}

/** What a driver matches stands in a table: all such facts in a row are moved at once. */
function idsInDriver(state: ParseState, name: string): void {
  const first = state.pos;
  const at = state.errors.length;
  const table = name === 'compatible' ? 'of_match_table' : 'id_table';
  const form = name === 'compatible' ? 'of_match_table "…";' : 'id_table { { … } }';
  const message = `\`${name}\` is no fact of a driver; what a driver matches stands in its table: \`${form}\``;
  const start = startOf(state, first);
  report(state, 'ids-in-driver', start, endOf(state, first), message, `move into \`${table}\``);
  while (isIdFact(state, name === 'compatible')) readFact(state, BODY_NUMBERS.driver);
  const end = endOf(state, state.pos - 1);
  const text = state.text.slice(start, end);
  const newText =
    name === 'compatible' ? text.replace(/^\S+\s*=\s*/, 'of_match_table ') : `id_table { { ${text} } }`;
  const error = state.errors[at];
  if (error?.fix) {
    state.errors[at] = { ...error, fix: { title: error.fix.title, edits: [{ start, end, newText }] } };
  }
}

function isIdFact(state: ParseState, compatible: boolean): boolean {
  if (kindAt(state, state.pos + 1) !== Kind.equals) return false;
  const name = textAt(state, state.pos);
  return ID_FIELDS.test(name) && (name === 'compatible') === compatible;
}

function statementForm(state: ParseState, name: string, body: number): void {
  const start = startOf(state, state.pos);
  const equals = startOf(state, state.pos + 1);
  const value = startOf(state, state.pos + 2);
  const message = `\`${name}\` is a statement: it is written without \`=\``;
  report(state, 'statement-form', start, endOf(state, state.pos), message, 'delete `=`', [
    { start: equals, end: value, newText: '' },
  ]);
  skipStatement(state, body);
}

function sinceAsFact(state: ParseState, body: number): void {
  const token = state.pos;
  const start = startOf(state, token);
  const version = textAt(state, token + 2);
  const keyword = BODIES[body] ?? '';
  const message = `a version stands at the end of a head: \`${keyword} … since ${version} { … }\``;
  const open = openOfBlock(state);
  const insert = endOf(state, open - 1);
  const end = endOf(state, kindAt(state, token + 3) === Kind.semicolon ? token + 3 : token + 2);
  const title = `move \`since ${version}\` before the \`{\``;
  report(state, 'since-tail', start, endOf(state, token), message, title, [
    { start: insert, end: insert, newText: ` since ${version}` },
    { start: endOf(state, token - 1), end, newText: '' },
  ]);
  skipStatement(state, body);
}

/** The `{` of the innermost block. */
function openOfBlock(state: ParseState): number {
  let token = frame(state, Frame.head);
  while (kindAt(state, token) !== Kind.open && kindAt(state, token) !== Kind.end) token++;
  return token;
}

function unknownFact(state: ParseState, name: string, body: number): void {
  const start = startOf(state, state.pos);
  const end = endOf(state, state.pos);
  const known = Object.keys(FACTS[BODIES[body] ?? 'file'].facts);
  const typo = nearestWord(name, known);
  const homes = homesOfFact(name, body);
  const where = bodyName(body);
  if (typo !== undefined) {
    const message = `${where} has no fact \`${name}\`; did you mean \`${typo}\`?`;
    report(state, 'typo', start, end, message, `replace by \`${typo}\``, [{ start, end, newText: typo }]);
    readFact(state, body);
    return;
  }
  if (known.length === 0) report(state, 'no-facts-here', start, end, `${where} has no facts`);
  else if (homes.length > 0) {
    const message = `\`${name}\` is a fact of ${homes.slice(0, 2).map(bodyName).join(' or ')}, not of ${where}`;
    report(state, 'fact-place', start, end, message);
  } else {
    const words = orList(known.map((it) => `\`${it}\``));
    report(state, 'unknown-fact', start, end, `${where} has no fact \`${name}\`; it has ${words}`);
  }
  skipFacts(state, body);
}

/** Where there are no facts at all, all that follow are passed over with the first. */
function skipFacts(state: ParseState, body: number): void {
  skipStatement(state, body);
  if (has(body, Trait.facts)) return;
  while (isNameKind(kindAt(state, state.pos)) && kindAt(state, state.pos + 1) === Kind.equals) {
    skipStatement(state, body);
  }
}

function homesOfFact(name: string, body: number): number[] {
  return BODIES.flatMap((it, number) =>
    number !== body && Object.hasOwn(FACTS[it].facts, name) ? [number] : [],
  );
}

/** At `name value`: whether a `=` is missing between them. */
export function isEqualsMissing(state: ParseState, body: number): boolean {
  if (!has(body, Trait.facts)) return false;
  const next = kindAt(state, state.pos + 1);
  const after = kindAt(state, state.pos + 2);
  if (!isNameKind(next)) return false;
  if ((next === Kind.text || next === Kind.number) && after === Kind.semicolon) return true;
  const known = Object.hasOwn(FACTS[BODIES[body] ?? 'file'].facts, textAt(state, state.pos));
  return known && (after === Kind.semicolon || after === Kind.comma);
}

export function missingEquals(state: ParseState, body: number): void {
  const name = textAt(state, state.pos);
  const start = endOf(state, state.pos);
  const known = Object.hasOwn(FACTS[BODIES[body] ?? 'file'].facts, name);
  const message = known
    ? `\`${name}\` is a fact: \`=\` is missing before its value`
    : `\`=\` is missing between \`${name}\` and its value`;
  report(state, 'missing-equals', start, startOf(state, state.pos + 1), message, 'insert `=`', [
    { start, end: start, newText: ' =' },
  ]);
  readFact(state, body, 1);
}

/** The words that may begin a statement of a body. */
export function keywordsOf(body: number): readonly string[] {
  return KEYWORDS_OF[BODIES[body] ?? 'file'];
}

/** The bodies that have a keyword. */
export function homesOfKeyword(word: string): number[] {
  return BODIES.flatMap((it, number) =>
    RULES.some((rule) => rule.body === it && rule.keyword === word) ? [number] : [],
  );
}
