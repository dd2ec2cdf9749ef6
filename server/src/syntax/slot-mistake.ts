// What to say when a slot has no token that fits, or one of a wrong spelling.
import type { Slot } from './grammar.ts';
import { keywordOfHead } from './head.ts';
import { badCharacter, beginsLine, show } from './mistake.ts';
import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import { endOf, kindAt, leaf, report, startOf, textAt } from './parse-state.ts';
import { FIRST_KEYWORD, isWordKind, Kind } from './token.ts';

/** What stands in a slot, in words. */
const SLOT_NAMES: Readonly<Record<Slot, string>> = {
  Name: 'a name',
  Ref: 'a device, driver or module name',
  Text: 'a quoted text',
  Number: 'a number',
  Version: 'a kernel version such as 6.12',
  Code: 'the code of a finding such as MK-13',
  Errno: 'an error name such as ENODEV',
  Value: 'a value',
  Duration: 'a duration such as 10s or 250ms',
  Path: 'a field',
  Decl: 'a field name',
  Event: 'probe, remove, suspend, resume, shutdown, add or load',
  Condition: 'a condition such as `revision < 2`',
};

const CODES: Partial<Record<Slot, string>> = { Text: 'missing-str', Number: 'missing-num' };

/** @returns true if a minus was passed over and the word behind it may be read */
export function missingSlot(state: ParseState, slot: Slot): false {
  const token = state.pos;
  if (textAt(state, token) === ':') extraColon(state, token);
  else if (kindAt(state, token) === Kind.bad) badCharacter(state, token);
  else {
    const at = isPlaceBefore(state, token) ? token - 1 : token;
    const code = CODES[slot] ?? `missing-${slot.toLowerCase()}`;
    report(state, code, startOf(state, at), endOf(state, at), missingMessage(state, slot));
  }
  return false;
}

/** `on: pci`: no value is set here, a name follows its word. */
function extraColon(state: ParseState, token: number): void {
  const start = startOf(state, token);
  const message = `no \`:\` stands after ${show(state, token - 1)}`;
  report(state, 'colon', start, start + 1, message, 'delete `:`', [
    { start: endOf(state, token - 1), end: start + 1, newText: '' },
  ]);
}

/** Whether the mistake shows at the token before: nothing that could have been meant stands here. */
function isPlaceBefore(state: ParseState, token: number): boolean {
  switch (kindAt(state, token)) {
    case Kind.semicolon:
    case Kind.open:
    case Kind.close:
    case Kind.end:
    case Kind.comma:
    case Kind.equals:
      return true;
    default:
      return kindAt(state, token) >= FIRST_KEYWORD || beginsLine(state, token);
  }
}

function missingMessage(state: ParseState, slot: Slot): string {
  const keyword = keywordOfHead(state);
  const before = state.pos - 1;
  const first = textAt(state, before) === keyword;
  const after = show(state, before);
  switch (slot) {
    case 'Name':
      return `\`${keyword}\` needs ${first ? 'a name' : `a name after ${after}`}`;
    case 'Ref':
    case 'Decl':
      return `\`${keyword}\` needs ${SLOT_NAMES[slot]}`;
    case 'Code':
      return `expected ${SLOT_NAMES.Code}`;
    case 'Text':
      if (keyword === 'allow') return `say why: \`allow ${textAt(state, before)} "reason";\``;
      if (keyword === 'import') return 'say which file: `import "FILE.topo";`';
      return `expected ${SLOT_NAMES.Text} after ${after}`;
    default:
      return `expected ${SLOT_NAMES[slot]} after ${after}`;
  }
}

/** A word where a text belongs. @returns false if there is none on this line */
export function needsQuotes(state: ParseState): boolean {
  const token = state.pos;
  if (!isWordKind(kindAt(state, token)) || beginsLine(state, token)) return false;
  const keyword = keywordOfHead(state);
  const what = keyword === 'allow' ? 'the reason' : keyword === 'import' ? 'the file' : 'this';
  const start = startOf(state, token);
  const end = endOf(state, token);
  const quoted = `"${state.text.slice(start, end)}"`;
  report(state, 'needs-quotes', start, end, `${what} stands in quotes`, `replace by \`${quoted}\``, [
    { start, end, newText: quoted },
  ]);
  return true;
}

/** A word that was meant as a number. */
export function badNumber(state: ParseState, token: number): void {
  const text = textAt(state, token);
  const start = startOf(state, token);
  const end = start + text.length;
  const digits = text.slice(2);
  if (/^0[xX]/.test(text) && digits !== '') {
    const at = start + 2 + digits.search(/[^0-9a-fA-F_]/);
    report(state, 'number', at, at + 1, `\`${state.text.charAt(at)}\` is not a hexadecimal digit`);
  } else if (/^0[xXbB]$/.test(text)) {
    report(state, 'number', start, end, `the digits after \`${text}\` are missing`);
  } else if (/^0[bB]/.test(text) && /^[01_]*[2-9]/.test(digits)) {
    const at = start + 2 + digits.search(/[^01_]/);
    report(state, 'number', at, at + 1, `\`${state.text.charAt(at)}\` is not a binary digit`);
  } else if (/^[0-9a-fA-F]+$/.test(text)) {
    const message = `\`${text}\` is not a number; a hexadecimal number begins with 0x`;
    report(state, 'number-hex', start, end, message, `replace by \`0x${text}\``, [
      { start, end, newText: `0x${text}` },
    ]);
  } else report(state, 'number', start, end, `expected a number, found \`${text}\``);
}

export function badErrno(state: ParseState): void {
  const token = state.pos;
  const message = `expected ${SLOT_NAMES.Errno}, found ${show(state, token)}`;
  report(state, 'errno', startOf(state, token), endOf(state, token), message);
}

/** A number without its unit, or with a fraction. @returns false if it is neither */
export function badDuration(state: ParseState): boolean {
  const token = state.pos;
  const start = startOf(state, token);
  const end = endOf(state, token);
  const text = state.text.slice(start, end);
  if (kindAt(state, token) === Kind.number) {
    const unit = isWordKind(kindAt(state, token + 1)) ? textAt(state, token + 1) : undefined;
    const right = text + (unit ?? 's');
    const title = unit === undefined ? `replace by \`${right}\`` : `write \`${right}\` without a space`;
    const to = unit === undefined ? end : endOf(state, token + 1);
    const message = 'a duration needs its unit: us, ms, s or min';
    report(state, 'unit', start, end, message, title, [{ start, end: to, newText: right }]);
    return true;
  }
  if (!/^\d+\.\d+(us|ms|s|min)$/.test(text)) return false;
  report(state, 'unit', start, end, 'durations are whole numbers; use a smaller unit');
  return true;
}

/** A word that stands before the slot's own: passed over. */
export function extraWord(state: ParseState): void {
  const start = startOf(state, state.pos);
  const next = startOf(state, state.pos + 1);
  const word = show(state, state.pos);
  report(
    state,
    'unexpected',
    start,
    endOf(state, state.pos),
    `${word} is not expected here`,
    `delete ${word}`,
    [{ start, end: next, newText: '' }],
  );
  leaf(state, Node.skipped, 0, state.pos, state.pos);
  state.pos++;
}

export function openBracket(state: ParseState): void {
  const at = endOf(state, state.pos - 1);
  const start = startOf(state, state.pos - 1);
  report(state, 'bracket', start, at, '`]` is missing', 'insert `]`', [{ start: at, end: at, newText: ']' }]);
  while (isInBrackets(kindAt(state, state.pos))) state.pos++;
}

function isInBrackets(kind: number): boolean {
  return kind === Kind.bracket || kind === Kind.bracketClose || kind === Kind.number;
}
