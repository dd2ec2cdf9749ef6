// The extensions that may mean a made device are found without asking each: none that means it is left out.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { mayMean } from '../../server/src/driver-core/names/open-questions.ts';
import { enter, enterInside, newNameTable, tableWorld } from '../../server/src/driver-core/names/table.ts';
import { meanings } from '../../server/src/driver-core/names/world.ts';

const word = fc.constantFrom('a', 'b', 'c');
const id = fc
  .tuple(fc.constantFrom('device:a', 'device:b', 'request:a'), word)
  .map(([space, name]) => `${space}/${name}`);
const called = fc.record({ name: word, label: fc.option(word, { nil: undefined }) });
const things = fc.array(fc.record({ id, called, owner: fc.option(id) }), { maxLength: 5 });

function tableOf(all: typeof things extends fc.Arbitrary<infer T> ? T : never) {
  const table = newNameTable();
  for (const it of all) {
    enter(table, it.id, it.called);
    if (it.owner !== null) enterInside(table, it.owner, it.id, it.called);
  }
  return table;
}

test('no extension that means something made is left out, and their order stays', () => {
  const paths = fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), { maxLength: 6 });
  fc.assert(
    fc.property(things, things, paths, (text, line, all) => {
      const written = tableWorld(tableOf(text));
      const made = tableOf(line);
      const extensions = all.map((path) => ({ path, fields: {}, suppliers: [], requests: [] }));
      const means = ({ path }: { readonly path: readonly string[] }) =>
        meanings({ written, made: tableWorld(made) }, path).some((it) => made.ids.has(it));
      assert.deepEqual(mayMean(written, extensions, made).filter(means), extensions.filter(means));
    }),
    { numRuns: 400 },
  );
});

test('only what the line of the device answers is looked at', () => {
  const text = newNameTable();
  for (const name of ['p', 'q']) enter(text, `device:pci/${name}`, { name });
  const line = newNameTable();
  enter(line, 'device:aux/k.0', { name: 'k.0' });
  enterInside(line, 'device:pci/p', 'device:aux/k.0', { name: 'k.0', label: 'kid' });
  const paths = [['q', 'kid'], ['p', 'kid'], ['k.0'], ['aux', 'k.0'], ['p'], ['k.1']];
  const extensions = paths.map((path) => ({ path, fields: {}, suppliers: [], requests: [] }));
  assert.deepEqual(
    mayMean(tableWorld(text), extensions, line).map(({ path }) => path.join('/')),
    ['p/kid', 'k.0', 'aux/k.0'],
  );
});
