// The module aliases of a row: the bus's modalias with `*` for what the row leaves open.
// scripts/mod/file2alias.c: ADD, do_pci_entry, do_usb_entry_multi, do_of_entry_multi and their like.
import { assertNever } from '../base/assert-never.ts';
import { bcdPatterns } from './bcd-range.ts';
import { holds } from './condition.ts';
import { acpiClassDigits } from './field-mechanism.ts';
import type { Format, Hole } from './format.ts';
import { isWild, rawValue } from './id-table.ts';
import { oneWord, renderHole } from './render-format.ts';
import type { BusType, Driver, MatchTable, Row, TableField, Value } from './topology.ts';
import { bitsOf, first, own } from './value.ts';

/** All aliases of a driver's module because of this driver: those of its rows, then its MODULE_ALIAS lines. */
export function driverAliases(bus: BusType, driver: Driver): readonly string[] {
  if (driver.flags.has('no_module_device_table')) return driver.aliases;
  const all: string[] = [];
  for (const [name, rows] of Object.entries(driver.tables)) {
    if (driver.exportedTables?.includes(name) === false) continue;
    for (const row of rows) all.push(...rowAliases(bus, driver, name, row));
  }
  return all.length === 0 ? driver.aliases : [...all, ...driver.aliases];
}

/**
 * The aliases that MODULE_DEVICE_TABLE makes of one row; none if its masks cannot be written as a pattern
 * (file2alias warns and passes it over), or if the table's bus has no alias at all (MA-3).
 */
export function rowAliases(bus: BusType, driver: Driver, tableName: string, row: Row): readonly string[] {
  return own(bus.tables, tableName)?.noAlias ? [] : announcedAliases(bus, driver, tableName, row);
}

/** The aliases that would load the row's driver (MA-1), also where nobody makes them: what a MODULE_ALIAS has to say. */
export function announcedAliases(
  bus: BusType,
  driver: Driver,
  tableName: string,
  row: Row,
): readonly string[] {
  const table = own(bus.tables, tableName);
  if (!table) return [];
  const prefix = tableName === 'id_table' ? aliasPrefix(bus, driver, row) : undefined;
  return aliasFormats(bus, driver, table, tableName)
    .flatMap((format) => renderAliases(format, table, row))
    .map((alias) => oneWord(prefix === undefined ? alias : prefix + alias.slice(alias.indexOf(':') + 1)));
}

function aliasFormats(bus: BusType, driver: Driver, table: MatchTable, name: string): readonly Format[] {
  if (table.alias.length > 0) return table.alias;
  if (name !== 'id_table') return table.modalias;
  const struct = servedStruct(bus, driver);
  if (struct && struct.alias.length > 0) return struct.alias;
  if (table.modalias.length > 0) return table.modalias;
  return (struct?.modalias ?? []).flatMap(({ value }) => ('format' in value ? [value.format] : []));
}

function servedStruct(bus: BusType, driver: Driver) {
  const serves =
    bus.drivers.find((struct) => struct.serves === driver.devtype)?.serves ?? bus.drivers[0]?.serves;
  return bus.devices.find(({ struct }) => struct === serves) ?? bus.devices[0];
}

function aliasPrefix(bus: BusType, driver: Driver, row: Row): string | undefined {
  const prefixes = servedStruct(bus, driver)?.aliasPrefix ?? [];
  const lookup = (path: { root: string; name: string }) =>
    path.root === 'row' ? own(row.fields, path.name) : undefined;
  return prefixes.find(({ when }) => holds(when, lookup))?.value;
}

/** A format against a table: which field each hole is. Made once for all rows. */
interface AliasPlan {
  readonly table: MatchTable;
  readonly parts: readonly (string | { readonly hole: Hole; readonly field: TableField | undefined })[];
  readonly hasRange: boolean;
}

const plans = new WeakMap<Format, AliasPlan>();

function planOf(format: Format, table: MatchTable): AliasPlan {
  const known = plans.get(format);
  if (known?.table === table) return known;
  const parts = format.parts.map((part) =>
    part.kind === 'literal' ? part.text : { hole: part, field: fieldOfHole(table, part.name) },
  );
  const hasRange = format.parts.some((part) => part.kind === 'hole' && part.print.kind === 'bcd');
  const plan = { table, parts, hasRange };
  plans.set(format, plan);
  return plan;
}

function renderAliases(format: Format, table: MatchTable, row: Row): readonly string[] {
  const { parts, hasRange } = planOf(format, table);
  let texts: readonly string[] = [''];
  let isOpen = true;
  for (const part of parts) {
    if (typeof part === 'string') {
      texts = appended(texts, part);
      continue;
    }
    const rendered = renderField(part.hole, part.field, table, row);
    if (rendered === undefined) return [];
    isOpen &&= rendered === '*';
    texts =
      typeof rendered === 'string'
        ? appended(texts, rendered)
        : texts.flatMap((text) => rendered.map((more) => text + more));
  }
  // usb: a row that names no device is filled in at run time and loads nothing (do_usb_entry_multi).
  return isOpen && hasRange ? [] : texts;
}

/** The texts with more behind them; two stars are one. */
function appended(texts: readonly string[], more: string): readonly string[] {
  return texts.map((text) =>
    more.startsWith('*') && text.endsWith('*') ? text + more.slice(1) : text + more,
  );
}

/** One way to write the field, several, or undefined: the row cannot be written. */
type Rendered = string | readonly string[] | undefined;

function renderField(hole: Hole, field: TableField | undefined, table: MatchTable, row: Row): Rendered {
  if (hole.print.kind === 'bcd') return bcdField(hole.name, row);
  if (!field) return renderHole(hole, own(row.fields, hole.name));
  if (field.by === 'acpi_id' && row.fields[field.name] === undefined) return acpiClass(table, row);
  if (isWild(field, row)) return '*';
  const value = rawValue(table, row, field.name);
  if (field.by === 'bit') return bitsSet(value).map((bit) => renderHole(hole, bit) ?? '');
  if (field.mask === undefined) return renderHole(hole, value);
  return maskedField(hole, field, value, row);
}

/** A modalias names the device's field, an alias of its own the row's: `char name[32] is match_name`. */
function fieldOfHole(table: MatchTable, name: string): TableField | undefined {
  return (
    table.fields.find((field) => field.name === name) ??
    table.fields.find(({ is }) => 'root' in is && is.root === 'dev' && is.name === name)
  );
}

/** The types that a mask of types serves, each with an alias of its own. */
function bitsSet(mask: Value): readonly number[] {
  const value = first(mask);
  if (value === undefined || typeof value === 'string') return [];
  return Array.from({ length: 64 }, (_, bit) => bit).filter((bit) => bitsOf(value, bit, bit) === 1);
}

function bcdField(name: string, row: Row): Rendered {
  const low = first(row.fields[`${name}_lo`]);
  const high = first(row.fields[`${name}_hi`]);
  if (typeof low === 'string' || typeof high === 'string') return undefined;
  const patterns = bcdPatterns(Number(low ?? 0), Number(high ?? 0xffff));
  return patterns.length === 1 ? patterns[0] : patterns;
}

/** `acpi*:bbsspp:*` with `??` for a byte that the mask leaves out. */
function acpiClass(table: MatchTable, row: Row): Rendered {
  const field = table.fields.find(({ by }) => by === 'acpi_class');
  const digits = field && acpiClassDigits(field, row);
  return digits?.replaceAll('.', '?');
}

function maskedField(hole: Hole, field: TableField, value: Value, row: Row): Rendered {
  const number = first(value);
  const mask = first(row.fields[field.mask ?? '']) ?? 0;
  if (typeof number === 'string' || typeof mask === 'string' || number === undefined) return undefined;
  if (hole.print.kind === 'digits') return digitsUnderMask(hole.print, number, mask);
  const high = hole.bits?.high ?? widthOf(field) - 1;
  const low = hole.bits?.low ?? 0;
  const part = BigInt(bitsOf(mask, high, low));
  if (part === 0n) return '*';
  if (hole.bits) {
    const all = (1n << BigInt(high - low + 1)) - 1n;
    return part === all ? renderHole(hole, number) : undefined;
  }
  // A whole field under part of a mask: only the class code of cdx, whose upper byte is always 0.
  return part === 0xff_ffffn || part === (1n << BigInt(high + 1)) - 1n ? renderHole(hole, number) : '*';
}

/** Digit by digit: the digit, `?` where the mask is 0, else `[…]` with the digits that fit (do_amba_entry, do_mdio_entry). */
function digitsUnderMask(
  print: Extract<Hole['print'], { kind: 'digits' }>,
  value: number | bigint,
  mask: number | bigint,
): string {
  const bits = print.letter === 'b' ? 1 : 4;
  const full = 2 ** bits - 1;
  const digit = (n: number) => (print.letter === 'X' ? n.toString(16).toUpperCase() : n.toString(16));
  let text = '';
  for (let place = print.width - 1; place >= 0; place--) {
    const wanted = Number(bitsOf(value, place * bits + bits - 1, place * bits));
    const under = Number(bitsOf(mask, place * bits + bits - 1, place * bits));
    if (under === full) text += digit(wanted);
    else if (under === 0) text += '?';
    else {
      const fitting = Array.from({ length: full + 1 }, (_, n) => n).filter(
        (n) => (n & under) === (wanted & under),
      );
      text += `[${fitting.map(digit).join('')}]`;
    }
  }
  return text;
}

function widthOf({ type }: TableField): number {
  switch (type) {
    case 'u8':
      return 8;
    case 'u16':
      return 16;
    case 'u64':
      return 64;
    case 'u32':
    case 's32':
    case 'char':
    case 'guid_t':
    case 'flag':
    case 'void':
      return 32;
    default:
      return assertNever(type);
  }
}
