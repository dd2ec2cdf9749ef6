// A name means the same in the text with its run and on the machine that has just booted: two worlds, one order of meanings.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { RootModel } from '../../server/src/db/index.ts';
import type { Ref } from '../../server/src/declare/declarations.ts';
import type { Found } from '../../server/src/driver-core/names/world.ts';
import { resolveTarget, startScenario } from '../../server/src/driver-core/scenario/index.ts';
import { openWorkspace } from '../harness/run-fixture.ts';
import { machineOfNames, WORDS } from './draw-names.ts';

const PAIRS = WORDS.flatMap((a) => WORDS.map((b) => [a, b]));
const REFERENCES = [
  ...WORDS.map((it) => [it]),
  ...PAIRS,
  ...PAIRS.flatMap((it) => [
    [...it, 'x0'],
    [...it, 'l0'],
  ]),
];

test('a name means the same in the text and on the machine that has booted', () => {
  const property = fc.property(machineOfNames, (text) => {
    const model = openWorkspace({ '/a.topo': text }).model('/a.topo');
    assert.deepEqual(whatIsWrong(model), []);
    const { state } = startScenario(model.topology);
    const machine = REFERENCES.map((parts) => `${parts.join('/')}: ${answer(resolveTarget(state, parts))}`);
    const told = REFERENCES.map((parts) => `${parts.join('/')}: ${answer(model.resolve(refOf(parts)))}`);
    assert.deepEqual(machine, told);
  });
  fc.assert(property, { numRuns: 40 });
});

/** On a machine a name means what is there before what is not: here all is there. */
function whatIsWrong(model: RootModel): readonly unknown[] {
  const { devices, refused, notMade = [] } = model.run;
  const away = [...devices.values()].filter(({ state }) => state === 'absent' || state === 'waits');
  return [...model.files.flatMap((file) => model.problems(file)), ...away, ...refused, ...notMade];
}

function refOf(parts: readonly string[]): Ref {
  return { site: 0, parts: parts.map((text) => ({ site: 0, text })) };
}

function answer(found: Found): string {
  switch (found.kind) {
    case 'one':
      return found.id;
    case 'many':
      return [...found.spellings].sort().join(' or ');
    default:
      return 'nothing';
  }
}
