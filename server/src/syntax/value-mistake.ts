// Values and conditions as C, the shell and other languages write them.

import { VENDOR_IDS } from './c-table.ts';
import { badCharacter, beginsLine, show } from './mistake.ts';
import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import { endOf, kindAt, leaf, report, startOf, textAt } from './parse-state.ts';
import { badNumber } from './slot-mistake.ts';
import { isWordKind, Kind } from './token.ts';

/** Prefixes of constants that kernel headers define and drivers paste. */
const C_CONSTANT = /^(PCI|USB|HID|VIRTIO|SDIO|MDIO|ACPI|I2C|SPI)_[A-Z0-9_]+$/;

/** A value was taken that is a word: is it one from C, or a number written wrong? Always true: it is read as a value. */
export function checkWordValue(state: ParseState, token: number): boolean {
  const first = state.text.charCodeAt(startOf(state, token));
  if (kindAt(state, state.pos) === Kind.paren) return callValue(state, token);
  if (first >= 97 || state.pos !== token + 1) return true;
  const text = textAt(state, token);
  const start = startOf(state, token);
  const end = start + text.length;
  if (/^(.*_)?ANY(_ID)?$/.test(text)) {
    report(state, 'any', start, end, 'the wildcard is written `any`', 'replace by `any`', [
      { start, end, newText: 'any' },
    ]);
  } else if (C_CONSTANT.test(text)) {
    const value = VENDOR_IDS[text];
    const message = `\`${text}\` is a C constant; its value stands here`;
    if (value === undefined) report(state, 'c-constant', start, end, message);
    else {
      report(state, 'c-constant', start, end, message, `replace by \`${value}\``, [
        { start, end, newText: value },
      ]);
    }
  } else if (/^0[xXbB]/.test(text) || (HEX.test(text) && !isText(state, token))) {
    badNumber(state, token);
  }
  return true;
}

const HEX = /^[0-9]+[a-fA-F][0-9a-fA-F]*$/;

/** In the list of a table and as a `name` it is a text: `id_table 24c02, 24c04;` (a table of numbers says so when it is linked). */
function isText(state: ParseState, token: number): boolean {
  let before = token - 1;
  while (kindAt(state, before) === Kind.comma) before -= 2;
  if (kindAt(state, before) === Kind.equals) return textAt(state, before - 1) === 'name';
  return isWordKind(kindAt(state, before));
}

/** `FIELD_PREP(0xff, 2)`: its tokens are passed over. */
function callValue(state: ParseState, token: number): boolean {
  let depth = 0;
  const from = state.pos;
  for (; kindAt(state, state.pos) !== Kind.end; state.pos++) {
    const kind = kindAt(state, state.pos);
    if (kind === Kind.paren) depth++;
    if (kind === Kind.parenClose && --depth === 0) break;
    if (kind === Kind.semicolon || kind === Kind.open || kind === Kind.close) break;
  }
  if (kindAt(state, state.pos) === Kind.parenClose) state.pos++;
  leaf(state, Node.skipped, 0, from, state.pos - 1);
  const message = 'values are plain: a number, a name, a text or `any`; no C expressions';
  report(state, 'c-expression', startOf(state, token), endOf(state, state.pos - 1), message);
  return true;
}

/** No value begins here. @returns true if a `*` was read as the wildcard */
export function mistakenValue(state: ParseState, label: number): boolean {
  const token = state.pos;
  const start = startOf(state, token);
  const kind = kindAt(state, token);
  if (kind === Kind.star) {
    report(state, 'any', start, start + 1, 'the wildcard is written `any`', 'replace by `any`', [
      { start, end: start + 1, newText: 'any' },
    ]);
    leaf(state, Node.value, label, token, token);
    state.pos++;
    return true;
  }
  if (kind === Kind.bad) {
    badCharacter(state, token);
    if (textAt(state, token) !== '-' || !isWordKind(kindAt(state, token + 1))) return false;
    state.pos++;
    leaf(state, Node.value, label, token + 1, token + 1);
    state.pos++;
    return true;
  }
  if (kind === Kind.paren) return callValue(state, token);
  const before = beginsLine(state, token) || kind === Kind.semicolon || kind === Kind.end;
  const at = before ? token - 1 : token;
  const message = `a value is missing after ${show(state, token - 1)}`;
  report(state, 'missing-value', startOf(state, at), endOf(state, at), message);
  return false;
}

/** `a/` without a further name: the `/` is passed over. */
export function missingPart(state: ParseState): void {
  const start = startOf(state, state.pos);
  report(state, 'missing-ref', start, start + 1, 'a name is missing after `/`');
  state.pos++;
}

export function mistakenTest(state: ParseState): false {
  const token = state.pos;
  if (kindAt(state, token) === Kind.bad) badCharacter(state, token);
  else {
    const before = beginsLine(state, token) || kindAt(state, token) <= Kind.semicolon;
    const at = before ? token - 1 : token;
    const message = `expected a condition such as \`revision < 2\` after ${show(state, token - 1)}`;
    report(state, 'missing-condition', startOf(state, at), endOf(state, at), message);
  }
  return false;
}

export function singleEquals(state: ParseState): void {
  const start = startOf(state, state.pos);
  const message = 'after `when`, values are compared with `==`';
  report(state, 'compare', start, start + 1, message, 'replace `=` by `==`', [
    { start, end: start + 1, newText: '==' },
  ]);
}

export function noOr(state: ParseState): false {
  const start = startOf(state, state.pos);
  const message = 'there is no `or`; write the statement once for each case';
  report(state, 'no-or', start, start + 2, message);
  return false;
}
