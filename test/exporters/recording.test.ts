// What a script for a kernel says of a run, and what it cannot say: by text, operations and problems.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Operation } from '../../server/src/exporters/recording/operation.ts';
import type { Play } from '../../server/src/exporters/recording/play.ts';
import { playText } from '../kernel/topologies.ts';

/** The scenario of a text, or its boot if it has none. */
function played(text: string): Play {
  const last = playText({ '/a.topo': text }).at(-1);
  assert.ok(last);
  return last.played;
}

function operations(text: string, op: Operation['op']): readonly Operation[] {
  const { script, problems } = played(text);
  assert.deepEqual(problems, []);
  return script.flatMap((it) => (it.op.op === op ? [it.op] : []));
}

const PCI = 'device 0000:00:01.0 on pci { vendor = 1; device = 2; }\n';
const TAKES = 'id_table { { vendor = 1; device = 2; } }';

test('a driver has a row for what it takes, the answers of its probe, and what it makes', () => {
  const [driver] = operations(
    `device one on platform;
driver d on platform { id_table one; suppress_bind_attrs; probe { fails EPROBE_DEFER 1 times; registers net; } }
scenario "again" { drivers_probe one; }`,
    'driver',
  );
  assert.deepEqual(driver, {
    ...{ op: 'driver', bus: 'topology-platform', name: 'd', ids: ['one'], probe: 'defer:1' },
    suppress_bind_attrs: true,
    creates_for: { one: [{ name: 'eth0', bus: '@topology-net' }] },
  });
});

test('devices that the same drivers take share an id, so tables stay short', () => {
  const [driver] = operations(
    `device one on platform;
device two on platform;
device three on platform;
driver d on platform { id_table one, two; }`,
    'driver',
  );
  assert.ok(driver?.op === 'driver');
  assert.deepEqual(driver.ids, ['one']);
  const [, two, three] = operations(
    'device one on platform;\ndevice two on platform;\ndevice three on platform;\ndriver d on platform { id_table one, two; }',
    'device',
  );
  assert.ok(two?.op === 'device' && three?.op === 'device');
  assert.deepEqual([two.id, three.id], ['one', '-']);
});

test('a probe that waits for its supplier waits in the kernel, too; firmware names the supplier', () => {
  const text = `kernel 6.12 { fw_devlink = permissive; }
driver c on platform { id_table c; probe { needs clk; } }
driver s on platform { id_table s; probe { registers net; } }
device c on platform { supplier s as clk; }
device s on platform;
scenario "goes" { unbind s; unbind c; drivers_probe c; drivers_probe s; }`;
  const [driver] = operations(text, 'driver');
  assert.ok(driver?.op === 'driver');
  assert.equal(driver.probe, 'need:s');
  const [consumer, supplier] = operations(text, 'device');
  assert.ok(consumer?.op === 'device' && supplier?.op === 'device');
  assert.deepEqual([consumer.firmware, supplier.firmware], [['s'], []]);
  assert.equal(played(text).parameters, 'fw_devlink=permissive');
});

test('an override is there before the device is added', () => {
  const [device] = operations(
    `driver d on pci { ${TAKES} }
device 0000:00:01.0 on pci { vendor = 1; device = 2; driver_override = d; }`,
    'device',
  );
  assert.ok(device?.op === 'device');
  assert.equal(device.override, 'd');
});

test('names that two devices have at once get their bus, signs that a recorder reads otherwise are replaced', () => {
  const devices = operations(
    'bus a { struct a; match { never; } }\nbus b { struct b; match { never; } }\ndevice x on a { device x on b; }\ndevice "y=1" on a;',
    'device',
  );
  assert.deepEqual(
    devices.map((it) => it.op === 'device' && it.name),
    ['x', 'b:x', 'y_1'],
  );
});

test('pci attaches behind the addition what it attaches whatever drivers_autoprobe says', () => {
  const { script, problems } = played(
    `driver d on pci { ${TAKES} }
device 0000:00:01.0 on pci { absent; vendor = 1; device = 2; }
module d { loaded; }
scenario "late" { set bus pci drivers_autoprobe = 0; plug 0000:00:01.0; }`,
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    script.slice(-4).map(({ op }) => op.op),
    ['drivers_autoprobe', 'device', 'drivers_probe', 'dump'],
  );
});

test('asynchronous probes leave the order open', () => {
  assert.equal(played(`${PCI}driver d on pci { async; ${TAKES} }`).isOpen, true);
  assert.equal(played(`${PCI}driver d on pci { ${TAKES} }`).isOpen, false);
});

test('a dynamic id is the id of the devices that its driver takes with it', () => {
  const ids = operations(
    `${PCI}driver d on pci { id_table { { vendor = 3; device = 3; } } }
module d { loaded; }
scenario "id" { new_id pci/d { vendor = 1; device = 2; } }`,
    'new_id',
  );
  assert.deepEqual(ids, [{ op: 'new_id', bus: 'topology-pci', driver: 'd', ids: ['0000:00:01.0'] }]);
});

test('what is done while the machine sleeps stands between an open suspend and its resume', () => {
  const { script, problems } = played(
    `${PCI}driver d on pci { ${TAKES} }
scenario "asleep" { suspend; unbind 0000:00:01.0; resume; }`,
  );
  assert.deepEqual(problems, []);
  const acts = script.slice(-4).map(({ op }) => op);
  assert.deepEqual(
    acts.map(({ op }) => op),
    ['suspend', 'unbind', 'resume', 'dump'],
  );
  assert.deepEqual(acts[0], { op: 'suspend', open: true });
});

test('a driver that is there takes a device before it is added', () => {
  const [device] = operations(
    `driver d on pci { ${TAKES} }
module d { loaded; }
device 0000:00:01.0 on pci { absent; vendor = 1; device = 2; claimed_by = d; }
scenario "comes" { plug 0000:00:01.0; }`,
    'device',
  );
  assert.ok(device?.op === 'device');
  assert.equal(device.claim, 'd');
});

const UNSAID: readonly (readonly [what: string, text: string, problem: RegExp])[] = [
  [
    'a removal that an open file holds up',
    `class slow { register = slow_register; name = "slow{n}"; node = "/dev/slow{n}"; unregister = waits; }
${PCI}driver d on pci { ${TAKES} probe { registers slow; } }
scenario "open" { open slow0; unplug 0000:00:01.0; }`,
    /waits until slow0 is closed/,
  ],
  [
    'a driver that takes a device before it is registered',
    `driver d on pci { ${TAKES} }
device 0000:00:01.0 on pci { vendor = 1; device = 2; claimed_by = d; }`,
    /a driver that its bus does not have takes it before it is added \(LC-73\)/,
  ],
  [
    'deferral before late_initcall',
    `kernel 6.12 { builtin = d; }
device one on platform;
driver d on platform { id_table one; builtin; probe { fails EPROBE_DEFER 1 times; } }`,
    /deferred before late_initcall/,
  ],
  [
    'what a kernel does not survive',
    'driver m on platform { id_table m; probe { creates platform m { id = ida; } } }\ndevice m.100 on platform;',
    /a kernel does not survive it/,
  ],
];

for (const [what, text, problem] of UNSAID) {
  test(`a script has no words for ${what}`, () => {
    const found = played(text).problems.map((it) => it.text);
    assert.ok(
      found.some((it) => problem.test(it)),
      `${problem} among: ${found.join('; ')}`,
    );
  });
}
