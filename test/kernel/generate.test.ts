// Random scenarios are the same for a seed, make sense, and reach everything that they are there to reach.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { DriverOp, Op, Scenario } from './format.ts';
import { THEMES } from './generate/world.ts';
import { generateExtendedScenario, generateScenario } from './generate.ts';

const MANY = Array.from({ length: 300 }, (_, seed) => generateScenario(seed));
const EXTENDED = Array.from({ length: 100 }, (_, seed) => generateExtendedScenario(seed));

test('the same seed gives the same scenario', () => {
  for (const scenario of MANY.slice(0, 50)) assert.deepEqual(generateScenario(scenario.seed ?? -1), scenario);
});

test('every theme, operation and kind of bus comes up', () => {
  const ops = MANY.flatMap((scenario) => scenario.ops);
  assert.deepEqual(new Set(MANY.flatMap(({ tags }) => tags)), new Set(THEMES));
  assert.deepEqual(
    new Set(ops.map(({ op }) => op)),
    new Set<Op['op']>([
      ...([
        'bus',
        'driver',
        'device',
        'class',
        'class_device',
        'add',
        'link',
        'unlink',
        'bind',
        'unbind',
      ] as const),
      ...(['device_driver_attach', 'device_release_driver', 'device_reprobe', 'device_del'] as const),
      ...(['driver_override', 'drivers_probe', 'drivers_autoprobe', 'bus_rescan_devices'] as const),
      ...(['driver_unregister', 'suspend', 'dump'] as const),
    ]),
  );
  const kinds = ops.map((op) => (op.op === 'bus' ? op.kind : 'own'));
  assert.deepEqual(new Set(kinds), new Set(['own', 'platform', 'auxiliary']));
});

test('extensions come up in extended scenarios only', () => {
  const kinds = (scenarios: readonly Scenario[]) =>
    new Set(scenarios.flatMap(({ ops }) => ops.map(({ op }) => op)));
  for (const op of ['device_move', 'runtime_get', 'runtime_put'] as const) {
    assert.ok(kinds(EXTENDED).has(op));
    assert.ok(!kinds(MANY).has(op));
  }
});

test('the last operation is a dump, and operations name buses and classes that there are', () => {
  for (const { id, ops } of [...MANY, ...EXTENDED]) {
    assert.equal(ops.at(-1)?.op, 'dump');
    const names = new Set(ops.flatMap((op) => (op.op === 'bus' || op.op === 'class' ? [op.name] : [])));
    for (const op of ops) {
      if ('bus' in op) assert.ok(names.has(op.bus), `${id}: ${op.bus}`);
      if (op.op === 'class_device') assert.ok(names.has(op.class), `${id}: ${op.class}`);
    }
  }
});

test('no driver makes what it matches itself: the kernel would go on until its stack is used up', () => {
  for (const { id, ops } of [...MANY, ...EXTENDED]) {
    const choosy = new Set(
      ops.flatMap((op) =>
        op.op === 'bus' && !op.no_match_callback && !op.steps?.includes('always') ? [op.name] : [],
      ),
    );
    for (const op of ops)
      if (op.op === 'driver') assert.ok(!matchesItsChildren(op, choosy), `${id}: ${op.name}`);
  }
});

function matchesItsChildren(driver: DriverOp, choosy: ReadonlySet<string>): boolean {
  const children = driver.creates?.filter((child) => child.bus === driver.bus) ?? [];
  return children.some(
    ({ id = '' }) =>
      !choosy.has(driver.bus) || driver.ids?.includes('*') || driver.ids?.includes(id) || driver.name === id,
  );
}
