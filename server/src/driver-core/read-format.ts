// Reads a format backwards: the fields that a declared name says (`0000:00:19.0` → domain, bus, slot, fn).
// Where a name can be read in two ways: digits and `{parent}` take as much as they can, other texts as little
// (`mhi0_IP_HW0` is the channel IP_HW0 of mhi0), and a GUID is never cut.
import type { Format, Hole, Literal, PrintfLetter } from './format.ts';
import type { Scalar } from './topology.ts';

/** True if the field is a number, so that `{id}` reads digits only. */
export type IsNumber = (field: string) => boolean;

/**
 * The fields in `text`, or undefined if it does not have this shape. Holes with letters (`x`, `d` …) read their digits,
 * `{f}` reads digits if `isNumber` says so, else any text that is not empty.
 * Cost: at most parts · length², whatever the text is.
 */
export function readFormat(
  format: Format,
  text: string,
  isNumber: IsNumber,
): Readonly<Record<string, Scalar>> | undefined {
  if (text.length > LONGEST_NAME) return undefined;
  const found: Record<string, Scalar> = {};
  const dead = new Set<number>();
  const { parts } = format;
  const guids = guidsIn(text);
  const read = (index: number, at: number): boolean => {
    const part = parts[index];
    if (!part) return at === text.length;
    const state = index * (text.length + 1) + at;
    if (dead.has(state)) return false;
    const done = part.kind === 'literal' ? readLiteral(part, index, at) : readHole(part, index, at);
    if (!done) dead.add(state);
    return done;
  };
  const readLiteral = (part: Literal, index: number, at: number) =>
    text.startsWith(part.text, at) && read(index + 1, at + part.text.length);
  const readHole = (part: Hole, index: number, at: number) => {
    const shape = shapeOf(part, isNumber);
    for (const end of shape ? endsOfDigits(text, at, shape) : endsOfText(text, at, part.name, guids)) {
      if (!read(index + 1, end)) continue;
      found[part.name] = shape ? parseDigits(text.slice(at, end), shape.base) : text.slice(at, end);
      return true;
    }
    return false;
  };
  return read(0, 0) ? found : undefined;
}

/** The first format of a list that the text has the shape of. */
export function readName(
  formats: readonly Format[],
  text: string,
  isNumber: IsNumber,
): Readonly<Record<string, Scalar>> {
  for (const format of formats) {
    const found = readFormat(format, text, isNumber);
    if (found) return found;
  }
  return {};
}

/** No name in sysfs is longer (NAME_MAX). */
const LONGEST_NAME = 255;

interface Digits {
  readonly base: number;
  readonly digit: RegExp;
  readonly least: number;
}

const DECIMAL = /[0-9]/;
const BASES: Readonly<Record<Exclude<PrintfLetter, 's'>, { base: number; digit: RegExp }>> = {
  d: { base: 10, digit: DECIMAL },
  x: { base: 16, digit: /[0-9a-f]/ },
  X: { base: 16, digit: /[0-9A-F]/ },
  o: { base: 8, digit: /[0-7]/ },
  b: { base: 2, digit: /[01]/ },
};

function shapeOf(hole: Hole, isNumber: IsNumber): Digits | undefined {
  const { print } = hole;
  if (print.kind === 'printf' && print.letter !== 's')
    return { ...BASES[print.letter], least: print.zero ? Math.max(print.width, 1) : 1 };
  if (print.kind === 'plain' && (hole.name === 'n' || isNumber(hole.name)))
    return { base: 10, digit: DECIMAL, least: 1 };
  return undefined;
}

/** Where digits that begin at `at` may end: the longest run first. */
function* endsOfDigits(text: string, at: number, { digit, least }: Digits): Generator<number> {
  let end = at;
  while (end < text.length && digit.test(text.charAt(end))) end++;
  for (; end - at >= least; end--) yield end;
}

/** Where a text that begins at `at` may end, the likeliest first. */
function* endsOfText(text: string, at: number, name: string, guids: readonly Span[]): Generator<number> {
  const longestFirst = name === 'parent';
  const count = text.length - at;
  for (let i = 1; i <= count; i++) {
    const end = longestFirst ? text.length + 1 - i : at + i;
    if (!guids.some((guid) => guid.start < end && end < guid.end)) yield end;
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const GUID_LENGTH = 36;
const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

function guidsIn(text: string): readonly Span[] {
  if (text.length < GUID_LENGTH) return [];
  return Array.from(text.matchAll(GUID), ({ index }) => ({ start: index, end: index + GUID_LENGTH }));
}

function parseDigits(digits: string, base: number): Scalar {
  const value = Number.parseInt(digits, base);
  if (Number.isSafeInteger(value)) return value;
  const prefix = { 2: '0b', 8: '0o', 10: '', 16: '0x' }[base] ?? '';
  return BigInt(prefix + digits);
}
