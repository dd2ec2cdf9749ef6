// Semantic tokens of one item: what each name is, told by its place in the grammar (a device's name, a bus, a field, a function).
// Needs no meaning, so an item's tokens stay true while other items change; they are kept as long as the item lives.

import { tokenEnd } from '../../syntax/lexer.ts';
import { Node } from '../../syntax/node-kind.ts';
import { LABELS, RULES } from '../../syntax/pattern.ts';
import { lineStarts } from '../../syntax/position.ts';
import { Kind } from '../../syntax/token.ts';
import type { Item } from '../../syntax/tree.ts';
import { modifierBits, type TokenType, tokenTypeNumber } from './token-legend.ts';

/** Five numbers a token as LSP encodes them, but lines and columns are the item's own, not differences. */
export type ItemTokens = Uint32Array;
export const FIELDS = 5;

const known = new WeakMap<Item, ItemTokens>();

export function itemTokens(item: Item): ItemTokens {
  const found = known.get(item) ?? Uint32Array.from(collect(item));
  known.set(item, found);
  return found;
}

function collect(item: Item): number[] {
  const { text, kinds, starts, tags, firsts, extents } = item.chunk;
  const lines = lineStarts(item);
  const acc: number[] = [];
  let line = 0;
  let keyword = '';
  for (let node = item.firstNode; node < item.endNode; node++) {
    const kind = (tags[node] ?? 0) & 0xff;
    const detail = (tags[node] ?? 0) >> 8;
    if (kind === Node.statement) keyword = RULES[detail]?.keyword ?? '';
    else if (kind === Node.entry) keyword = 'entry';
    const first = firsts[node] ?? 0;
    const type = typeOf(kind, LABELS[detail] ?? '', keyword, kinds[first] ?? 0);
    if (type === undefined) continue;
    const start = starts[first] ?? 0;
    const last = WIDE.has(kind) ? (extents[node] ?? first) : first;
    const end = tokenEnd(text, kinds[last] ?? 0, starts[last] ?? start);
    while ((lines[line + 1] ?? Number.POSITIVE_INFINITY) <= start - item.start) line++;
    const column = start - item.start - (lines[line] ?? 0);
    const declares = kind === Node.name && LABELS[detail] === 'name' && DECLARES.has(keyword);
    acc.push(line, column, end - start, tokenTypeNumber(type), declares ? DECLARATION : 0);
  }
  return acc;
}

/** Leaves whose extent is their last token and belongs to the name. */
const WIDE: ReadonlySet<number> = new Set([Node.name, Node.value]);
const DECLARATION = modifierBits(['declaration']);
const DECLARES = new Set([
  'bus',
  'class',
  'contract',
  'table',
  'module',
  'driver',
  'device',
  'iommu',
  'vf',
  'create',
  'flavour',
]);

/** By keyword, what the statement's own name is. */
const NAME_TYPES: Readonly<Record<string, TokenType>> = {
  bus: 'class',
  class: 'class',
  contract: 'interface',
  table: 'struct',
  values: 'type',
  module: 'namespace',
  driver: 'function',
  device: 'variable',
  vf: 'variable',
  create: 'variable',
  iommu: 'variable',
  flavour: 'type',
  offers: 'interface',
  creates: 'variable',
  registers: 'variable',
  acquires: 'variable',
  entry: 'function',
  modprobe: 'namespace',
  rmmod: 'namespace',
  rescan: 'class',
};

/** By slot label, where the label alone tells. */
const LABEL_TYPES: Readonly<Record<string, TokenType>> = {
  bus: 'class',
  class: 'class',
  parent: 'variable',
  subject: 'variable',
  at: 'variable',
  refs: 'variable',
  label: 'variable',
  driver: 'function',
  module: 'namespace',
  struct: 'struct',
  for: 'struct',
  extends: 'interface',
  flavour: 'type',
  fields: 'property',
  mask: 'property',
  is: 'property',
  path: 'property',
  fact: 'property',
  values: 'type',
  by: 'keyword',
  errno: 'enumMember',
  getter: 'function',
  else: 'enumMember',
  code: 'enumMember',
  because: 'enumMember',
  event: 'keyword',
  attribute: 'property',
};

/** Statements about a driver that is named as a reference. */
const OF_DRIVERS = new Set(['driver', 'new_id', 'remove_id']);

/** By keyword, what the names of its list (`names`) are. */
const LIST_TYPES: Readonly<Record<string, TokenType>> = {
  uses: 'function',
  provides: 'function',
  requires: 'function',
  allows: 'function',
  together: 'function',
  end: 'property',
  new_id: 'property',
  blacklist: 'namespace',
  needs: 'variable',
};

function typeOf(kind: number, label: string, keyword: string, token: number): TokenType | undefined {
  switch (kind) {
    case Node.name:
    case Node.ref:
    case Node.part:
      return token === Kind.text && label !== 'name' ? 'string' : nameType(label, keyword);
    case Node.decl:
    case Node.fact:
    case Node.flag:
    case Node.table:
      return 'property';
    case Node.value:
      return token === Kind.number ? 'number' : token === Kind.text ? 'string' : 'enumMember';
    default:
      return undefined;
  }
}

function nameType(label: string, keyword: string): TokenType | undefined {
  if (label === 'name') return NAME_TYPES[keyword] ?? 'property';
  if (label === 'names') return LIST_TYPES[keyword] ?? 'property';
  if (label === 'ref') return OF_DRIVERS.has(keyword) ? 'function' : 'variable';
  return LABEL_TYPES[label];
}
