// What may stand inside quotes: holes of a format (fields with their widths, then mechanisms), files to import.
import type { FieldType } from '../../driver-core/topology.ts';
import { quote } from '../../syntax/index.ts';
import type { Offer } from './item.ts';
import { busHere, deviceFields, type Scene } from './scene.ts';

/** Facts whose text is a format. */
const FORMAT_FACTS = new Set([
  'name',
  'modalias',
  'alias',
  'alias_prefix',
  'request_module',
  'node',
  'udev',
  'type_dir',
]);

/** printf's width of a number of each type. */
const WIDTHS: Readonly<Partial<Record<FieldType, string>>> = {
  u8: ':02x',
  u16: ':04X',
  u32: ':08X',
  u64: ':016x',
};

/** Holes of the bus's formats, if the cursor is behind a `{`. */
export function holeOffers(scene: Scene, fact: string): readonly Offer[] {
  const { text, typed, range } = scene.cursor;
  const open = typed.lastIndexOf('{');
  if (text === undefined || !FORMAT_FACTS.has(fact) || open < 0 || typed.indexOf('}', open) >= 0) return [];
  const start = range.start + open + 1;
  const place = { start, end: range.start + typed.length };
  const bus = busHere(scene);
  const fields = bus === undefined ? [] : deviceFields(bus);
  return [
    ...fields.map(
      (it): Offer => ({
        label: `${it.name}${WIDTHS[it.type] ?? ''}`,
        kind: 'field',
        rank: 0,
        detail: it.type,
        range: place,
      }),
    ),
    ...['dev_name', 'parent', 'n'].map((label): Offer => ({ label, kind: 'value', rank: 10, range: place })),
  ];
}

/** The other files of the workspace, relative to this one. */
export function importOffers({ workspace, uri, cursor }: Scene): readonly Offer[] {
  const files = new Set(workspace.models().flatMap((model) => model.files));
  return [...files]
    .filter((file) => file !== uri)
    .map((file) => {
      const path = relativePath(uri, file);
      return { label: path, kind: 'file', rank: 0, insert: quote(path), range: cursor.range };
    });
}

function relativePath(from: string, to: string): string {
  const here = from.split('/').slice(0, -1);
  const there = to.split('/');
  let shared = 0;
  while (shared < here.length && here[shared] === there[shared]) shared++;
  return [...here.slice(shared).map(() => '..'), ...there.slice(shared).map(decodeURIComponent)].join('/');
}
