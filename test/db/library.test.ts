// The library as the build lowers it is the library as its text says it.
import assert from 'node:assert/strict';
import test from 'node:test';
import { librarySources, lowerLibrary, openLibrary } from '../../server/src/db/library.ts';

const lowered = openLibrary(lowerLibrary());

test('declarations survive being written down', () => {
  const declsOf = (files: typeof lowered) =>
    [...files].map(([uri, { slots }]) => [uri, slots.map((it) => it.decls)]);
  assert.deepEqual(declsOf(lowered), declsOf(librarySources()));
});

test('the text of each item is still there to be looked at', () => {
  for (const [uri, file] of librarySources()) {
    const other = lowered.get(uri);
    assert.deepEqual(other?.tree, file.tree);
    assert.deepEqual(
      other?.slots.map((it) => it.item),
      file.tree.items,
    );
  }
});

test('nothing in the library is broken, imported or without an index', () => {
  for (const file of librarySources().values()) {
    assert.equal(file.broken.size, 0);
    assert.deepEqual(file.imports, []);
    assert.deepEqual(
      file.slots.map((it) => it.index),
      file.slots.map((_, index) => index),
    );
  }
});
