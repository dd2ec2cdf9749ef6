// Rows as sets of devices: whether one row takes all that another takes, and whether both take the same. Fields that a mechanism
// compares (ACPI ids, PNP digits …) only count as equal or not.
import { comparable, endsTable, isWild, rawValue } from '../../driver-core/id-table.ts';
import type { MatchTable, Row, TableField } from '../../driver-core/topology.ts';
import {
  compareNumeric,
  first,
  isNumeric,
  masked,
  printValue,
  scalarEquals,
} from '../../driver-core/value.ts';

/** The rows that the kernel looks at: those before one that ends the table (MK-2). */
export function walked(table: MatchTable, rows: readonly Row[]): readonly Row[] {
  const end = rows.findIndex((row) => endsTable(table, row));
  return end < 0 ? rows : rows.slice(0, end);
}

/** Every device that fits `inner` also fits `outer`. */
export function covers(table: MatchTable, outer: Row, inner: Row): boolean {
  return table.fields.every((field) => !field.compared || fieldCovers(table, field, outer, inner));
}

/** No field of it is compared: it takes every device of the bus. */
export function takesAll(table: MatchTable, row: Row): boolean {
  return table.fields.every((field) => !field.compared || isFree(table, field, row));
}

/** A wildcard, or a field under a mask of 0. */
export function isFree(table: MatchTable, field: TableField, row: Row): boolean {
  return isWild(field, row) || (field.mask !== undefined && isZero(table, row, field.mask));
}

/** `vendor = 0x8086; device = 0x1502`: what a row compares, for messages. */
export function printRow(table: MatchTable, row: Row): string {
  const compared = table.fields.filter((field) => field.compared && !isFree(table, field, row));
  const texts = compared.map(
    (field) => `${field.name} = ${printField(rawValue(table, row, field.name), digitsOf(table, field, row))}`,
  );
  return texts.length > 0 ? texts.join(', ') : 'anything';
}

function printField(value: ReturnType<typeof rawValue>, digits: number): string {
  const one = first(value);
  if (one === undefined || !isNumeric(one)) return printValue(value);
  return `0x${one.toString(16).padStart(digits, '0')}`;
}

/** As many as the mask has: a class is written with six. */
function digitsOf(table: MatchTable, { mask, type }: TableField, row: Row): number {
  const under = mask === undefined ? undefined : first(rawValue(table, row, mask));
  if (under !== undefined && isNumeric(under)) return under.toString(16).length;
  return type === 'u8' ? 2 : 4;
}

function fieldCovers(table: MatchTable, field: TableField, outer: Row, inner: Row): boolean {
  if (isFree(table, field, outer)) return true;
  if (isFree(table, field, inner)) return false;
  const a = comparedValue(table, field, outer);
  const b = comparedValue(table, field, inner);
  if (field.bound !== undefined) {
    const order = compareNumeric(a, b);
    return order !== undefined && (field.bound === 'min' ? order <= 0 : order >= 0);
  }
  if (field.mask === undefined) return scalarEquals(a, b);
  return coversUnderMask(table, field.mask, { value: a, row: outer }, { value: b, row: inner });
}

interface Masked {
  readonly value: ReturnType<typeof comparable>;
  readonly row: Row;
}

/** The outer mask may ask for no bit that the inner one leaves open. */
function coversUnderMask(table: MatchTable, mask: string, outer: Masked, inner: Masked): boolean {
  const outerMask = first(rawValue(table, outer.row, mask)) ?? 0;
  const innerMask = first(rawValue(table, inner.row, mask)) ?? 0;
  if (!isNumeric(outerMask) || !isNumeric(innerMask)) return false;
  if (!isNumeric(outer.value) || !isNumeric(inner.value)) return false;
  if (!scalarEquals(masked(innerMask, outerMask), outerMask)) return false;
  return scalarEquals(masked(outer.value, outerMask), masked(inner.value, outerMask));
}

function comparedValue(table: MatchTable, field: TableField, row: Row): ReturnType<typeof comparable> {
  return comparable(field, first(rawValue(table, row, field.name)) ?? 0);
}

function isZero(table: MatchTable, row: Row, mask: string): boolean {
  const value = first(rawValue(table, row, mask)) ?? 0;
  return isNumeric(value) && masked(value, value) === 0;
}
