// What the module logs becomes results, also where the log stops in the middle.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Op } from './format.ts';
import { createLogReader, resultsOf } from './read-log.ts';

const DUMP: Op = { op: 'dump' };
const SUSPEND: Op = { op: 'suspend' };
const ADD: Op = { op: 'add', device: 'd' };

function read(ops: readonly Op[], log: string) {
  const reader = createLogReader();
  for (const line of log.trim().split('\n')) reader.push(line.trim());
  return resultsOf(ops, reader.scenarios.get(0));
}

test('events before the code happened in the call, those after it are what it left to others', () => {
  assert.deepEqual(
    read(
      [ADD, ADD],
      `@scenario 0
       @op 0
       add d
       @rc 0
       match d r 1
       @op 1
       @rc -2
       @end`,
    ),
    {
      results: [
        { rc: 0, events: ['add d'], settle: ['match d r 1'] },
        { rc: -2, events: [], settle: [] },
      ],
    },
  );
});

test('a dump is a state', () => {
  assert.deepEqual(
    read(
      [DUMP],
      `@scenario 0
       @op 0
       @bus b
       @device d r
       @device e -
       @driver r
       @deferred e
       @path d /devices/d
       @path e /devices/e
       @link e d 354 0
       @order d
       @order e
       @rc 0
       @end`,
    ).results,
    [
      {
        rc: 0,
        state: {
          buses: {
            b: {
              devices: [
                ['d', 'r'],
                ['e', null],
              ],
              drivers: ['r'],
            },
          },
          deferred: ['e'],
          paths: { d: '/devices/d', e: '/devices/e' },
          links: [
            {
              ...{ consumer: 'e', supplier: 'd', state: 'dormant' },
              flags: ['autoremove_consumer', 'autoprobe_consumer', 'managed', 'inferred'],
            },
          ],
          order: ['d', 'e'],
        },
      },
    ],
  );
});

test('retries after a resume count as left behind, whenever they ran', () => {
  const log = (early: string, late: string) => `@scenario 0
    @op 0
    pm d suspend
    pm d complete
    ${early}
    @rc -16
    ${late}
    @end`;
  const match = 'match e r 1\npm e runtime_resume';
  const expected = {
    results: [
      {
        ...{ rc: -16, events: ['pm d suspend', 'pm d complete'] },
        settle: ['match e r 1', 'pm e runtime_resume'],
      },
    ],
  };
  assert.deepEqual(read([SUSPEND], log(match, '').replaceAll(/\n\s*\n/g, '\n')), expected);
  assert.deepEqual(read([SUSPEND], log('', match).replaceAll(/\n\s*\n/g, '\n')), expected);
});

test('where the log stops is where the kernel died', () => {
  const whole = `@scenario 0
    @op 0
    add d
    @rc 0
    @op 1
    add d
    probe d r`;
  assert.deepEqual(read([ADD, ADD], whole), {
    results: [{ rc: 0, events: ['add d'], settle: [] }],
    diedAt: 1,
  });
  assert.deepEqual(read([ADD], '@scenario 0'), { results: [], diedAt: 0 });
});

test('an operation that the module had to stop did not come to an end', () => {
  const log = `@scenario 0
    @op 0
    @rc 0
    @op 1
    @rc 0
    @limit
    @op 2
    @rc 0
    @end`;
  assert.deepEqual(read([ADD, ADD, ADD], log), { results: [{ rc: 0, events: [], settle: [] }], diedAt: 1 });
});

test('scenarios are told apart by number', () => {
  const reader = createLogReader();
  for (const line of ['@scenario 4', '@op 0', '@rc 0', '@end', '@scenario 2', '@op 0']) reader.push(line);
  assert.deepEqual([...reader.scenarios.keys()], [4, 2]);
  assert.equal(reader.scenarios.get(4)?.ended, true);
  assert.equal(reader.scenarios.get(2)?.ended, false);
});
