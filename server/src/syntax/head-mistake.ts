// The head of a statement: a fixed word, or one of several, is not there.
import { firstOfElement } from './first-set.ts';
import { badCharacter, beginsLine, formOf, nearestWord, orList, show } from './mistake.ts';
import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import { endOf, kindAt, leaf, report, startOf, textAt } from './parse-state.ts';
import type { Rule } from './pattern.ts';
import type { Program } from './program.ts';
import { isNameKind, isWordKind, Kind } from './token.ts';

/** The states that `expect` asks for. */
const STATES = ['bound', 'unbound', 'deferred', 'absent', 'waits'];

/** A fixed word is not here. @returns true if the head can be read on as if it were */
export function mistakenWord(
  state: ParseState,
  program: Program,
  pc: number,
  rule: Rule | undefined,
): boolean {
  const element = program.elements.get(pc);
  const word = element?.kind === 'word' ? element.word : '';
  const token = state.pos;
  if (rule?.keyword === 'driver' && word === 'on' && isBusSign(state)) return busSign(state, 'driver');
  if (kindAt(state, token) === Kind.bad) {
    badCharacter(state, token);
    return false;
  }
  if (rule?.keyword === 'expect' && word === '=') return mistakenState(state);
  if (rule && kindAt(state, token + 1) === program.code[pc + 1]) return passExtra(state, rule);
  if (
    isWordKind(kindAt(state, token)) &&
    !beginsLine(state, token) &&
    nearestWord(textAt(state, token), [word])
  ) {
    reportTypo(state, token, word);
    state.pos++;
    return true;
  }
  if (rule?.keyword === 'driver' && word === 'on') return missingBus(state, 'driver');
  if (word === 'struct') return missingStruct(state, rule);
  return missingWord(state, word, rule);
}

/** One token too many stands before the word. */
function passExtra(state: ParseState, rule: Rule): true {
  const start = startOf(state, state.pos);
  const end = endOf(state, state.pos);
  const message = `${show(state, state.pos)} is not expected here; the form is \`${formOf(rule)}\``;
  const title = `delete ${show(state, state.pos)}`;
  report(state, 'unexpected', start, end, message, title, [
    { start: endOf(state, state.pos - 1), end, newText: '' },
  ]);
  leaf(state, Node.skipped, 0, state.pos, state.pos);
  leaf(state, Node.word, 0, state.pos + 1, state.pos + 1);
  state.pos += 2;
  return true;
}

/** None of several choices begins here. */
export function mistakenChoice(
  state: ParseState,
  program: Program,
  pc: number,
  rule: Rule | undefined,
): false {
  const element = program.elements.get(pc);
  const token = state.pos;
  const words = element ? [...firstOfElement(element).words] : [];
  const typo = isWordKind(kindAt(state, token)) ? nearestWord(textAt(state, token), words) : undefined;
  if (rule?.keyword === 'device' && isBusSign(state)) return busSign(state, 'device');
  if (kindAt(state, token) === Kind.bad) badCharacter(state, token);
  else if (typo !== undefined) reportTypo(state, token, typo);
  else if (rule?.keyword === 'device') missingBus(state, 'device');
  else {
    const at = isBefore(state, token) ? token - 1 : token;
    const message = `expected ${orList(words.map((it) => `\`${it}\``))} after ${show(state, token - 1)}`;
    report(state, 'expected-one-of', startOf(state, at), endOf(state, at), message);
  }
  return false;
}

export function reportTypo(state: ParseState, token: number, word: string): void {
  const start = startOf(state, token);
  const end = endOf(state, token);
  const message = `expected \`${word}\`, found ${show(state, token)}`;
  report(state, 'typo', start, end, message, `replace by \`${word}\``, [{ start, end, newText: word }]);
}

/** Whether what is missing shows at the token before. */
function isBefore(state: ParseState, token: number): boolean {
  const kind = kindAt(state, token);
  return kind === Kind.semicolon || kind === Kind.open || kind === Kind.end || beginsLine(state, token);
}

/** After the device of an `expect`: a state is missing, misspelt or led by `is`. */
function mistakenState(state: ParseState): false {
  const token = state.pos - 1;
  const start = startOf(state, token);
  const end = endOf(state, token);
  const word = textAt(state, token);
  const typo = nearestWord(word, STATES);
  if (word === 'is') {
    const message = 'leave out `is`: `expect DEVICE bound DRIVER;`';
    report(state, 'filler', start, end, message, 'delete `is`', [
      { start, end: startOf(state, state.pos), newText: '' },
    ]);
  } else if (typo !== undefined) reportTypo(state, token, typo);
  else {
    const message =
      'expected `bound DRIVER`, `unbound`, `deferred`, `absent`, `waits` or `FACT = VALUE` after the device';
    report(state, 'expected-state', start, end, message);
  }
  return false;
}

/** `driver NAME` without `on`, `device NAME` without `on` or `of`. */
function missingBus(state: ParseState, keyword: 'driver' | 'device'): false {
  const token = state.pos - 1;
  const end = endOf(state, token);
  const name = textAt(state, token);
  const message =
    keyword === 'driver'
      ? `say on which bus the driver registers: \`driver ${name} on BUS\``
      : `say on which bus the device is: \`device ${name} on BUS\` (or \`of CLASS\`; \`on none\` for a device without a bus)`;
  report(state, `${keyword}-bus`, startOf(state, token), end, message, 'insert ` on …`', [
    { start: end, end, newText: isNamed(state) ? ' on' : ' on BUS' },
  ]);
  return false;
}

/** `device d : pci`, `device d = pci`: a sign stands where `on` belongs. */
function isBusSign(state: ParseState): boolean {
  return /^[:=@]$/.test(textAt(state, state.pos)) && isNameKind(kindAt(state, state.pos + 1));
}

function busSign(state: ParseState, keyword: 'driver' | 'device'): false {
  const sign = state.pos;
  const bus = textAt(state, sign + 1);
  const message = `the bus stands after \`on\`: \`${keyword} ${textAt(state, sign - 1)} on ${bus}\``;
  const title = `replace ${show(state, sign)} by \`on\``;
  report(state, `${keyword}-bus`, startOf(state, sign), endOf(state, sign), message, title, [
    { start: endOf(state, sign - 1), end: startOf(state, sign + 1), newText: ' on ' },
  ]);
  return false;
}

/** Whether the bus stands there and only the word before it is missing. */
function isNamed(state: ParseState): boolean {
  return isNameKind(kindAt(state, state.pos)) && !beginsLine(state, state.pos);
}

function missingStruct(state: ParseState, rule: Rule | undefined): boolean {
  const token = state.pos;
  const isName = isWordKind(kindAt(state, token));
  const at = isName ? token : token - 1;
  const keyword = rule?.keyword ?? '';
  const inBus = keyword === 'device' || keyword === 'driver';
  const message = inBus
    ? `in a bus, \`${keyword}\` names the C type: \`${keyword} struct NAME\``
    : `expected \`struct\` after ${show(state, token - 1)}`;
  const place = isName ? startOf(state, token) : endOf(state, at);
  report(state, 'expected-struct', startOf(state, at), endOf(state, at), message, 'insert `struct`', [
    { start: place, end: place, newText: isName ? 'struct ' : ' struct' },
  ]);
  return isName;
}

function missingWord(state: ParseState, word: string, rule: Rule | undefined): boolean {
  const token = state.pos;
  const before = isBefore(state, token);
  const at = before ? token - 1 : token;
  const form = rule ? `; the form is \`${formOf(rule)}\`` : '';
  const message = `expected \`${word}\` after ${show(state, token - 1)}${form}`;
  const place = before ? endOf(state, token - 1) : startOf(state, token);
  const newText = before ? ` ${word}` : `${word} `;
  report(state, 'expected-word', startOf(state, at), endOf(state, at), message, `insert \`${word}\``, [
    { start: place, end: place, newText },
  ]);
  return !before && isNameKind(kindAt(state, token));
}
