// Finds the rows of a match table that may fit a device without looking at the others. Rows are grouped by which fields
// they say exactly and under which masks ("tuple space search"); each group is one hash table, so a device costs one
// look-up a group. It never decides: rows with an equal hash are compared again by id-table.ts, and a comparison that it
// cannot hash puts the row on a list that is always asked.
import { comparable, deviceValue, endsTable, isText, isWild } from './id-table.ts';
import type { MatchSubject } from './match-subject.ts';
import type { MatchTable, Row, Scalar, TableField, Value } from './topology.ts';
import { first, masked, members } from './value.ts';

export interface TableIndex {
  /** Adds the tags of all rows that may fit; a tag may come twice. */
  collect(subject: MatchSubject, into: number[]): void;
}

export interface TaggedRows {
  readonly rows: readonly Row[];
  /** What `collect` says for row number `index` of these. */
  readonly tag: (index: number) => number;
}

/** More ways than these to write a row are not worth a look-up each: later ones are always asked. */
const MOST_GROUPS = 96;

export function tableIndex(table: MatchTable, lists: Iterable<TaggedRows>): TableIndex {
  const fields = table.fields.filter(isHashable);
  const groups = new Map<string, Group>();
  const always: number[] = [];
  for (const { rows, tag } of lists) {
    for (const [index, row] of rows.entries()) {
      if (endsTable(table, row)) break;
      const group = groupOf(groups, fields, row);
      if (group) addTo(group, row, tag(index));
      else always.push(tag(index));
    }
  }
  const all = [...groups.values()];
  const values: DeviceValues = fields.map(() => undefined);
  return {
    collect(subject, into) {
      for (const tag of always) into.push(tag);
      values.fill(undefined);
      for (const group of all) collectGroup(group, subject, values, into);
    },
  };
}

/** What the device says of each field, by the field's place: asked once, not once a group. */
type DeviceValues = (Value | null | undefined)[];

interface Part {
  readonly field: TableField;
  /** Among the fields of the index. */
  readonly place: number;
  readonly mask?: number | bigint;
}

interface Group {
  readonly parts: readonly Part[];
  readonly buckets: Map<number, number[]>;
}

/** Exact comparisons with something that the device alone decides. */
function isHashable(field: TableField): boolean {
  if (!field.compared || field.ifPresent || field.bound) return false;
  if ('root' in field.is && (field.is.root === 'drv' || field.is.root === 'row')) return false;
  return (
    field.by === undefined || field.by === 'acpi_id' || field.by === 'guid' || field.by === 'usb_interface'
  );
}

function isList(field: TableField): boolean {
  return field.in || field.by === 'acpi_id';
}

function groupOf(groups: Map<string, Group>, fields: readonly TableField[], row: Row): Group | undefined {
  const parts: Part[] = [];
  let signature = '';
  let hasList = false;
  for (const [index, field] of fields.entries()) {
    if (isWild(field, row) || (isList(field) && hasList)) continue;
    const part = partOf(field, index, row);
    if (!part) continue;
    hasList ||= isList(field);
    parts.push(part);
    signature += `${index}:${part.mask ?? ''},`;
  }
  if (parts.length === 0) return undefined;
  const known = groups.get(signature);
  if (known || groups.size >= MOST_GROUPS) return known;
  const group: Group = { parts, buckets: new Map() };
  groups.set(signature, group);
  return group;
}

function partOf(field: TableField, place: number, row: Row): Part | undefined {
  if (field.mask === undefined) return { field, place };
  const mask = first(row.fields[field.mask]) ?? 0;
  return typeof mask === 'string' || mask === 0 ? undefined : { field, place, mask };
}

function addTo(group: Group, row: Row, tag: number): void {
  let hash = 0;
  for (const part of group.parts) {
    const value = first(row.fields[part.field.name]) ?? (isText(part.field) ? '' : 0);
    hash = mix(hash, hashOf(part, value));
  }
  const bucket = group.buckets.get(hash);
  if (!bucket) group.buckets.set(hash, [tag]);
  else if (bucket.at(-1) !== tag) bucket.push(tag);
}

function collectGroup(group: Group, subject: MatchSubject, values: DeviceValues, into: number[]): void {
  let hash = 0;
  for (const part of group.parts) {
    const given = givenValue(part, subject, values);
    if (given !== null && (isList(part.field) || typeof given === 'object')) {
      collectLists(group, subject, values, into);
      return;
    }
    if (given === null && isList(part.field)) return;
    hash = mix(hash, hashOf(part, given ?? (isText(part.field) ? '' : 0)));
  }
  visit(group, hash, into);
}

/** A device with several values has a hash for each way to choose one. */
function collectLists(group: Group, subject: MatchSubject, values: DeviceValues, into: number[]): void {
  let hashes: readonly number[] = [0];
  for (const part of group.parts) {
    const given = givenValue(part, subject, values) ?? undefined;
    const choices = isList(part.field) ? members(given) : [first(given) ?? (isText(part.field) ? '' : 0)];
    hashes = hashes.flatMap((hash) => choices.map((value) => mix(hash, hashOf(part, value))));
  }
  for (const hash of hashes) visit(group, hash, into);
}

function visit(group: Group, hash: number, into: number[]): void {
  const bucket = group.buckets.get(hash);
  if (bucket) for (const tag of bucket) into.push(tag);
}

function givenValue(part: Part, subject: MatchSubject, values: DeviceValues): Value | null {
  const known = values[part.place];
  if (known !== undefined) return known;
  const given = deviceValue(part.field, subject) ?? null;
  values[part.place] = given;
  return given;
}

function hashOf(part: Part, value: Scalar): number {
  const compared = comparable(part.field, value);
  if (typeof compared === 'string') return hashText(compared);
  return hashNumber(part.mask === undefined ? compared : masked(compared, part.mask));
}

function hashNumber(value: number | bigint): number {
  if (typeof value === 'bigint') return Number(BigInt.asIntN(32, value)) | 0;
  return Number.isSafeInteger(value) && Math.abs(value) > 0xffff_ffff
    ? Number(BigInt.asIntN(32, BigInt(value))) | 0
    : value | 0;
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 0;
}

function mix(hash: number, next: number): number {
  return (Math.imul(hash, 0x9e3779b1) ^ (next + (hash >>> 15))) | 0;
}
