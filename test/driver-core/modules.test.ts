// Which modules load, why, and in which order their drivers register (LC-14, KM-6 to KM-18).
import assert from 'node:assert/strict';
import test from 'node:test';
import { run } from '../../server/src/driver-core/index.ts';
import type { Run } from '../../server/src/driver-core/result.ts';
import { creates, device, driver, module, topology } from './build.ts';
import { hid, pci, platform, simple, vdpa, virtio } from './buses.ts';

const nic = { vendor: 0x15b3, device: 0x1017 };
const card = device('pci', '0000:05:00.0', { fields: nic });

/** Loaded modules with why. */
function modules(result: Run): readonly string[] {
  return [...result.modules.values()]
    .filter(({ loaded }) => loaded)
    .map(({ name, why }) => `${name}: ${why}`);
}

test('a modalias loads every module with an alias that fits, in the order of the topology (KM-9)', () => {
  const result = run(
    topology({
      buses: [pci],
      drivers: [
        driver('pci', 'wide', { rows: [{ vendor: 0x15b3 }] }),
        driver('pci', 'other', { rows: [{ vendor: 0x8086 }] }),
        driver('pci', 'exact', { rows: [nic] }),
      ],
      devices: [card],
    }),
  );
  const modalias = 'pci:v000015B3d00001017sv00000000sd00000000bc00sc00i00';
  assert.deepEqual(modules(result), [
    `wide: ${modalias} of 0000:05:00.0`,
    `exact: ${modalias} of 0000:05:00.0`,
  ]);
  assert.deepEqual(result.order.get('pci'), ['driver:pci/wide', 'driver:pci/exact']);
  assert.deepEqual(result.devices.get(card.id)?.candidates, ['wide', 'exact']);
  assert.equal(result.modules.get('other')?.loaded, false);
});

test('dependencies and soft dependencies come along (KM-11)', () => {
  const result = run(
    topology({
      buses: [pci, hid],
      drivers: [
        driver('hid', 'lib', { rows: [{ bus: 3 }] }),
        driver('pci', 'nic-drv', { rows: [nic], module: 'nic-drv' }),
      ],
      modules: [
        module('nic-drv', { depends: ['lib', 'vfio'], softdepPre: ['before'], softdepPost: ['after'] }),
        module('before'),
        module('after'),
      ],
      devices: [card],
    }),
  );
  const loaded = new Map(
    [...result.modules].map(([name, { loaded: is, why }]) => [name, is ? why : undefined]),
  );
  assert.equal(loaded.get('lib'), 'nic_drv depends on it');
  assert.equal(loaded.get('vfio'), 'nic_drv depends on it');
  assert.equal(loaded.get('before'), 'a softdep of nic_drv');
  assert.equal(loaded.get('after'), 'a softdep of nic_drv');
  assert.equal(result.drivers.get('driver:hid/lib')?.registered, true);
});

test('a blacklisted module matches and is not loaded (KM-14); as a dependency it loads', () => {
  const drivers = [driver('pci', 'nouveau', { rows: [nic] })];
  const blacklisted = run(
    topology({ buses: [pci], drivers, devices: [card], modprobe: { blacklist: ['nouveau'] } }),
  );
  const reason = blacklisted.devices.get(card.id)?.reason;
  assert.equal(reason?.code, 'not-loaded');
  assert.equal(reason?.rule, 'KM-14');
  assert.match(reason?.text ?? '', /`nouveau` is blacklisted/);
  assert.deepEqual(blacklisted.devices.get(card.id)?.candidates, ['nouveau']);
  const needed = run(
    topology({
      buses: [pci],
      drivers,
      modules: [module('user', { depends: ['nouveau'], loaded: true })],
      devices: [card],
      modprobe: { blacklist: ['nouveau'] },
    }),
  );
  assert.equal(needed.devices.get(card.id)?.state, 'bound');
});

test('an install command takes the place of the module (KM-15)', () => {
  const result = run(
    topology({
      buses: [pci],
      drivers: [driver('pci', 'd', { rows: [nic] })],
      devices: [card],
      modprobe: { installs: [{ name: 'd', command: '/bin/false' }] },
    }),
  );
  assert.equal(result.modules.get('d')?.loaded, false);
});

test('one alias of modprobe.d hides all aliases of modules (KM-6)', () => {
  const result = run(
    topology({
      buses: [pci],
      drivers: [driver('pci', 'd', { rows: [nic] }), driver('pci', 'foo', { rows: [nic] })],
      devices: [card],
      modprobe: { aliases: [{ pattern: 'pci:v000015B3d*', module: 'foo' }] },
    }),
  );
  assert.deepEqual(result.devices.get(card.id)?.candidates, ['foo']);
  assert.equal(result.devices.get(card.id)?.driver, 'driver:pci/foo');
});

test('without a device table nothing loads the module, though its driver matches (MA-4)', () => {
  const result = run(
    topology({
      buses: [pci],
      drivers: [driver('pci', 'd', { rows: [nic], flags: ['no_module_device_table'] })],
      devices: [card],
    }),
  );
  assert.equal(result.devices.get(card.id)?.reason.code, 'not-loaded');
  assert.equal(result.devices.get(card.id)?.matching[0]?.outcome, 'not loaded');
  assert.deepEqual(result.drivers.get('driver:pci/d')?.matches, [card.id]);
});

test('a bus that announces nothing loads nothing; `loaded` and `builtin` do (MA-7)', () => {
  const parts = { buses: [vdpa], devices: [device('vdpa', 'vdpa0')] };
  const state = (drivers: Parameters<typeof topology>[0]['drivers']) =>
    run(topology({ ...parts, ...(drivers && { drivers }) })).devices.get('device:vdpa/vdpa0');
  const idle = state([driver('vdpa', 'vhost_vdpa')]);
  assert.equal(idle?.reason.code, 'not-loaded');
  assert.match(idle?.reason.text ?? '', /the device announces nothing/);
  assert.equal(state([driver('vdpa', 'vhost_vdpa', { flags: ['loaded'] })])?.state, 'bound');
  assert.equal(state([driver('vdpa', 'vhost_vdpa', { flags: ['builtin'] })])?.state, 'bound');
});

test('a driver that no alias could ever name is taken to be loaded', () => {
  const result = run(
    topology({
      buses: [platform],
      drivers: [driver('platform', 'foo')],
      devices: [device('platform', 'foo', { fields: { name: 'foo' } })],
    }),
  );
  assert.equal(result.devices.get('device:platform/foo')?.state, 'bound');
});

test('what a module needs registers before it (KM-11)', () => {
  const wide = driver('pci', 'wide', { rows: [{ vendor: nic.vendor }] });
  const narrow = driver('pci', 'narrow', { rows: [nic] });
  const boundWith = (parts: Partial<Parameters<typeof topology>[0]>) =>
    run(topology({ buses: [pci], drivers: [wide, narrow], devices: [card], ...parts })).devices.get(card.id)
      ?.driver;
  assert.equal(boundWith({}), wide.id);
  assert.equal(boundWith({ modules: [module('wide', { depends: ['narrow'] })] }), narrow.id);
  const softdeps = [{ name: 'wide', pre: ['narrow'], post: [] }];
  assert.equal(boundWith({ modprobe: { softdeps } }), narrow.id);
});

test('a module that is asked for and that another needs is inserted once (KM-11)', () => {
  const other = { ...nic, device: 2 };
  const drivers = [driver('pci', 'wide', { rows: [nic] }), driver('pci', 'narrow', { rows: [other] })];
  const modules = [module('wide', { depends: ['narrow'] })];
  const devices = [card, device('pci', '0000:06:00.0', { fields: other })];
  const result = run(topology({ buses: [pci], drivers, modules, devices }));
  assert.deepEqual(
    Array.from(result.drivers.values(), ({ id, registered, order }) => [id, registered, order]),
    [
      ['driver:pci/wide', true, 2],
      ['driver:pci/narrow', true, 1],
    ],
  );
});

test('a module that is not loaded says what kept it out', () => {
  const reasonWith = (modprobe: NonNullable<Parameters<typeof topology>[0]['modprobe']>) =>
    run(
      topology({ buses: [pci], drivers: [driver('pci', 'd', { rows: [nic] })], devices: [card], modprobe }),
    ).devices.get(card.id)?.reason;
  const installs = reasonWith({ installs: [{ name: 'd', command: '/bin/false' }] });
  assert.equal(installs?.rule, 'KM-15');
  const aliases = reasonWith({ aliases: [{ pattern: 'pci:v000015B3*', module: 'other' }] });
  assert.equal(aliases?.rule, 'KM-6');
  assert.match(aliases?.text ?? '', /to `other` alone/);
});

test('what a driver makes asks in the next round', () => {
  const result = run(
    topology({
      buses: [pci, virtio],
      drivers: [
        driver('virtio', 'virtio_net', { rows: [{ device: 1 }] }),
        driver('pci', 'virtio-pci', { rows: [nic], probe: [creates('virtio', { fields: { device: 1 } })] }),
      ],
      devices: [card],
    }),
  );
  assert.equal(result.devices.get('device:virtio/virtio0')?.driver, 'driver:virtio/virtio_net');
  assert.match(result.modules.get('virtio_net')?.why ?? '', /of virtio0$/);
  const acts = result.trace.filter(({ act }) => act === 'load-module').map(({ text }) => text.split(':')[0]);
  assert.deepEqual(acts, ['load virtio_pci', 'load virtio_net']);
});

test('all drivers of a module register, also those on other buses', () => {
  const result = run(
    topology({
      buses: [pci, simple],
      drivers: [driver('simple', 's', { module: 'm' }), driver('pci', 'p', { rows: [nic], module: 'm' })],
      devices: [card, device('simple', 'x')],
    }),
  );
  assert.equal(result.devices.get('device:simple/x')?.driver, 'driver:simple/s');
});

test('an override that names no driver keeps all others off, and says who was meant (LC-42, KM-18)', () => {
  const result = run(
    topology({
      buses: [pci],
      drivers: [
        driver('pci', 'vfio-pci', { rows: [{ override_only: 1 }], flags: ['loaded'] }),
        driver('pci', 'd', { rows: [nic] }),
      ],
      devices: [{ ...card, driverOverride: 'vfio_pci' }],
    }),
  );
  const reason = result.devices.get(card.id)?.reason;
  assert.equal(reason?.code, 'override');
  assert.match(reason?.text ?? '', /the driver is called vfio-pci/);
});

test('the device does not announce variant drivers of vfio: who writes the override loads them (KM-19)', () => {
  const variant = driver('pci', 'mlx5_vfio_pci', { rows: [{ ...nic, override_only: 1 }] });
  const withOverride = (driverOverride?: string) =>
    run(
      topology({
        buses: [pci],
        drivers: [variant],
        devices: [{ ...card, ...(driverOverride !== undefined && { driverOverride }) }],
      }),
    );
  assert.equal(withOverride().modules.get('mlx5_vfio_pci')?.loaded, false);
  const result = withOverride('mlx5_vfio_pci');
  assert.equal(result.devices.get(card.id)?.driver, variant.id);
  assert.deepEqual(result.devices.get(card.id)?.candidates, []);
  assert.match(result.modules.get('mlx5_vfio_pci')?.why ?? '', /^driver_override of /);
});
