// Operations become lines of the module's language; what the module could not read is refused before a boot is spent on it.
import assert from 'node:assert/strict';
import test from 'node:test';
import { commandsOf, UnrecordableScenario } from './commands.ts';
import type { Op } from './format.ts';
import { generateExtendedScenario, generateScenario } from './generate.ts';

function lines(...ops: readonly Op[]): readonly string[] {
  return commandsOf({ id: 'x', tags: [], seed: null, ops }, 7).slice(1, -1);
}

test('a scenario stands between its number and its end', () => {
  assert.deepEqual(commandsOf({ id: 'any name', tags: [], seed: null, ops: [{ op: 'dump' }] }, 7), [
    'scenario 7',
    'dump',
    'end',
  ]);
});

test('lists, rules and flags of a driver', () => {
  assert.deepEqual(
    lines({
      ...{ op: 'driver', bus: 'b', name: 'r', ids: ['a', '*'], probe: 'nodev' },
      probe_for: { d: 'need:e', '0000:00:19.0': 'errfirst:-5' },
      creates: [{ name: '%.0', bus: '@k' }],
      links: [{ supplier: 's', flags: 34 }],
      ...{ async: true, keep_children: false, suppress_bind_attrs: true },
    }),
    [
      'driver b r ids=a|* probe=err:-19 probe@d=need:e probe@0000:00:19.0=errfirst:-5' +
        ' child=%.0|@k| link=s|34 async suppress_bind_attrs',
    ],
  );
});

test('what a driver makes and deletes for one device, firmware and overrides', () => {
  assert.deepEqual(
    lines(
      {
        ...{ op: 'driver', bus: 'b', name: 'r', probe: 'answers:0,-19' },
        creates_for: {
          d: [
            { name: 'c', bus: 'b', id: 'i', parent: 'p' },
            { name: 'e', bus: '@k', firmware: ['s', 't'] },
            { name: 'f', bus: 'b', firmware: [] },
          ],
        },
        deletes_for: { d: ['c', 'x'] },
      },
      { op: 'device', bus: 'b', name: 'd', override: 'r', firmware: ['s'] },
    ),
    [
      'driver b r probe=answers:0,-19 child@d=c|b|i|p child@d=e|@k|||s|t child@d=f|b||| delete@d=c delete@d=x',
      'device b d override=r fwnode suppliers=s',
    ],
  );
});

test('writes to sysfs go to the folder of the bus’s kind', () => {
  assert.deepEqual(
    lines(
      { op: 'bus', name: 'p', kind: 'platform' },
      { op: 'bus', name: 'o', kind: 'own', steps: ['override', 'table'], no_match_callback: true },
      { op: 'bind', bus: 'p', driver: 'r', device: 'd.1' },
      { op: 'driver_override', bus: 'o', device: 'd', value: '' },
      { op: 'drivers_autoprobe', bus: 'o', value: 0 },
    ),
    [
      'bus p platform',
      'bus o own steps=override|table no_match_callback',
      'write /sys/bus/platform/drivers/r/bind d.1',
      'write /sys/bus/o/devices/d/driver_override',
      'write /sys/bus/o/drivers_autoprobe 0',
    ],
  );
});

test('numbers that are 0 and flags that are false are not said', () => {
  assert.deepEqual(
    lines({ op: 'device', bus: 'b', name: 'd', id: 'a', mdefer: 0, merr: -22, hold: false, devres: true }),
    ['device b d id=a merr=-22 devres'],
  );
});

const unreadable: readonly Op[] = [
  { op: 'class', name: 'two words' },
  { op: 'class', name: 'a/b' },
  { op: 'class', name: '' },
  { op: 'class', name: 'n'.repeat(64) },
  { op: 'driver', bus: 'b', name: 'r', ids: ['a|b'] },
  { op: 'driver', bus: 'b', name: 'r', ids: Array.from({ length: 24 }, (_, index) => `${index}`) },
];
for (const op of unreadable) {
  test(`refused: ${JSON.stringify(op).slice(0, 60)}`, () => {
    assert.throws(() => lines(op), UnrecordableScenario);
  });
}

const OPEN: Op = { op: 'suspend', open: true };
const RESUME: Op = { op: 'resume' };
const DUMPS: readonly Op[] = Array.from({ length: 32 }, () => ({ op: 'dump' }));

test('an open suspend has a resume, and what the module can keep between them', () => {
  assert.equal(lines(OPEN, ...DUMPS, RESUME, { op: 'suspend' }).length, 35);
});

const sleepless: Readonly<Record<string, readonly Op[]>> = {
  'a suspend that does not end': [OPEN, { op: 'dump' }],
  'a resume without a suspend': [{ op: 'suspend' }, RESUME],
  'a suspend in a suspend': [OPEN, { op: 'suspend' }, RESUME],
  'more than the module can keep': [OPEN, ...DUMPS, { op: 'dump' }, RESUME],
};
for (const [what, ops] of Object.entries(sleepless))
  test(`refused: ${what}`, () => {
    assert.throws(() => lines(...ops), UnrecordableScenario);
  });

test('every random scenario can be recorded', () => {
  for (let seed = 0; seed < 150; seed++) {
    for (const scenario of [generateScenario(seed), generateExtendedScenario(seed)])
      assert.equal(commandsOf(scenario, seed).length, scenario.ops.length + 2);
  }
});
