// Values of fields: numbers up to u64 (bigint beyond 2^53), texts and lists. Equality, masks and bits without loss.
import type { Scalar, Value } from './topology.ts';

/** What a record holds itself: names are the user's, and `constructor` is no field of anything. */
export function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  const value = record[name];
  // Nothing inherits numbers and texts: only for the rest is the record asked whose it is.
  if (typeof value !== 'object' && typeof value !== 'function') return value;
  return Object.hasOwn(record, name) ? value : undefined;
}

/** The members of a list; a single value is a list of one. */
export function members(value: Value | undefined): readonly Scalar[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

export function isList(value: Value): value is readonly Scalar[] {
  return Array.isArray(value);
}

/** The value itself, or the first member of a list; undefined for an empty list. */
export function first(value: Value | undefined): Scalar | undefined {
  if (value === undefined) return undefined;
  return isList(value) ? value[0] : value;
}

export function isNumeric(value: Scalar): value is number | bigint {
  return typeof value !== 'string';
}

export function scalarEquals(left: Scalar, right: Scalar): boolean {
  if (left === right) return true;
  if (typeof left === typeof right || typeof left === 'string' || typeof right === 'string') return false;
  return BigInt(left) === BigInt(right);
}

/** Negative, zero or positive; undefined if they have no order (a text and a number, two texts). */
export function compareNumeric(left: Scalar, right: Scalar): number | undefined {
  if (typeof left === 'string' || typeof right === 'string') return undefined;
  if (left < right) return -1;
  return left > right ? 1 : 0;
}

/** `(left ^ right) & mask == 0`. */
export function equalsUnderMask(
  left: number | bigint,
  right: number | bigint,
  mask: number | bigint,
): boolean {
  if (isU32(left) && isU32(right) && isU32(mask)) return ((left ^ right) & mask) === 0;
  return ((BigInt(left) ^ BigInt(right)) & BigInt(mask)) === 0n;
}

export function masked(value: number | bigint, mask: number | bigint): number | bigint {
  if (isU32(value) && isU32(mask)) return (value & mask) >>> 0;
  return narrow(BigInt(value) & BigInt(mask));
}

/** Bits `high..low` of a value, shifted down. */
export function bitsOf(value: number | bigint, high: number, low: number): number | bigint {
  const width = high - low + 1;
  if (isU32(value) && high < 32) {
    const shifted = value >>> low;
    return width === 32 ? shifted : (shifted & (2 ** width - 1)) >>> 0;
  }
  return narrow((BigInt(value) >> BigInt(low)) & ((1n << BigInt(width)) - 1n));
}

/** As kernel source writes it: hexadecimal for numbers above 9. */
export function printValue(value: Value | undefined): string {
  if (value === undefined) return 'not set';
  if (isList(value)) return value.map(printValue).join(', ');
  if (typeof value === 'string') return `"${value}"`;
  return value > 9 ? `0x${value.toString(16)}` : String(value);
}

function isU32(value: number | bigint): value is number {
  return typeof value === 'number' && value >= 0 && value <= 0xffff_ffff;
}

function narrow(value: bigint): number | bigint {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}
