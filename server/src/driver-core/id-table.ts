// Match tables: whether a row fits a device, which row does, and which came nearest. One algorithm for every bus; what is
// special about a bus is a field option of its table. drivers/pci/pci-driver.c:pci_match_id, drivers/usb/core/driver.c:
// usb_match_one_id, drivers/of/base.c:__of_match_node and their like (LC-18, MA-2).
import { holds } from './condition.ts';
import { deviceField } from './device-field.ts';
import { fitsMechanism } from './field-mechanism.ts';
import { normalGuid } from './guid.ts';
import { type MatchSubject, subjectLookup } from './match-subject.ts';
import { renderFormat } from './render-format.ts';
import type { MatchTable, Row, Scalar, TableField, Value } from './topology.ts';
import { compareNumeric, equalsUnderMask, first, members, own, scalarEquals } from './value.ts';

const INT_MAX = 0x7fff_ffff;

/** Which rows of a table count at all: rows with `override_only` only if the override names the driver (LC-70). */
export type RowFilter = (row: Row) => boolean;

/**
 * The row that decides, or undefined. The walk ends at an end row (MA-2) and passes over skipped rows; the first row that
 * fits is taken, or with `pick = best` the one with the greatest score, the earlier on a tie.
 */
export function matchingRow(
  table: MatchTable,
  rows: Iterable<Row>,
  subject: MatchSubject,
  counts: RowFilter,
): Row | undefined {
  let best: Row | undefined;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    if (endsTable(table, row)) break;
    if (!counts(row) || isSkipped(table, row, subject)) continue;
    const score = rowScore(table, row, subject);
    if (score === undefined || score <= bestScore) continue;
    if (!isRanked(table)) return row;
    best = row;
    bestScore = score;
  }
  return best;
}

/** True if the kernel's loop stops here: every field of `end` is 0 or empty. A wildcard counts with its value. */
export function endsTable(table: MatchTable, row: Row): boolean {
  for (const name of table.end) if (!isEmpty(rawValue(table, row, name))) return false;
  return table.end.length > 0;
}

/** Whether the row fits; with its score, which only tables that rank their rows use. Undefined: it does not fit. */
function rowScore(table: MatchTable, row: Row, subject: MatchSubject): number | undefined {
  let score = 0;
  for (const field of table.fields) {
    if (!field.compared) continue;
    const place = fieldFit(field, row, subject);
    if (place === undefined) return undefined;
    if (place !== 'any') score += rank(field, place);
  }
  return score;
}

/** The fields of a row that differ from the device. */
export function differingFields(
  table: MatchTable,
  row: Row,
  subject: MatchSubject,
): readonly {
  readonly field: TableField;
  readonly row: Value | undefined;
  readonly device: Value | undefined;
}[] {
  return table.fields
    .filter((field) => field.compared && fieldFit(field, row, subject) === undefined)
    .map((field) => ({ field, row: row.fields[field.name], device: deviceValue(field, subject) }));
}

/** Names that say something of every device, and are compared only where they are fields: hid's `bus`, mei's `name`. */
const OWN_ONLY: ReadonlySet<string> = new Set(['name', 'bus', 'parent', 'driver']);

/** What the field is compared with: a field of the device, or a format rendered for it. */
export function deviceValue(field: TableField, subject: MatchSubject): Value | undefined {
  const { is } = field;
  if (!('root' in is)) return renderFormat(is, (name) => deviceField(subject.device, name));
  if (is.root !== 'dev') return subject.lookup(is);
  const given = own(subject.device.fields, is.name);
  return given !== undefined || OWN_ONLY.has(is.name) ? given : deviceField(subject.device, is.name);
}

/** A text in the form in which the field compares it. */
export function comparable(field: TableField, value: Scalar): Scalar {
  if (typeof value !== 'string') return value;
  if (field.type === 'guid_t' || field.by === 'guid') return normalGuid(value);
  return field.nocase ? value.toLowerCase() : value;
}

/** True if a field of this row is a wildcard: not written, or written with the wildcard's value. */
export function isWild(field: TableField, row: Row): boolean {
  return isWildValue(field, own(row.fields, field.name));
}

function isWildValue(field: TableField, value: Value | undefined): boolean {
  if (!field.wildcard || field.mask !== undefined) return false;
  if (value === undefined) return true;
  const wild = field.wildcard.value;
  const one = first(value);
  return wild !== undefined && one !== undefined && scalarEquals(one, wild);
}

/** The value a C table holds where nothing is written: the wildcard's, else 0 or the empty text. */
export function rawValue(table: MatchTable, row: Row, name: string): Value {
  const written = own(row.fields, name);
  if (written !== undefined) return written;
  const field = table.fields.find((candidate) => candidate.name === name);
  return field ? unwritten(field) : 0;
}

function unwritten(field: TableField): Value {
  return field.wildcard?.value ?? (isText(field) ? '' : 0);
}

export function isText(field: { readonly type: TableField['type'] }): boolean {
  return field.type === 'char' || field.type === 'guid_t';
}

function isSkipped(table: MatchTable, row: Row, subject: MatchSubject): boolean {
  if (table.skips.length === 0) return false;
  const lookup = subjectLookup(subject, row);
  return table.skips.some((condition) => holds(condition, lookup));
}

/** `any`: the wildcard; a number: the place of the member that is equal; undefined: differs. */
type Fit = 'any' | number | undefined;

function fieldFit(field: TableField, row: Row, subject: MatchSubject): Fit {
  const written = own(row.fields, field.name);
  if (isWildValue(field, written)) return 'any';
  const given = deviceValue(field, subject);
  if (field.ifPresent && given === undefined) return 'any';
  if (field.by !== undefined) {
    const fit = fitsMechanism(field, row, given, subject);
    if (fit !== 'as equality') return fit;
  }
  const wanted = first(written ?? unwritten(field)) ?? 0;
  if (field.in) return placeAmong(field, wanted, members(given));
  const value = first(given) ?? (isText(field) ? '' : 0);
  return valueFits(field, row, wanted, value) ? 0 : undefined;
}

function placeAmong(field: TableField, wanted: Scalar, given: readonly Scalar[]): Fit {
  const text = comparable(field, wanted);
  const place = given.findIndex((member) => scalarEquals(comparable(field, member), text));
  return place < 0 ? undefined : place;
}

function valueFits(field: TableField, row: Row, wanted: Scalar, value: Scalar): boolean {
  if (field.mask !== undefined) {
    const mask = first(row.fields[field.mask]) ?? 0;
    return (
      typeof wanted !== 'string' &&
      typeof value !== 'string' &&
      typeof mask !== 'string' &&
      equalsUnderMask(wanted, value, mask)
    );
  }
  if (field.bound) {
    const order = compareNumeric(value, wanted);
    return order !== undefined && (field.bound === 'min' ? order >= 0 : order <= 0);
  }
  return scalarEquals(comparable(field, wanted), comparable(field, value));
}

function isRanked(table: MatchTable): boolean {
  return table.pick === 'best' || table.fields.some(({ by }) => by === 'acpi_id');
}

/** A list scores by place: INT_MAX/2 - N*index (drivers/of/base.c:__of_device_is_compatible). */
function rank(field: TableField, place: number): number {
  if (field.by === 'acpi_id') return -place;
  const score = field.score ?? 0;
  return field.in ? (INT_MAX >> 1) - score * place : score;
}

function isEmpty(value: Value): boolean {
  const one = first(value);
  return one === undefined || one === 0 || one === '';
}
