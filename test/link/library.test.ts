// The library links without a problem for every kernel that it speaks of: nobody would see its problems otherwise.
import assert from 'node:assert/strict';
import test from 'node:test';
import { librarySlots, libraryTypes } from '../../server/src/db/library.ts';
import { collectNames, linkItem } from '../../server/src/link/index.ts';

for (const kernel of [4_004, 5_004, 5_015, 6_001, 6_012]) {
  test(`no problem of names or values at ${kernel}`, () => {
    const types = libraryTypes(kernel);
    const names = collectNames(librarySlots(), kernel);
    const items = librarySlots().flatMap((slot) => linkItem({ names, types, kernel }, slot).problems);
    const problems = [...[...types.problems.values()].flat(), ...items];
    assert.deepEqual(
      problems.map(
        (it) => `${librarySlots().find((slot) => slot.key === it.place.item)?.file}: ${it.message}`,
      ),
      [],
    );
  });
}
