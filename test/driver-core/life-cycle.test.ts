// Binding over time: walks, deferral and its triggers, links, re-probing (LC-10 to LC-39).
import assert from 'node:assert/strict';
import test from 'node:test';
import { addDeclared } from '../../server/src/driver-core/add-declared.ts';
import { matchingAttempts } from '../../server/src/driver-core/attempts.ts';
import { attachDevice } from '../../server/src/driver-core/base/attach.ts';
import { trigger } from '../../server/src/driver-core/base/deferral.ts';
import { releaseDriver } from '../../server/src/driver-core/base/release.ts';
import { settle } from '../../server/src/driver-core/base/settle.ts';
import { run } from '../../server/src/driver-core/index.ts';
import type { State } from '../../server/src/driver-core/live.ts';
import { registerDriver } from '../../server/src/driver-core/register-driver.ts';
import type { Run } from '../../server/src/driver-core/result.ts';
import { createState } from '../../server/src/driver-core/state.ts';
import { classType, creates, device, driver, fails, module, needs, registers, topology } from './build.ts';
import { amba, hid, pci, platform, simple } from './buses.ts';

const on = (name: string) => `device:simple/${name}`;
const by = (name: string) => `driver:simple/${name}`;

/** `a bound d`, `b deferred`, … in addition order. */
function states(result: Run): readonly string[] {
  return [...result.devices.values()].map(({ name, state, driver: id }) =>
    id === undefined ? `${name} ${state}` : `${name} ${state} ${id.slice(id.indexOf('/') + 1)}`,
  );
}

/** The bus of these tests announces nothing: its drivers are there from the start. */
const loaded = (name: string, options: Parameters<typeof driver>[2] = {}) =>
  driver('simple', name, { ...options, flags: ['loaded', ...(options.flags ?? [])] });

/** A machine without anything on it: tests add and register by themselves. */
function machine(parts: Parameters<typeof topology>[0]) {
  const state = createState(topology({ buses: [simple], ...parts }));
  return {
    state,
    add(name: string) {
      const declared = state.declared.get(on(name));
      assert.ok(declared);
      const live = addDeclared(state, declared);
      assert.ok(live);
      settle(state.core);
    },
    register(name: string) {
      const live = state.drivers.get(by(name));
      assert.ok(live);
      registerDriver(state, live);
      settle(state.core);
    },
  };
}

const driverOf = (state: State, name: string) => state.devices.get(on(name))?.driver?.decl.name;

test('a driver defers, the next one binds, and the device is not deferred any more', () => {
  const result = run(
    topology({
      buses: [simple],
      drivers: [loaded('a', { probe: [fails('EPROBE_DEFER')] }), loaded('b')],
      devices: [device('simple', 'x')],
    }),
  );
  assert.deepEqual(states(result), ['x bound b']);
  assert.equal(result.devices.get(on('x'))?.matching.at(0)?.outcome, 'deferred');
});

test('a missing supplier keeps every driver from probing; it is walked again from the first one', () => {
  const { state, add, register } = machine({
    drivers: [loaded('a'), loaded('b'), driver('simple', 's', { rows: [] })],
    devices: [device('simple', 'c', { suppliers: ['s'] }), device('simple', 's')],
  });
  register('a');
  register('b');
  add('c');
  assert.equal(driverOf(state, 'c'), undefined);
  const waiting = state.devices.get(on('c'));
  assert.ok(waiting);
  assert.equal(matchingAttempts(state, waiting)[0]?.outcome, 'supplier missing');
  add('s');
  assert.equal(driverOf(state, 's'), 'a');
  assert.equal(driverOf(state, 'c'), 'a');
});

test('for a new device a later synchronous driver beats an earlier asynchronous one (LC-15)', () => {
  const { state, add, register } = machine({
    drivers: [loaded('x', { flags: ['async'] }), loaded('y')],
    devices: [device('simple', 'd')],
  });
  register('x');
  register('y');
  add('d');
  assert.equal(driverOf(state, 'd'), 'y');
});

test('a device that is there first goes to the driver that registers first', () => {
  const result = run(
    topology({
      buses: [simple],
      drivers: [loaded('x', { flags: ['async'] }), loaded('y')],
      devices: [device('simple', 'd')],
    }),
  );
  assert.deepEqual(states(result), ['d bound x']);
});

test('LC-37: firmware links come in the reverse order of the names, one to each supplier, behind those of drivers', () => {
  const suppliers = ['s1', 's2', 'own1 PM_RUNTIME', 's1', 's3', 'own2 PM_RUNTIME'];
  const names = ['s1', 's2', 's3', 'own1', 'own2'];
  const { state, add } = machine({
    drivers: [],
    devices: [...names.map((name) => device('simple', name)), device('simple', 'c', { suppliers })],
  });
  for (const name of [...names, 'c']) add(name);
  const links = state.devices.get(on('c'))?.suppliers.map(({ supplier }) => supplier.name);
  assert.deepEqual(links, ['own1', 'own2', 's3', 's2', 's1']);
});

test("consumers are unbound before their supplier; a driver's own link does not bring them back (LC-34)", () => {
  const { state, add, register } = machine({
    drivers: [loaded('d')],
    devices: [
      device('simple', 's'),
      device('simple', 'c', { suppliers: ['s PM_RUNTIME'] }),
      device('simple', 'f', { suppliers: ['s'] }),
    ],
  });
  register('d');
  for (const name of ['s', 'c', 'f']) add(name);
  const supplier = state.devices.get(on('s'));
  assert.ok(supplier);
  releaseDriver(state.core, supplier);
  assert.deepEqual(
    ['s', 'c', 'f'].map((name) => driverOf(state, name)),
    [undefined, undefined, undefined],
  );
  attachDevice(state.core, supplier);
  settle(state.core);
  // Firmware's link has AUTOPROBE_CONSUMER, the driver's own has not.
  assert.deepEqual(
    ['s', 'c', 'f'].map((name) => driverOf(state, name)),
    ['d', undefined, 'd'],
  );
});

test('a second device of one name is refused, wherever its parent is (LC-7)', () => {
  const result = run(
    topology({
      buses: [simple],
      devices: [
        device('simple', 'a'),
        device('simple', 'x'),
        device('simple', 'x', { id: 'device:again', parent: on('a') }),
      ],
    }),
  );
  assert.deepEqual(states(result), ['a unbound', 'x unbound']);
  assert.deepEqual(
    result.refused.map(({ id, reason }) => [id, reason.code, reason.rule]),
    [['device:again', 'name-clash', 'LC-7']],
  );
});

test('two devices that need each other wait for ever', () => {
  const probe = [needs('other')];
  const result = run(
    topology({
      kernel: { fwDevlink: 'off' },
      buses: [simple],
      drivers: [loaded('d', { probe })],
      devices: [
        device('simple', 'a', { suppliers: ['b as other'] }),
        device('simple', 'b', { suppliers: ['a as other'] }),
      ],
    }),
  );
  assert.deepEqual(states(result), ['a deferred', 'b deferred']);
  assert.deepEqual(result.devices.get(on('a'))?.reason, {
    code: 'probe-defer',
    text: 'd returns -EPROBE_DEFER: other of b is not there yet',
    rule: 'LC-21',
  });
});

test('a firmware cycle is relaxed: both bind (LC-38); the chain behind it binds in order', () => {
  const result = run(
    topology({
      buses: [simple],
      drivers: [loaded('d')],
      devices: [
        device('simple', 'last', { suppliers: ['a'] }),
        device('simple', 'a', { suppliers: ['b'] }),
        device('simple', 'b', { suppliers: ['a'] }),
      ],
    }),
  );
  assert.deepEqual(states(result), ['last bound d', 'a bound d', 'b bound d']);
});

for (const [fwDevlink, expected] of [
  ['rpm', 'deferred'],
  ['on', 'deferred'],
  ['permissive', 'bound'],
  ['off', 'bound'],
] as const) {
  test(`fw_devlink=${fwDevlink}: a consumer of an unbound supplier is ${expected} (LC-37)`, () => {
    const result = run(
      topology({
        kernel: { fwDevlink },
        buses: [simple, platform],
        drivers: [loaded('d')],
        devices: [device('simple', 'c', { suppliers: ['device:platform/s'] }), device('platform', 's')],
      }),
    );
    assert.equal(result.devices.get(on('c'))?.state, expected);
    if (expected === 'deferred') assert.equal(result.devices.get(on('c'))?.reason.code, 'supplier');
  });
}

for (const flag of ['STATELESS', 'SYNC_STATE_ONLY']) {
  test(`a ${flag} link keeps nobody from probing`, () => {
    const result = run(
      topology({
        buses: [simple, platform],
        drivers: [loaded('d')],
        devices: [
          device('simple', 'c', { suppliers: [`device:platform/s ${flag}`] }),
          device('platform', 's'),
        ],
      }),
    );
    assert.equal(result.devices.get(on('c'))?.state, 'bound');
  });
}

test('a match that defers queues the device and asks no later driver (LC-20)', () => {
  const { state } = (() => {
    const created = createState(
      topology({
        buses: [amba],
        drivers: [
          driver('amba', 'a', { rows: [{ id: 1, mask: 1 }] }),
          driver('amba', 'b', { rows: [{ id: 1, mask: 1 }] }),
        ],
        devices: [device('amba', 'x')],
      }),
    );
    return { state: created };
  })();
  for (const live of state.drivers.values()) registerDriver(state, live);
  const declared = state.declared.get('device:amba/x');
  const live = declared && addDeclared(state, declared);
  assert.ok(live);
  assert.equal(live.isDeferred, true);
  assert.deepEqual(
    live.attempts.map(({ driver: id }) => id),
    ['driver:amba/a'],
  );
});

test('declining and failing leave the device unbound, with the error that was returned', () => {
  const result = run(
    topology({
      buses: [simple],
      drivers: [
        loaded('a', { probe: [fails('ENODEV')] }),
        loaded('b', { probe: [fails('EIO', 'dev_name == X')] }),
      ],
      devices: [device('simple', 'x'), device('simple', 'X')],
    }),
  );
  assert.deepEqual(states(result), ['x bound b', 'X unbound']);
  const failed = result.devices.get(on('X'));
  assert.equal(failed?.reason.code, 'probe-failed');
  assert.equal(failed?.reason.text, 'b returns -EIO: `dev_name == X` holds');
});

test('fails E N times, then it succeeds: each bind elsewhere is one more try (LC-28)', () => {
  const probe = [fails('EPROBE_DEFER', undefined, 1)];
  const one = [driver('simple', 'slow', { probe, flags: ['loaded'] })];
  const alone = run(topology({ buses: [simple], drivers: one, devices: [device('simple', 'x')] }));
  // The one try at its registration: nothing else binds.
  assert.deepEqual(states(alone), ['x deferred']);
  const more = run(
    topology({
      buses: [simple, hid],
      drivers: [...one, driver('hid', 'd', { rows: [{ bus: 3 }], flags: ['loaded'] })],
      devices: [device('simple', 'x'), device('hid', 'h', { fields: { bus: 3 } })],
    }),
  );
  assert.deepEqual(states(more), ['x bound slow', 'h bound d']);
});

test('a trigger does not retry within the walk that caused it', () => {
  // x is deferred; while d registers it binds y first, and x itself is offered to d before the worker comes to it.
  const { state, add, register } = machine({
    drivers: [loaded('a', { probe: [fails('EPROBE_DEFER', "dev_name == 'x'", 1)] }), loaded('d')],
    devices: [device('simple', 'y'), device('simple', 'x')],
  });
  add('y');
  add('x');
  const first = state.drivers.get(by('a'));
  assert.ok(first);
  registerDriver(state, first);
  assert.equal(driverOf(state, 'y'), 'a');
  assert.equal(driverOf(state, 'x'), undefined);
  register('d');
  assert.equal(driverOf(state, 'x'), 'd');
});

test('with autoprobe off a retried device is taken off the list and lost', () => {
  const { state, add, register } = machine({
    drivers: [loaded('a', { probe: [fails('EPROBE_DEFER', undefined, 1)] })],
    devices: [device('simple', 'x')],
  });
  register('a');
  add('x');
  const place = state.buses.get('simple');
  assert.ok(place);
  assert.equal(state.devices.get(on('x'))?.isDeferred, true);
  place.autoprobe = false;
  trigger(state.core);
  settle(state.core);
  place.autoprobe = true;
  trigger(state.core);
  settle(state.core);
  assert.equal(driverOf(state, 'x'), undefined);
  assert.equal(state.devices.get(on('x'))?.isDeferred, false);
});

test('a driver that matches its own children is stopped, and says so', () => {
  const result = run(
    topology({
      buses: [simple],
      drivers: [loaded('d', { probe: [creates('simple', { name: 'child{n}' })] })],
      devices: [device('simple', 'x')],
    }),
  );
  const stopped = [...result.devices.values()].find(({ reason }) => reason.code === 'probe-failed');
  assert.match(stopped?.reason.text ?? '', /matches the devices that it makes/);
  assert.ok(result.devices.size < 10);
});

test('LC-27: a probe that makes a device and then defers is stopped', () => {
  const result = run(
    topology({
      buses: [simple, hid],
      drivers: [
        driver('hid', 'h', { rows: [{ bus: 3 }], flags: ['loaded'] }),
        loaded('d', { probe: [creates('hid', { name: 'h{n}', fields: { bus: 3 } }), fails('EPROBE_DEFER')] }),
      ],
      devices: [device('simple', 'x')],
    }),
  );
  assert.deepEqual(states(result), ['x deferred']);
  assert.equal(result.devices.get(on('x'))?.reason.rule, 'LC-27');
});

test('hid: a special driver takes the device from hid-generic, whichever comes first (LC-16)', () => {
  const special = driver('hid', 'special', { rows: [{ bus: 3, vendor: 1 }] });
  const generic = driver('hid', 'hid-generic', { rows: [{}], flags: ['yields'] });
  for (const drivers of [
    [special, generic],
    [generic, special],
  ]) {
    const result = run(
      topology({
        buses: [hid],
        drivers,
        devices: [
          device('hid', 'a', { fields: { bus: 3, vendor: 1 } }),
          device('hid', 'b', { fields: { bus: 3, vendor: 2 } }),
        ],
      }),
    );
    assert.deepEqual(states(result), ['a bound special', 'b bound hid-generic']);
  }
});

test('platform_driver_probe: nothing bound, so the registration fails; deferral becomes ENXIO (LC-11)', () => {
  const flags = ['platform_driver_probe', 'loaded'];
  const result = run(
    topology({
      buses: [platform],
      drivers: [
        driver('platform', 'gone', { flags }),
        driver('platform', 'x', { flags, probe: [fails('EPROBE_DEFER')] }),
        driver('platform', 'y', { flags }),
      ],
      devices: [
        device('platform', 'x', { fields: { name: 'x' } }),
        device('platform', 'y', { fields: { name: 'y' } }),
      ],
    }),
  );
  assert.deepEqual(states(result), ['x unbound', 'y bound y']);
  assert.deepEqual(result.order.get('platform'), ['driver:platform/y']);
  assert.equal(result.drivers.get('driver:platform/gone')?.registered, false);
});

test('a claimed device is bound without match or probe (LC-73)', () => {
  const result = run(
    topology({
      buses: [hid],
      drivers: [driver('hid', 'd', { rows: [{ bus: 9 }], probe: [fails('EIO')], flags: ['loaded'] })],
      devices: [device('hid', 'x', { fields: { bus: 3 }, claimedBy: 'd' })],
    }),
  );
  assert.deepEqual(states(result), ['x bound d']);
  assert.equal(result.devices.get('device:hid/x')?.reason.code, 'claimed');
});

test('needs driver X: the other half comes first, then the deferred device is tried again', () => {
  const half = driver('hid', 'half', { rows: [{ bus: 3 }] });
  const result = run(
    topology({
      buses: [pci, hid],
      classes: [classType('net')],
      drivers: [
        driver('pci', 'whole', {
          rows: [{ vendor: 1 }],
          probe: [needs('', { driver: half.id }), registers('net')],
        }),
        half,
      ],
      devices: [device('pci', 'p', { fields: { vendor: 1 } }), device('hid', 'h', { fields: { bus: 3 } })],
    }),
  );
  assert.deepEqual(states(result), ['p bound whole', 'h bound half', 'net0 unbound']);
});

test('needs X else E, and if present', () => {
  const result = run(
    topology({
      buses: [simple],
      drivers: [
        loaded('a', { probe: [needs('gpio', { else: 'ENODEV' })] }),
        loaded('b', { probe: [needs('gpio', { ifPresent: true })] }),
      ],
      devices: [device('simple', 'x')],
    }),
  );
  assert.deepEqual(states(result), ['x bound b']);
  assert.equal(result.devices.get(on('x'))?.matching[0]?.detail, 'nothing supplies gpio');
});

test('an unregistered supplier without a bus is there as soon as it is added', () => {
  const result = run(
    topology({
      buses: [simple],
      drivers: [loaded('d', { probe: [needs('osc')] })],
      modules: [module('m')],
      devices: [device('simple', 'x', { suppliers: ['device:none/osc'] }), device('none', 'osc')],
    }),
  );
  assert.deepEqual(states(result), ['x bound d', 'osc unbound']);
});

test('a VF of a PF with sriov_drivers_autoprobe=0 matches and is declined; an override binds it', () => {
  const physfn = 'device:pci/pf';
  const enable = [creates('vf')];
  const result = run(
    topology({
      buses: [pci],
      drivers: [driver('pci', 'd', { rows: [{ vendor: 1 }], sriovConfigure: enable })],
      devices: [
        device('pci', 'pf', {
          fields: { vendor: 1, sriov_drivers_autoprobe: 0 },
          vfs: ['device:pci/vf0', 'device:pci/vf1'],
        }),
        device('pci', 'vf0', { fields: { vendor: 1 }, physfn }),
        device('pci', 'vf1', { fields: { vendor: 1 }, physfn, driverOverride: 'd' }),
      ],
    }),
  );
  assert.deepEqual(states(result), ['pf bound d', 'vf0 unbound', 'vf1 bound d']);
  assert.equal(result.devices.get('device:pci/vf0')?.reason.code, 'declined');
});

test('LC-19: autoprobe off does not stop new devices of a bus that walks by itself', () => {
  const created = createState(
    topology({
      buses: [pci, simple],
      drivers: [driver('pci', 'p', { rows: [{ vendor: 1 }] }), loaded('s')],
      devices: [device('pci', 'p', { fields: { vendor: 1 } }), device('simple', 'x')],
    }),
  );
  for (const place of created.buses.values()) place.autoprobe = false;
  for (const live of created.drivers.values()) registerDriver(created, live);
  for (const declared of created.declared.values()) {
    const live = addDeclared(created, declared);
    assert.ok(live);
  }
  assert.equal(created.devices.get('device:pci/p')?.driver?.decl.name, 'p');
  assert.equal(created.devices.get(on('x'))?.driver, undefined);
});
