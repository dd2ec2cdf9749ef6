// Reads a module alias backwards into the row that it was made of: `pci:v00008086d00001502sv*sd*bc*sc*i*` is
// `{ vendor = 0x8086; device = 0x1502; }`. It undoes what scripts/mod/file2alias.c does (alias.ts renders it): a `*` is a field
// that the row leaves open, a digit pattern becomes a value under a mask, a range of bcdDevice its two ends.
import type { Format, Hole } from '../format.ts';
import { guidOfBytes } from '../guid.ts';
import type { Fields, MatchTable, TableField } from '../topology.ts';

/** Reads aliases of one format; made once for each, because it compiles a pattern. */
export type AliasReader = (alias: string) => Fields | undefined;

/**
 * A reader that gives the fields of a row of `table`; `undefined`: the alias has another shape, or leaves a field open that
 * has no wildcard. No reader: the format has a mechanism that cannot be read backwards, or the row holds a mask of what the alias
 * names one of (nd).
 */
export function aliasReader(format: Format, table: MatchTable): AliasReader | undefined {
  const holes = format.parts.filter((part) => part.kind === 'hole');
  const pattern = format.parts.map((part) =>
    part.kind === 'hole' ? holePattern(part) : literalPattern(part.text),
  );
  if (pattern.includes(undefined)) return undefined;
  if (table.fields.some((field) => field.by === 'bit')) return undefined;
  const shape = new RegExp(`^${pattern.join('')}$`);
  return (alias) => {
    const found = shape.exec(alias);
    if (!found) return undefined;
    const fields: Record<string, number | string> = {};
    const read = holes.every((hole, index) => readHole(hole, found[index + 1] ?? '', table, fields));
    return read ? fields : undefined;
  };
}

/** Two stars in a row are one: that of the text is missing behind a field that is open. */
function literalPattern(text: string): string {
  return text.replace(/[\\^$.+?()[\]{}|/]/g, '\\$&').replaceAll('*', '\\*?');
}

function holePattern({ print }: Hole): string | undefined {
  switch (print.kind) {
    case 'plain':
    case 'lower':
    case 'upper':
      return '([^*?[\\]]+|\\*)';
    case 'bytes':
      return '([0-9a-f]{32})';
    case 'bcd':
      return '((?:[0-9A-F]|\\[[0-9A-F-]+\\]){0,4}\\*?)';
    case 'digits':
      return `((?:[0-9A-Fa-f?]|\\[[0-9A-Fa-f]+\\]){${print.width}})`;
    case 'printf':
      return print.letter === 's'
        ? '([^*?[\\]]+|\\*)'
        : `(${digitOf(print.letter)}{${print.width || '1,'}}|\\*)`;
    default:
      return undefined;
  }
}

function digitOf(letter: 'd' | 'x' | 'X' | 'o' | 'b'): string {
  return { d: '[0-9]', x: '[0-9a-f]', X: '[0-9A-F]', o: '[0-7]', b: '[01]' }[letter];
}

type Row = Record<string, number | string>;

/** Puts what `text` says into the row; false: a row of this table cannot say it. */
function readHole(hole: Hole, text: string, table: MatchTable, row: Row): boolean {
  if (hole.print.kind === 'bcd') return readRange(hole.name, text, row);
  const field = table.fields.find(({ name }) => name === hole.name);
  if (!field) return false;
  if (hole.print.kind === 'digits') return readDigits(field, text, hole.print.letter === 'b' ? 1 : 4, row);
  if (hole.bits) return readBits(field, hole.bits, text, row);
  if (text === '*') return field.wildcard !== undefined || field.mask !== undefined;
  const value = valueOfHole(hole, text, field);
  row[field.name] = value;
  if (field.mask !== undefined && typeof value === 'number') row[field.mask] = 0xffffffff;
  return true;
}

function valueOfHole({ print }: Hole, text: string, field: TableField): number | string {
  if (print.kind === 'bytes') return guidOfBytes(text);
  if (print.kind === 'printf' && print.letter !== 's') return Number.parseInt(text, baseOf(print.letter));
  return field.type === 'char' || field.type === 'guid_t' || !/^\d+$/.test(text) ? text : Number(text);
}

function baseOf(letter: 'd' | 'x' | 'X' | 'o' | 'b'): number {
  return { d: 10, x: 16, X: 16, o: 8, b: 2 }[letter];
}

/** Part of a field: its bits count under the mask, or none of them. */
function readBits(field: TableField, bits: { high: number; low: number }, text: string, row: Row): boolean {
  const { mask } = field;
  if (mask === undefined) return false;
  const width = bits.high - bits.low + 1;
  const [value, ones] = text === '*' ? [0, 0] : [Number.parseInt(text, 16), 2 ** width - 1];
  row[field.name] = Number(row[field.name] ?? 0) + value * 2 ** bits.low;
  row[mask] = Number(row[mask] ?? 0) + ones * 2 ** bits.low;
  return true;
}

/** Digit by digit: `?` is free; of the digits in a set those bits count that all of them share. */
function readDigits(field: TableField, text: string, bits: number, row: Row): boolean {
  if (field.mask === undefined) return false;
  const full = 2 ** bits - 1;
  let value = 0;
  let mask = 0;
  for (const [digit] of text.matchAll(/\[[^\]]*\]|./g)) {
    const members =
      digit === '?' ? [0, full] : [...digit.replace(/[[\]]/g, '')].map((it) => Number.parseInt(it, 16));
    const all = members.reduce((shared, member) => shared & member, full);
    const some = members.reduce((shared, member) => shared | member, 0);
    value = value * 2 ** bits + all;
    mask = mask * 2 ** bits + (full & ~(all ^ some));
  }
  row[field.name] = value;
  row[field.mask] = mask;
  return true;
}

/** `01[0-4]*`: from 0x0100 up to 0x014f, decimal or not. Nothing but `*`: no range. */
function readRange(name: string, text: string, row: Row): boolean {
  if (text === '*') return true;
  const end = (which: 'low' | 'high') => {
    const digits = text.replace(/\[([^\]]*)\]/, (_, set: string) =>
      set.charAt(which === 'low' ? 0 : set.length - 1),
    );
    return Number.parseInt(digits.replace('*', '').padEnd(4, which === 'low' ? '0' : 'f'), 16);
  };
  row[`${name}_lo`] = end('low');
  row[`${name}_hi`] = end('high');
  return true;
}
