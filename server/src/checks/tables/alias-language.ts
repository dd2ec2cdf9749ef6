// Patterns and formats as languages: whether any text that a device may announce fits a written module alias, and the alias in the
// letter case in which one would. Source: glibc's fnmatch as kmod calls it (KM-7), the printf letters of modalias formats.

import type { Format, Hole } from '../../driver-core/format.ts';
import { bracketEnd, fnmatch } from '../../driver-core/kmod/fnmatch.ts';
import { normalizeAlias } from '../../driver-core/kmod/normalize-alias.ts';

/** One character of a set of ASCII characters, or any number of them. */
interface Part {
  /** Bit n: the character of code n. */
  readonly set: bigint;
  readonly star: boolean;
  /** As written, of a pattern. */
  readonly text: string;
}

/** ASCII: nothing else stands in a modalias. */
const CODES = 128;

const ANY = setOf(/./s);
const UPPER_HEX = setOf(/[0-9A-F]/);
const LOWER_HEX = setOf(/[0-9a-f]/);
const DECIMAL = setOf(/[0-9]/);
const OCTAL = setOf(/[0-7]/);
const BINARY = setOf(/[01]/);
const UPPER = setOf(/[A-Z]/);
const LOWER = setOf(/[a-z]/);
const NOT_LOWER = setOf(/[^a-z]/);
const NOT_UPPER = setOf(/[^A-Z]/);

/** What every text of the format begins with: up to the colon, or all that stands before the first field. */
export function schemeOf({ parts }: Format): string {
  const [first] = parts;
  const lead = first?.kind === 'literal' ? first.text : '';
  return normalizeAlias(lead.slice(0, lead.indexOf(':') + 1) || lead) ?? '';
}

/** Whether kmod finds the alias for a text of the format. */
export function fitsFormat(alias: string, format: Format): boolean {
  return meet(partsOf(alias), partsOfFormat(format)) !== undefined;
}

/** The alias in the letter case in which it fits; undefined: in none. */
export function inCaseOf(alias: string, format: Format): string | undefined {
  return meet(
    partsOf(alias).map((it) => ({ ...it, set: bothCases(it.set) })),
    partsOfFormat(format),
  )?.text;
}

/** A pattern of kmod, element by element. */
function partsOf(alias: string): readonly Part[] {
  const acc: Part[] = [];
  for (let at = 0; at < alias.length; ) {
    const end = elementEnd(alias, at);
    const text = alias.slice(at, end);
    acc.push(text === '*' ? { set: ANY, star: true, text } : { set: setOfElement(text), star: false, text });
    at = end;
  }
  return acc;
}

function elementEnd(alias: string, at: number): number {
  const char = alias.charAt(at);
  if (char === '[') return bracketEnd(alias, at) ?? at + 1;
  return char === '\\' ? Math.min(at + 2, alias.length) : at + 1;
}

function setOfElement(element: string): bigint {
  if (element.length === 1 && !'?['.includes(element)) return setOfChar(element);
  let set = 0n;
  for (let it = 0; it < CODES; it++) if (fnmatch(element, String.fromCharCode(it))) set |= 1n << BigInt(it);
  return set;
}

/** kmod folds the hyphen (KM-4). */
function setOfChar(char: string): bigint {
  const code = (char === '-' ? '_' : char).charCodeAt(0);
  return code < CODES ? 1n << BigInt(code) : 0n;
}

/** Formats are few and asked for every alias. */
const formatParts = new WeakMap<Format, readonly Part[]>();

function partsOfFormat(format: Format): readonly Part[] {
  const known = formatParts.get(format) ?? readFormatParts(format);
  formatParts.set(format, known);
  return known;
}

/** A `*` at the end of a modalias belongs to the alias of a row only. */
function readFormatParts({ parts }: Format): readonly Part[] {
  return parts.flatMap((part, index) => {
    if (part.kind === 'hole') return partsOfHole(part);
    const text = index === parts.length - 1 ? part.text.replace(/\*$/, '') : part.text;
    return [...text].map((char) => one(setOfChar(char)));
  });
}

function partsOfHole({ print }: Hole): readonly Part[] {
  switch (print.kind) {
    case 'printf':
      return digits(DIGITS[print.letter], print);
    case 'bytes':
      return Array.from({ length: 32 }, () => one(LOWER_HEX));
    case 'upper':
      return [many(NOT_LOWER)];
    case 'lower':
      return [many(NOT_UPPER)];
    default:
      return [many(ANY)];
  }
}

const DIGITS = { d: DECIMAL, x: LOWER_HEX, X: UPPER_HEX, o: OCTAL, b: BINARY, s: ANY };

/** A field is as wide as its hexadecimal digits; a decimal number may grow beyond its width. */
function digits(
  set: bigint,
  print: { readonly width: number; readonly zero: boolean; readonly letter: string },
): readonly Part[] {
  const isExact = print.zero && print.letter !== 'd';
  const least = Array.from({ length: print.zero ? print.width : 0 }, () => one(set));
  return isExact ? least : [...least, many(set)];
}

const one = (set: bigint): Part => ({ set, star: false, text: '' });
const many = (set: bigint): Part => ({ set, star: true, text: '' });

/** A pattern in the letters of a format, and how many of them are not as they were written. */
interface Met {
  readonly text: string;
  readonly changed: number;
}

/**
 * The pattern in the letters of a text that fits both, with the fewest changed; undefined: no text fits both. Each pair of places is
 * looked at once.
 */
function meet(pattern: readonly Part[], format: readonly Part[]): Met | undefined {
  const known = new Map<number, Met | undefined>();
  const walk = (i: number, j: number): Met | undefined => {
    const a = pattern[i];
    const b = format[j];
    if (!a && !b) return NOTHING;
    const pair = i * (format.length + 1) + j;
    if (known.has(pair)) return known.get(pair);
    const found = step(a, b, i, j);
    known.set(pair, found);
    return found;
  };
  const step = (a: Part | undefined, b: Part | undefined, i: number, j: number): Met | undefined => {
    if (a?.star) return fewer(behind(a.text, a.text, walk(i + 1, j)), b && walk(i, j + 1));
    const fits = a && b && (a.set & b.set) !== 0n;
    const taken = fits ? behind(inLettersOf(a, b), a.text, walk(i + 1, b.star ? j : j + 1)) : undefined;
    return b?.star ? fewer(walk(i, j + 1), taken) : taken;
  };
  return walk(0, 0);
}

const NOTHING: Met = { text: '', changed: 0 };

function fewer(a: Met | undefined, b: Met | undefined): Met | undefined {
  if (!a || !b) return a ?? b;
  return b.changed < a.changed ? b : a;
}

function behind(text: string, written: string, rest: Met | undefined): Met | undefined {
  return rest && { text: text + rest.text, changed: rest.changed + (text === written ? 0 : 1) };
}

function inLettersOf({ text }: Part, { set }: Part): string {
  const cased = [text, text.toUpperCase(), text.toLowerCase()];
  return cased.find((it) => (setOfElement(it) & set) !== 0n) ?? text;
}

function setOf(pattern: RegExp): bigint {
  let set = 0n;
  for (let code = 0; code < CODES; code++)
    if (pattern.test(String.fromCharCode(code))) set |= 1n << BigInt(code);
  return set;
}

const DISTANCE = 32n;

function bothCases(set: bigint): bigint {
  return set | ((set & UPPER) << DISTANCE) | ((set & LOWER) >> DISTANCE);
}
