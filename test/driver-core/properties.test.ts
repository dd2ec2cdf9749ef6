// What holds for every run: it ends, says the same again, binds only what matches, and gives a reason for everything else.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { matchingRow } from '../../server/src/driver-core/id-table.ts';
import { rerun, run } from '../../server/src/driver-core/index.ts';
import { matchDevice } from '../../server/src/driver-core/match.ts';
import { matchSubject } from '../../server/src/driver-core/match-subject.ts';
import type { Run } from '../../server/src/driver-core/result.ts';
import { candidateRows } from '../../server/src/driver-core/row-index.ts';
import { machineOf } from '../../server/src/driver-core/run.ts';
import type { Topology } from '../../server/src/driver-core/topology.ts';
import { devices, topologies } from './arbitrary.ts';
import { toRows } from './build.ts';

test('a run ends, and the same topology gives the same run', () => {
  fc.assert(
    fc.property(topologies(), (topology) => {
      assert.deepEqual(plain(run(topology)), plain(run(topology)));
    }),
    { numRuns: 150 },
  );
});

test('every device has a state and a reason; every binding satisfies match()', () => {
  fc.assert(
    fc.property(topologies(), (topology) => {
      const result = run(topology);
      const state = machineOf(result)?.state;
      assert.ok(state);
      for (const device of result.devices.values()) {
        assert.notEqual(device.reason.text, '');
        assert.match(device.reason.rule, /^[A-Z]+-\d+$/);
        assert.equal(device.state === 'bound', device.driver !== undefined);
        const live = state.devices.get(device.id);
        const driver = state.drivers.get(device.driver ?? '');
        if (live && driver) assert.equal(matchDevice(topology.kernel, live, driver).result, 'yes');
      }
      for (const { id } of topology.devices) {
        const isKnown = result.devices.has(id) || result.refused.some((refused) => refused.id === id);
        assert.ok(isKnown, id);
      }
    }),
    { numRuns: 150 },
  );
});

test('the index leaves out no driver that matches', () => {
  fc.assert(
    fc.property(topologies(), (topology) => {
      const state = machineOf(run(topology))?.state;
      assert.ok(state);
      for (const device of state.devices.values()) {
        if (!device.bus || !device.candidates) continue;
        for (const driver of device.bus.known) {
          if (device.candidates.includes(driver.position)) continue;
          assert.equal(
            matchDevice(topology.kernel, device, driver).result,
            'no',
            `${device.id} ${driver.id}`,
          );
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('the row that a long table gives is the row that a walk over all rows gives', () => {
  fc.assert(
    fc.property(topologies({ steps: 'none' }), (topology) => {
      const state = machineOf(run(topology))?.state;
      assert.ok(state);
      for (const device of state.devices.values()) {
        for (const driver of device.bus?.known ?? []) {
          const table = driver.bus.type.tables.id_table;
          // Long enough to be hashed: the driver's rows, over and over.
          const own = driver.decl.tables.id_table ?? [];
          const rows = toRows(Array.from({ length: 3 }, () => own.map(({ fields }) => fields)).flat());
          if (!table) continue;
          const subject = matchSubject(topology.kernel, device, driver);
          const indexed = matchingRow(table, candidateRows(table, rows, subject), subject, () => true);
          assert.equal(
            indexed,
            matchingRow(table, rows, subject, () => true),
          );
        }
      }
    }),
    { numRuns: 150 },
  );
});

test('a run after an edit equals a run from scratch', () => {
  const kinds = { none: 0, some: 0, all: 0 };
  for (const steps of ['none', 'any'] as const) {
    fc.assert(
      fc.property(
        topologies({ steps }),
        devices({ steps }),
        fc.array(fc.nat(9), { maxLength: 3 }),
        (before, others, places) => {
          const { next, changed } = edited(before, others, places);
          const again = rerun(run(before), next, changed);
          kinds[again.kind]++;
          assert.deepEqual(plain(again.run), plain(run(next)));
        },
      ),
      { numRuns: 200 },
    );
  }
  // Both ways are really taken.
  assert.ok(kinds.some > 50 && kinds.all > 10, JSON.stringify(kinds));
});

test('a run after an edit keeps the results of devices that did not change', () => {
  fc.assert(
    fc.property(
      topologies({ steps: 'none' }),
      devices({ steps: 'none' }),
      fc.nat(9),
      (before, others, place) => {
        const { next, changed } = edited(before, others, [place]);
        const first = run(before);
        const results = new Map(first.devices);
        const again = rerun(first, next, changed);
        if (again.kind === 'all') return;
        for (const [id, result] of again.run.devices) {
          if (!changed.has(id)) assert.equal(result, results.get(id));
        }
      },
    ),
  );
});

/** Some devices say what others would have said: names, parents and suppliers mostly stay. */
function edited(before: Topology, others: Topology['devices'], places: readonly number[]) {
  const next = [...before.devices];
  const changed = new Set<string>();
  for (const place of places) {
    const device = next[place];
    const other = others.find(({ bus }) => bus === device?.bus);
    if (!device || !other) continue;
    const { driverOverride: _, ...rest } = device;
    next[place] = {
      ...rest,
      fields: other.fields,
      ...(other.driverOverride !== undefined && { driverOverride: other.driverOverride }),
    };
    changed.add(device.id);
  }
  return { next: { ...before, devices: next }, changed };
}

/** Everything that a run says, as data without getters. */
function plain(result: Run) {
  return {
    ...result,
    devices: [...result.devices.values()].map((device) => structuredClone({ ...device })),
    drivers: [...result.drivers],
    modules: [...result.modules],
    order: [...result.order],
  };
}
