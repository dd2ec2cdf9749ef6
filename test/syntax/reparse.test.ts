// Reading an edited tree again gives the tree of the new text, and leaves the items that were not touched alone.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { SyntaxTree } from '../../server/src/syntax/index.ts';
import { dumpItem, itemText, parse, positionAt, reparse, textOf } from '../../server/src/syntax/index.ts';
import { PIECES, someDamagedText, someText } from './some-text.ts';

test('a reparsed tree is the tree of the new text', () => {
  const edit = fc.record({
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(40)),
    newText: fc.oneof(fc.constant(''), fc.constantFrom(...PIECES), someText),
  });
  fc.assert(
    fc.property(someDamagedText, fc.array(edit, { minLength: 1, maxLength: 6 }), (first, edits) => {
      let text = first;
      let tree = parse(text);
      for (const { place, removed, newText } of edits) {
        const start = Math.floor(place * text.length);
        const end = Math.min(text.length, start + removed);
        text = text.slice(0, start) + newText + text.slice(end);
        tree = reparse(tree, [{ start, end, newText }]);
        assertSame(tree, text);
      }
    }),
    { numRuns: 600 },
  );
});

test('an edit of a brace reaches what lacked its end above and was cut at the next keyword', () => {
  const text = 'e\ndriver y on pci {\ndition 1;\n';
  const start = text.indexOf('{') + 1;
  const tree = reparse(parse(text), [{ start, end: start, newText: '};' }]);
  assertSame(tree, 'e\ndriver y on pci {};\ndition 1;\n');
});

test('several edits at once', () => {
  const text = 'device a on pci;\ndevice b on pci;\ndevice c on pci;\n';
  const tree = reparse(parse(text), [
    { start: 7, end: 8, newText: 'x' },
    { start: 41, end: 42, newText: 'zz' },
    { start: 0, end: 0, newText: '// top\n' },
  ]);
  assertSame(tree, '// top\ndevice x on pci;\ndevice b on pci;\ndevice zz on pci;\n');
});

test('many edits at once', () => {
  const text = 'device a on pci;\n'.repeat(100);
  const edits = Array.from({ length: 100 }, (_, at) => ({
    start: at * 17 + 7,
    end: at * 17 + 8,
    newText: 'bb',
  }));
  assertSame(reparse(parse(text), edits), 'device bb on pci;\n'.repeat(100));
});

test('a large file is pasted into another', () => {
  const tree = reparse(parse('device a on b;\ndevice c on d;\n'), [
    { start: 15, end: 15, newText: 'device e on f;\n'.repeat(200_000) },
  ]);
  assert.equal(tree.items.length, 200_002);
});

test('an edit keeps the objects of the items that it does not touch', () => {
  const text = Array.from({ length: 9 }, (_, at) => `device d${at} on pci {\n    vendor = ${at};\n}\n`).join(
    '',
  );
  const old = parse(text);
  const start = text.indexOf('vendor = 4');
  const tree = reparse(old, [{ start, end: start + 6, newText: 'device' }]);
  assert.equal(tree.items.length, 9);
  for (const [index, item] of tree.items.entries())
    assert.equal(item === old.items[index], index !== 4, `${index}`);
});

test('an edit of a comment keeps the objects of the item above', () => {
  const old = parse('device a on b;\n// one\ndevice c on d;\n');
  const tree = reparse(old, [{ start: 18, end: 21, newText: 'two' }]);
  assert.equal(tree.items[0], old.items[0]);
  assert.notEqual(tree.items[1], old.items[1]);
});

test('a brace that is opened and closed again spoils no other item', () => {
  const text = Array.from({ length: 9 }, (_, at) => `device d${at} on pci { vendor = ${at}; }\n`).join('');
  const at = text.indexOf('vendor = 4');
  const old = parse(text);
  const opened = reparse(old, [{ start: at, end: at, newText: 'device x on pci { ' }]);
  const closed = reparse(opened, [{ start: at + 18, end: at + 18, newText: '}' }]);
  for (const tree of [opened, closed]) {
    assertSame(tree, textOf(tree));
    for (const index of [0, 1, 2, 6, 7, 8])
      assert.equal(tree.items[index] === old.items[index], true, `${index}`);
  }
});

test('a comment opened and closed again gives the old objects back behind it', () => {
  const text = 'device a on pci;\ndevice b on pci;\ndevice c on pci;\ndevice d on pci;\n';
  const old = parse(text);
  const opened = reparse(old, [{ start: 17, end: 17, newText: '/* ' }]);
  assertSame(opened, `${text.slice(0, 17)}/* ${text.slice(17)}`);
  assert.equal(opened.items.at(-1), old.items.at(-1));
  const ended = reparse(opened, [
    { start: opened.starts[3] ?? 0, end: opened.starts[3] ?? 0, newText: '*/ ' },
  ]);
  assertSame(ended, textOf(ended));
});

function assertSame(tree: SyntaxTree, text: string): void {
  const fresh = parse(text);
  assert.equal(textOf(tree), text);
  assert.deepEqual(tree.items.map(itemText), fresh.items.map(itemText), 'item boundaries');
  assert.deepEqual(tree.items.map(dumpItem), fresh.items.map(dumpItem), JSON.stringify(text));
  assert.deepEqual([...tree.starts], [...fresh.starts]);
  assert.deepEqual([...tree.lines], [...fresh.lines]);
  assert.equal(tree.odd, fresh.odd);
  assert.equal(tree.commentsOpen, fresh.commentsOpen);
  assert.deepEqual(positionAt(tree, text.length), positionAt(fresh, text.length));
}
