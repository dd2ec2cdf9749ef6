// The same of any machine: acts drawn at random on small topologies that are drawn at random themselves.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  momentRun,
  perform,
  type ScenarioMachine,
  startScenario,
} from '../../server/src/driver-core/scenario/index.ts';
import type { Act } from '../../server/src/driver-core/scenario/script.ts';
import { topologies } from '../driver-core/arbitrary.ts';
import { brokenInvariants } from './machine-invariants.ts';

const name = fc.oneof(
  { weight: 6, arbitrary: fc.nat(9).map((number) => `x${number}`) },
  fc.constantFrom('virtio0', 'mixed0', 'p0', 'net0', 'nobody'),
);
const target = name.map((it) => [it]);
const driver = fc.nat(8).map((number) => [`d${number}`]);
const bit = fc.constantFrom(0, 1);

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constantFrom('plug', 'unplug', 'remove', 'unbind', 'drivers_probe', 'delete', 'open', 'close'),
      device: target,
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('bind'), device: target, driver }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('set'),
      device: target,
      attribute: fc.constantFrom('driver_override', 'state_synced', 'remove', 'nothing'),
      value: fc.constantFrom('', 'd0', 'd1', 'nobody', 1),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constantFrom('modprobe', 'rmmod'),
      module: fc.constantFrom('m1', 'm2', 'd0', 'd1', 'd2', 'd3'),
    }),
  },
  fc.record({ act: fc.constant('rescan'), bus: fc.constantFrom('pci', 'mixed', 'hid', 'virtio') }),
  fc.record({
    act: fc.constant('set bus'),
    bus: fc.constantFrom('pci', 'mixed', 'virtio'),
    attribute: fc.constant('drivers_autoprobe'),
    value: bit,
  }),
  fc.record({ act: fc.constantFrom('suspend', 'resume') }),
  fc.record({ act: fc.constant('sleep'), seconds: fc.constantFrom(1, 20) }),
);

test('LC-1, LC-7, LC-55: on any machine lists and drivers agree after every act, and the same acts do the same', () => {
  const acts = fc.array(act, { minLength: 2, maxLength: 25, size: 'max' });
  const property = fc.property(topologies(), acts, (topology, list) => {
    const [one, other] = [startScenario(topology), startScenario(topology)];
    for (const it of list) {
      assert.deepEqual(perform(one, it), perform(other, it));
      if (one.mishaps.length > 0) return;
      assert.deepEqual(brokenInvariants(one), [], `after ${JSON.stringify(it)}`);
    }
    assert.deepEqual(logOf(one), logOf(other));
  });
  fc.assert(property, { numRuns: 300 });
});

test('LC-12, LC-28: a machine that leaves out the calls and retries which change nothing comes to what one comes to that makes them all', () => {
  const acts = fc.array(act, { minLength: 2, maxLength: 25, size: 'max' });
  const property = fc.property(topologies(), acts, (topology, list) => {
    const [short, whole] = [startScenario(topology), startScenario(topology, { isExact: true })];
    for (const it of [undefined, ...list]) {
      if (it) assert.deepEqual(perform(short, it), perform(whole, it));
      if (whole.mishaps.length > 0) return;
      assert.deepEqual(statesOf(short), statesOf(whole), `after ${JSON.stringify(it ?? 'boot')}`);
    }
    assert.deepEqual(logOf(short), logOf(whole));
  });
  fc.assert(property, { numRuns: 300 });
});

/** In the order of suspend, which every retry changes. */
function statesOf(machine: ScenarioMachine): readonly string[] {
  const { devices } = momentRun(machine);
  return Array.from(machine.state.core.order, ({ id }) => {
    const { state, driver = '', reason } = devices.get(id) ?? {};
    return `${id} ${state} ${driver} ${reason?.text}`;
  });
}

function logOf({ log }: ScenarioMachine): readonly string[] {
  return log.map(({ event, id }) => `${event} ${id}`);
}
