// All orders of open choices: each sequence once, the usual one first.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { ordersOf } from '../../server/src/checks/scenarios/orders.ts';

test('every sequence of choices is made once, the first alternatives first', () => {
  const widths = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });
  const property = fc.property(widths, (alternatives) => {
    const orders = [...ordersOf((choose) => alternatives.map(choose))];
    assert.deepEqual(
      orders[0],
      alternatives.map(() => 0),
    );
    assert.equal(
      orders.length,
      alternatives.reduce((product, it) => product * it, 1),
    );
    assert.equal(new Set(orders.map((it) => it.join())).size, orders.length);
  });
  fc.assert(property);
});

test('what one choice opens is followed, what it closes is not', () => {
  const orders = [...ordersOf((choose) => (choose(2) === 0 ? 'left' : `right ${choose(2)}`))];
  assert.deepEqual(orders, ['left', 'right 0', 'right 1']);
});

test('a caller that has enough stops', () => {
  let runs = 0;
  for (const _ of ordersOf((choose) => choose(10))) if (++runs === 3) break;
  assert.equal(runs, 3);
});
