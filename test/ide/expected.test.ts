// What the grammar allows at `|`: keywords, fixed words and slots, for whole and for half statements.
import assert from 'node:assert/strict';
import test from 'node:test';
import { cursorAt } from '../../server/src/ide/cursor/cursor.ts';
import { type Expected, expectedAt } from '../../server/src/ide/cursor/expected.ts';
import { parse } from '../../server/src/syntax/index.ts';

function expected(marked: string): string {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const cursor = cursorAt(parse(text), offset);
  if (cursor === undefined) return 'comment';
  return expectedAt(cursor).map(print).join(' ');
}

function print(it: Expected): string {
  switch (it.kind) {
    case 'start':
    case 'keyword':
      return `${it.kind} ${it.body}`;
    case 'word':
      return it.word;
    case 'slot': {
      const before = it.before.map((word) => word.text).join('');
      return `<${it.label}:${it.slot}>${before === '' ? '' : ` after ${before}`}`;
    }
    case 'value':
      return `value of ${it.fact}`;
  }
}

const CASES: readonly (readonly [string, string])[] = [
  ['|', 'start file'],
  ['dev|', 'start file'],
  ['device a |', 'on of'],
  ['device a o|n pci;', 'on of'],
  ['device a on |', '<bus:Name>'],
  ['device a on pci |', 'under as'],
  ['device a on pci under 0000:00/|', '<parent:Ref> after 0000:00/'],
  ['device a on pci under b |', 'as'],
  ['device a on pci { | }', 'start device'],
  ['device a on pci {\n    vendor = |\n}', 'value of vendor'],
  ['device a on pci { device b on |', '<bus:Name>'],
  ['driver d on pci { id_table { { | } } }', 'start row'],
  ['driver d on pci { id_table |', 'value of id_table'],
  ['driver d on pci { probe { creates auxiliary | } }', '<name:Name> per as since until when'],
  ['driver d on pci { probe { needs clock, | } }', '<names:Name> after clock,'],
  ['driver d on pci { uses a of | }', 'driver <of:Path>'],
  ['replace |', 'keyword replace'],
  ['replace bus pci { match { id_table; | } }', 'start match'],
  ['expect |', 'no problem order error module <subject:Ref>'],
  ['expect a |', 'bound unbound deferred absent waits <fact:Name>'],
  ['expect a unbound |', 'because'],
  ['expect problem MK-1 at |', '<at:Ref>'],
  [
    'bus b { id_table struct t { u32 vendor |',
    'is in nocase mask min max any values by score if before after since until when',
  ],
  ['bus b { pm = own |', 'since until when'],
  ['bus b { match { any when |', '<when:Condition>'],
  ['// device |', 'comment'],
  ['/* device | */', 'comment'],
];

for (const [text, wanted] of CASES) {
  test(`expected in ${JSON.stringify(text)}`, () => assert.equal(expected(text), wanted));
}
