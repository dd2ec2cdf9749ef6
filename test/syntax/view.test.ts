// Sites, views and positions: what declarations and editor features hold on to.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { StatementView } from '../../server/src/syntax/ast.ts';
import type { Item } from '../../server/src/syntax/index.ts';
import {
  itemText,
  offsetAt,
  parse,
  pieceRange,
  positionAt,
  quote,
  spellName,
  statements,
  unquote,
} from '../../server/src/syntax/index.ts';
import { someText } from './some-text.ts';

function firstItem(text: string): Item {
  const item = parse(text).items[0];
  assert.ok(item);
  return item;
}

function firstStatement(text: string): StatementView {
  const view = statements(firstItem(text))[0];
  assert.ok(view?.kind === 'statement');
  return view;
}

test('a statement gives its slots by label', () => {
  const device = firstStatement(
    '/// The port.\n/// Second line.\ndevice "a b" on pci under x/y as z { dma = own; }',
  );
  assert.equal(device.keyword, 'device');
  assert.equal(device.name('name')?.text, 'a b');
  assert.equal(device.name('name')?.quoted, true);
  assert.equal(device.name('bus')?.text, 'pci');
  assert.deepEqual(
    device.ref('parent')?.parts.map((part) => part.text),
    ['x', 'y'],
  );
  assert.equal(device.name('label')?.text, 'z');
  assert.equal(device.name('class'), undefined);
  assert.ok(device.has('on') && !device.has('of'));
  assert.equal(device.doc, 'The port.\nSecond line.');
  assert.equal(device.children.length, 1);
});

test('a field gives its declarations and options', () => {
  const table = firstStatement(
    'table t struct s { char *name[0x20], x[], y is z any 0 by w when a in b and no c; }',
  );
  const field = table.children[0];
  assert.ok(field?.kind === 'statement');
  assert.deepEqual(
    field.decls('fields').map(({ text, pointer, length }) => [text, pointer, length]),
    [
      ['name', true, 32],
      ['x', false, 0],
      ['y', false, undefined],
    ],
  );
  assert.equal(field.value('any')?.text, '0');
  assert.deepEqual(
    field.tail.when.map(({ no, left, op, right }) => [no, left.text, op, right?.text]),
    [
      [false, 'a', 'in', 'b'],
      [true, 'c', undefined, undefined],
    ],
  );
});

test('facts, flags, tables, rows and entries', () => {
  const driver = firstStatement(
    'driver d on b { pm = a, "b\\x21", x/y; async when c; ids unterminated "v", 3; id_table { { n = any; } } }',
  );
  const [fact, flag, list, table] = driver.children;
  assert.ok(
    fact?.kind === 'fact' && flag?.kind === 'flag' && list?.kind === 'table' && table?.kind === 'table',
  );
  assert.deepEqual(
    fact.values.map(({ kind, text }) => `${kind} ${text}`),
    ['word a', 'text b!', 'ref x/y'],
  );
  assert.equal(flag.tail.when.length, 1);
  assert.ok(list.unterminated && list.values.length === 2 && list.rows.length === 0);
  assert.ok(!table.unterminated && table.rows[0]?.kind === 'row' && table.rows[0].children.length === 1);
  const contract = firstStatement(
    'contract c { optional int open( struct foo *f,\n int n); void (*cb)(int); reset; }',
  );
  assert.deepEqual(
    contract.children.map((it) => it.kind === 'entry' && [it.optional, it.name?.text, it.prototype]),
    [
      [true, 'open', 'int open( struct foo *f, int n)'],
      [false, 'cb', 'void (*cb)(int)'],
      [false, 'reset', 'reset'],
    ],
  );
});

test('the statement behind extend and replace', () => {
  const extend = firstStatement('extend device a/b { vendor = 1; }');
  assert.equal(extend.hasBlock, false);
  assert.equal(extend.inner?.keyword, 'device');
  assert.equal(extend.inner?.body, 'extend');
  assert.equal(extend.inner?.children.length, 1);
  assert.equal(extend.end, extend.inner?.end);
});

test('sites survive edits of blanks and comments', () => {
  fc.assert(
    fc.property(someText, (text) => {
      const before = parse(text).items.filter((item) => statements(item).length > 0);
      const spaced = text.replace(/([;{}])(?=\s)/g, '$1 /* x */\n').replace(/^/, '\n');
      const after = parse(spaced).items.filter((item) => statements(item).length > 0);
      assert.deepEqual(after.map(sitesOf), before.map(sitesOf));
    }),
  );
});

/** The text of every site. */
function sitesOf(item: Item): string[] {
  const texts: string[] = [];
  for (let site = 0; ; site++) {
    const piece = pieceRange(item, site);
    if (!piece) return texts;
    const text = itemText(item).slice(piece.start, piece.end);
    texts.push(text.replace(/\/\*.*?\*\/|\/\/.*/g, '').replace(/\s+/g, ''));
  }
}

test('positions are those of the LSP: LF, CRLF and CR end a line', () => {
  const anyLines = fc.array(fc.constantFrom('a', ';', '\n', '\r\n', '\r', 'device x on y;'), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(anyLines, fc.nat(), (parts, place) => {
      const text = parts.join('');
      const offset = place % (text.length + 1);
      if (text[offset] === '\n' && text[offset - 1] === '\r') return;
      const tree = parse(text);
      const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
      const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
      assert.deepEqual(positionAt(tree, offset), position);
      assert.equal(offsetAt(tree, position), offset);
    }),
  );
});

test('a position beyond its line is the end of the line', () => {
  const tree = parse('device a on b;\r\ndevice c on d;\n');
  assert.equal(offsetAt(tree, { line: 0, character: 99 }), 14);
  assert.equal(offsetAt(tree, { line: 9, character: 0 }), 31);
});

test('texts and names are spelled so that they read back', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      if (/[\r\0]/.test(text)) return;
      assert.equal(unquote(quote(text)), text);
      const name = firstStatement(`module ${spellName(text)};`).name('name');
      assert.equal(name?.text, text);
    }),
  );
});
