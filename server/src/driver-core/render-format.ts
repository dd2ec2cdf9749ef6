// Renders a format with the values of a device. Never guesses: a needed value that is not set makes the whole undefined.
// Rows of a match table have wildcards and masks; their renderer is alias.ts.
import { assertNever } from '../base/assert-never.ts';
import type { Format, Hole, HolePrint, PrintfLetter } from './format.ts';
import { guidBytes } from './guid.ts';
import type { Scalar, Value } from './topology.ts';
import { bitsOf, first, members } from './value.ts';

/** The value of a hole's name; undefined: not set. */
export type HoleLookup = (name: string) => Value | undefined;

/** The text, or undefined if a needed field is not set or of the wrong kind (a text where digits are printed). */
export function renderFormat(format: Format, lookup: HoleLookup): string | undefined {
  let text = '';
  for (const part of format.parts) {
    if (part.kind === 'literal') text += part.text;
    else {
      const rendered = renderHole(part, lookup(part.name));
      if (rendered === undefined) return undefined;
      text += rendered;
    }
  }
  return text;
}

/** One hole with its value. */
export function renderHole(hole: Hole, value: Value | undefined): string | undefined {
  const { print } = hole;
  if (print.kind === 'or') return value === undefined ? print.text : renderScalar(first(value));
  if (value === undefined) return undefined;
  if (print.kind === 'each') {
    const all = members(value);
    if (all.length === 0) return undefined;
    return all.map((member) => print.before + oneWord(String(member)) + print.behind).join('');
  }
  const one = first(value);
  if (one === undefined) return undefined;
  if (hole.bits && typeof one !== 'string')
    return printScalar(print, bitsOf(one, hole.bits.high, hole.bits.low));
  return printScalar(print, one);
}

/** A number as printf prints it; `s` prints a text. */
function printNumber(value: number | bigint, letter: PrintfLetter, width: number, pad: ' ' | '0'): string {
  return paddedHex(value, letter, width, pad) ?? digitsOf(value, letter).padStart(width, pad);
}

const LOWER = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const UPPER = LOWER.map((digits) => digits.toUpperCase());

/** `%08X` and its like, byte by byte: an alias is made of them. Undefined: anything else. */
function paddedHex(
  value: number | bigint,
  letter: PrintfLetter,
  width: number,
  pad: ' ' | '0',
): string | undefined {
  const isHex = (letter === 'X' || letter === 'x') && pad === '0' && width % 2 === 0 && width <= 8;
  if (!isHex || typeof value !== 'number' || !(value >= 0 && value < 16 ** width)) return undefined;
  const bytes = letter === 'X' ? UPPER : LOWER;
  let text = '';
  for (let shift = width * 4 - 8; shift >= 0; shift -= 8) text += bytes[(value >>> shift) & 0xff] ?? '';
  return text;
}

function printScalar(
  print: Exclude<HolePrint, { kind: 'or' } | { kind: 'each' }>,
  value: Scalar,
): string | undefined {
  switch (print.kind) {
    case 'plain':
      return renderScalar(value);
    case 'printf':
      if (typeof value !== 'string')
        return printNumber(value, print.letter, print.width, print.zero ? '0' : ' ');
      return print.letter === 's' ? value.padStart(print.width) : undefined;
    case 'bcd':
      return typeof value === 'string' ? undefined : printNumber(value, 'X', 4, '0');
    case 'digits':
      return typeof value === 'string' ? undefined : printNumber(value, print.letter, print.width, '0');
    case 'after': {
      const text = String(value);
      const place = text.indexOf(print.separator);
      return place < 0 ? text : text.slice(place + print.separator.length);
    }
    case 'upper':
      return String(value).toUpperCase();
    case 'lower':
      return String(value).toLowerCase();
    case 'bytes':
      return guidBytes(String(value));
    default:
      return assertNever(print);
  }
}

function digitsOf(value: number | bigint, letter: PrintfLetter): string {
  switch (letter) {
    case 'd':
    case 's':
      return value.toString(10);
    case 'x':
      return value.toString(16);
    case 'X':
      return value.toString(16).toUpperCase();
    case 'o':
      return value.toString(8);
    case 'b':
      return value.toString(2);
    default:
      return assertNever(letter);
  }
}

function renderScalar(value: Scalar | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** Spaces of firmware strings become `_` in aliases (MA-5, scripts/mod/file2alias.c:do_of_entry_multi). */
export function oneWord(text: string): string {
  return text.replaceAll(' ', '_');
}
