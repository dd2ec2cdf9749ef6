// Whatever a scenario does, the model ends, does the same again, and keeps the lists of the core in order. Scenarios are those that
// the recorder draws by seed (test/kernel/generate.ts): many more than a kernel was asked about.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { settle } from '../../server/src/driver-core/base/settle.ts';
import type { Op, Scenario } from '../kernel/format.ts';
import { generateExtendedScenario, generateScenario } from '../kernel/generate.ts';
import { brokenInvariants } from './invariants.ts';
import { newMachine } from './machine.ts';
import { replay } from './replay.ts';
import { runOp } from './run-op.ts';

const scenarios: fc.Arbitrary<Scenario> = fc
  .tuple(fc.boolean(), fc.nat({ max: 10_000_000 }))
  .map(([isExtended, seed]) => (isExtended ? generateExtendedScenario : generateScenario)(seed));

test('every scenario ends, and has a result for each of its operations', () => {
  fc.assert(
    fc.property(scenarios, ({ ops }) => replay(ops).results.length === ops.length),
    { numRuns: 300 },
  );
});

test('a scenario does the same every time', () => {
  fc.assert(
    fc.property(scenarios, ({ ops }) => assert.deepEqual(replay(ops), replay(ops))),
    { numRuns: 100 },
  );
});

test('LC-1, LC-33, LC-55: lists, links and drivers agree after every operation', () => {
  fc.assert(
    fc.property(scenarios, ({ ops }) => assert.deepEqual(firstBreak(ops), [])),
    { numRuns: 300 },
  );
});

test('an operation that names what is not there changes nothing', () => {
  const nothing: readonly Op[] = [
    { op: 'unbind', bus: 'b0', driver: 'nobody', device: 'd0' },
    { op: 'device_del', device: 'nothing' },
    { op: 'link', consumer: 'nothing', supplier: 'd0', flags: 0 },
  ];
  fc.assert(
    fc.property(scenarios, ({ ops }) => {
      const [plain, padded] = [replay(ops), replay(ops.flatMap((op) => [...nothing, op]))];
      assert.deepEqual(
        padded.results.filter((_, index) => index % (nothing.length + 1) === nothing.length),
        plain.results,
      );
    }),
    { numRuns: 50 },
  );
});

/** What is broken after the first operation after which anything is. A kernel that hangs has no state. */
function firstBreak(ops: readonly Op[]): readonly string[] {
  const machine = newMachine(() => {});
  for (const [index, op] of ops.entries()) {
    runOp(machine, () => {}, op);
    settle(machine.core);
    if (machine.core.mishaps.length > 0) return [];
    const broken = brokenInvariants(machine);
    if (broken.length > 0) return [`after operation ${index}:`, ...broken];
  }
  return [];
}
