// What a real kernel did in the project's own recordings, the model does: every event, code and state. A recording that is not
// deterministic has asynchronous probes: the bindings in the end count, and that an order which a kernel may take
// leads to them. A rule stands in a title if a wrong reading of it fails in the set.
import assert from 'node:assert/strict';
import test from 'node:test';
import { type GoldenSet, readGolden } from '../kernel/golden.ts';
import { follow } from './follow.ts';

test('LC-7, LC-12, LC-13, LC-21, LC-24, LC-28, LC-33, LC-34, LC-35, LC-41: what a kernel did in random scenarios', () => {
  checkAll('random');
});

test('LC-26, LC-32, LC-40, LC-42, LC-46, LC-48, LC-49: what a kernel did in scenarios written for a rule', () => {
  checkAll('directed');
});

test('LC-13, LC-27, LC-34: what a kernel does not survive is foreseen, in the same operation', () => {
  checkAll('deadly');
});

test('LC-39, LC-55, LC-58: what a kernel did in random scenarios with runtime PM, sync_state and moves', () => {
  checkAll('extended');
});

test('LC-39, LC-53, LC-54, LC-55, LC-58: what a kernel did in such scenarios, and at shutdown', () => {
  checkAll('extensions');
});

test('LC-30, LC-37, LC-38, LC-39: what a kernel did with suppliers that firmware names', () => {
  checkAll('firmware');
});

function checkAll(set: GoldenSet): void {
  const recordings = readGolden(set);
  assert.ok(recordings.length > 0);
  for (const recording of recordings) assert.equal(follow(recording).difference, undefined, recording.id);
}
