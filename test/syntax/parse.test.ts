// Reading is total and lossless: any string has a tree, the tree has the whole text, and damage stays in its item.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Item, SyntaxTree } from '../../server/src/syntax/index.ts';
import {
  dumpItem,
  itemLength,
  itemText,
  parse,
  slice,
  statements,
  textOf,
  tokensOf,
  triviaBefore,
} from '../../server/src/syntax/index.ts';
import { ITEMS, PIECES, someDamagedText, someText } from './some-text.ts';

const anyText = fc.oneof(
  someDamagedText,
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.array(fc.constantFrom(...PIECES, ...'aE09_'), { maxLength: 60 }).map((pieces) => pieces.join('')),
);

test('any text has a tree that holds it, with errors inside their items', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const tree = parse(text);
      assert.equal(textOf(tree), text);
      for (const item of tree.items) {
        assert.equal(tokensAndTrivia(item), itemText(item));
        for (const error of item.errors) assertInside(item, error.start, error.end);
        for (const error of item.errors) assert.match(error.code, /^[a-z-]+$/);
        for (const view of statements(item)) assertInside(item, view.start, view.end);
      }
    }),
    { numRuns: 2000 },
  );
});

test('a correct text has no errors and one statement an item', () => {
  for (const text of ITEMS) {
    const items = parse(text).items;
    const without = items.filter((item) => !text.startsWith('edition') || item === items[0]);
    assert.deepEqual(
      without.flatMap((item) => item.errors),
      [],
      text,
    );
    for (const item of items) assert.ok(statements(item).length <= 1);
  }
});

test('blanks have no meaning: a text on one line reads as the same statements', () => {
  fc.assert(
    fc.property(someText, (text) => {
      const flat = text.replace(/\/\/.*/g, '').replace(/\s+/g, ' ');
      assert.deepEqual(shapes(parse(flat)), shapes(parse(text)));
    }),
  );
});

test('damage without braces, quotes and comments stays in its item', () => {
  const piece = fc.constantFrom(
    ...PIECES.filter((it) => !/[{}"*/\n\r#]/.test(it) && it !== 'drivr z on pci;'),
  );
  const words = 'device a on pci {\n    vendor = 1;\n    device b on none { supplier c; }\n}\n';
  fc.assert(
    fc.property(fc.nat(words.length - 3), piece, (at, damage) => {
      const before = 'bus b { match { any; } }\n';
      const after = 'driver d on b { id_table { { x = 1; } } }\nexpect no problem;\n';
      const whole = parse(before + after).items.map(dumpItem);
      const tree = parse(`${before}${words.slice(0, at + 1)}${damage}${words.slice(at + 1)}${after}`);
      assert.equal(dumpItem(tree.items[0] as Item), whole[0]);
      assert.deepEqual(tree.items.slice(-2).map(dumpItem), whole.slice(-2));
    }),
  );
});

test('nesting costs no stack', () => {
  for (const unit of ['{', 'device a on none {', 'driver d on pci { probe {', 'a/', '((', 'when a and ']) {
    const text = unit.repeat(100_000);
    assert.equal(parse(text).starts.at(-1), text.length);
  }
});

test('every slice of the text can be had', () => {
  fc.assert(
    fc.property(someText, fc.nat(), fc.nat(), (text, a, b) => {
      const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
      assert.equal(slice(parse(text), start ?? 0, end ?? 0), text.slice(start, end));
    }),
  );
});

function tokensAndTrivia(item: Item): string {
  let text = '';
  let count = 0;
  for (const token of tokensOf(item)) {
    text += triviaBefore(item, count++) + itemText(item).slice(token.start, token.end);
  }
  return text + triviaBefore(item, count);
}

function assertInside(item: Item, start: number, end: number): void {
  assert.ok(0 <= start && start <= end && end <= itemLength(item), `${start}-${end}`);
}

/** The trees without their places. */
function shapes(tree: SyntaxTree): string[] {
  return tree.items.map((item) => dumpItem({ ...item, errors: [] })).filter((dump) => dump !== 'item\n');
}
