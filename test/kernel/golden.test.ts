// The recordings that lie in the project are whole, and their scenarios are those that the sources make today.
import assert from 'node:assert/strict';
import test from 'node:test';
import { DEADLY_SCENARIOS, DIRECTED, EXTENSION_SCENARIOS, FIRMWARE_SCENARIOS } from './directed.ts';
import type { Recording, Scenario } from './format.ts';
import { generateExtendedScenario, generateScenario } from './generate.ts';
import { GOLDEN_SETS, type GoldenSet, readGolden } from './golden.ts';

const SOURCES: Readonly<Record<GoldenSet, (recording: Recording) => Scenario | undefined>> = {
  random: ({ seed }) => generateScenario(seed ?? -1),
  extended: ({ seed }) => generateExtendedScenario(seed ?? -1),
  directed: ({ id }) => DIRECTED.find((scenario) => scenario.id === id),
  deadly: ({ id }) => DEADLY_SCENARIOS.find((scenario) => scenario.id === id),
  extensions: ({ id }) => EXTENSION_SCENARIOS.find((scenario) => scenario.id === id),
  firmware: ({ id }) => FIRMWARE_SCENARIOS.find((scenario) => scenario.id === id),
};

for (const set of GOLDEN_SETS) {
  test(`${set}: every recording is of the scenario that stands in the sources`, () => {
    for (const recording of readGolden(set)) {
      const { id, tags, seed, parameters, ops } = recording;
      const scenario = { id, tags, seed, ...(parameters !== undefined && { parameters }), ops };
      assert.deepEqual(scenario, SOURCES[set](recording), `${id} was recorded from other operations`);
    }
  });

  test(`${set}: every operation has its result, and dumps agree with themselves`, () => {
    for (const recording of readGolden(set)) checkResults(recording, set === 'deadly');
  });
}

test('all scenarios that are written by hand were recorded', () => {
  const count = (set: GoldenSet) => readGolden(set).length;
  assert.equal(count('directed'), DIRECTED.length);
  assert.equal(count('deadly'), DEADLY_SCENARIOS.length);
  assert.equal(count('extensions'), EXTENSION_SCENARIOS.length);
  assert.equal(count('firmware'), FIRMWARE_SCENARIOS.length);
});

test('at least 300 random scenarios, and only async probes leave an order open', () => {
  const random = readGolden('random');
  assert.ok(random.length >= 300);
  assert.deepEqual(
    random.filter((recording) => recording.deterministic === hasAsyncDriver(recording)),
    [],
  );
});

function hasAsyncDriver({ ops }: Recording): boolean {
  return ops.some((op) => op.op === 'driver' && op.async === true);
}

function checkResults(recording: Recording, dies: boolean): void {
  const { id, ops, results, died } = recording;
  assert.equal(recording.format, 'dcoracle/1');
  assert.match(recording.kernel, /^6\.12\./);
  assert.equal(died !== undefined, dies, id);
  assert.equal(results.length, died?.op ?? ops.length, id);
  for (const [index, result] of results.entries()) {
    assert.equal('state' in result, ops[index]?.op === 'dump', `${id}: operation ${index}`);
    if (!('state' in result)) continue;
    const { buses, deferred, paths, links, order } = result.state;
    const onBuses = Object.values(buses).flatMap((bus) => bus.devices.map(([name]) => name));
    const linked = links.flatMap(({ consumer, supplier }) => [consumer, supplier]);
    for (const name of [...onBuses, ...deferred, ...linked, ...order])
      assert.ok(name in paths, `${id}: ${name}`);
  }
}
