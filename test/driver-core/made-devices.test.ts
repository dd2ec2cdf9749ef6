// What drivers make: names, numbers, parents, DMA, class devices, requests of the user.
import assert from 'node:assert/strict';
import test from 'node:test';
import { run } from '../../server/src/driver-core/index.ts';
import type { DeviceResult, Run } from '../../server/src/driver-core/result.ts';
import {
  acquires,
  bus,
  classType,
  creates,
  device,
  driver,
  fails,
  format,
  module,
  registers,
  request,
  topology,
} from './build.ts';
import { auxiliary, devlink, mdev, net, pci, vdpa, virtio } from './buses.ts';

const nic = { domain: 0, bus: 8, slot: 0, fn: 0, vendor: 0x15b3, device: 0x1017 };
const pf = (options: Parameters<typeof device>[2] = {}) =>
  device('pci', '0000:08:00.0', { fields: nic, parent: 'device:none/pci0000:00', ...options });
const root = device('none', 'pci0000:00');

const eth = creates('auxiliary', { name: 'mlx5_core.eth', label: 'eth', id: 'mlx5_adev_ida' });
const sf = creates('auxiliary', {
  name: 'mlx5_core.sf',
  label: 'sf',
  id: 'mlx5_adev_ida',
  when: 'state == ACTIVE',
});

const mlx5 = [
  driver('pci', 'mlx5_core', {
    rows: [{ vendor: 0x15b3 }],
    probe: [acquires('id', 'mlx5_adev_ida'), registers('devlink'), eth],
    flavours: [
      {
        name: 'pcisf',
        ofParent: false,
        fields: [],
        steps: [
          acquires('id', 'mlx5_adev_ida'),
          registers('net', { name: 'pf{pfnum}sf{sfnum}', udev: 'en{path}npf{pfnum}sf{sfnum}' }),
          sf,
        ],
      },
    ],
    sriovConfigure: [
      creates('vf'),
      creates('auxiliary', { name: 'mlx5_core.vfio_pci', per: 'vf', id: 'bdf' }),
    ],
  }),
  driver('auxiliary', 'mlx5_core.sf', {
    module: 'mlx5_core',
    rows: [{ name: 'mlx5_core.sf' }],
    probe: [
      registers('devlink'),
      creates('auxiliary', { name: 'mlx5_core.eth', label: 'eth', id: 'dev.id' }),
      creates('auxiliary', { name: 'mlx5_core.vnet', label: 'vnet', id: 'dev.id' }),
    ],
  }),
  driver('auxiliary', 'mlx5_core.eth', {
    module: 'mlx5_core',
    rows: [{ name: 'mlx5_core.eth' }],
    probe: [
      registers('net', { when: 'no sfnum', parent: 'dev.parent' }),
      registers('net', { when: 'sfnum', parent: 'dev.parent', udev: 'en{path}S{sfnum}' }),
    ],
  }),
  driver('auxiliary', 'mlx5_vdpa', {
    rows: [{ name: 'mlx5_core.vnet' }],
    flavours: [{ name: 'vdpa', ofParent: true, fields: [], steps: [creates('vdpa', { dmaDev: 'dev.dma' })] }],
  }),
  driver('vdpa', 'virtio_vdpa', { flags: ['loaded'], probe: [creates('virtio', { parent: 'dev.dma_dev' })] }),
];

function mlx5Run(device: ReturnType<typeof pf>, ...others: readonly ReturnType<typeof pf>[]): Run {
  return run(
    topology({
      buses: [pci, auxiliary, vdpa, virtio],
      classes: [net, devlink],
      drivers: mlx5,
      devices: [root, device, ...others],
    }),
  );
}

function one(result: Run, id: string): DeviceResult {
  const found = result.devices.get(`device:${id}`);
  assert.ok(found, `${id}: ${[...result.devices.keys()].join(' ')}`);
  return found;
}

test('an mlx5 function with one sub-function comes out whole, each device where the kernel puts it', () => {
  const vdpa0 = request('vdpa0', 'vdpa');
  const sf88 = request('sf88', 'pcisf', {
    fields: { pfnum: 0, sfnum: 88, state: 'ACTIVE' },
    requests: [vdpa0],
  });
  const result = mlx5Run(pf({ requests: [sf88] }));
  const names = [...result.devices.values()].map(
    ({ name, parent }) => `${name} < ${parent?.split('/').at(-1) ?? '-'}`,
  );
  assert.deepEqual(names, [
    'pci0000:00 < -',
    '0000:08:00.0 < pci0000:00',
    'mlx5_core.eth.0 < 0000:08:00.0',
    'eth0 < 0000:08:00.0',
    'pf0sf88 < 0000:08:00.0',
    'mlx5_core.sf.1 < 0000:08:00.0',
    'mlx5_core.eth.1 < mlx5_core.sf.1',
    'eth1 < mlx5_core.sf.1',
    'mlx5_core.vnet.1 < mlx5_core.sf.1',
    'vdpa0 < mlx5_core.sf.1',
    'virtio0 < 0000:08:00.0',
  ]);
  const function0 = 'device:pci/0000:08:00.0';
  assert.equal(one(result, 'auxiliary/mlx5_core.sf.1').devlink, 'auxiliary/mlx5_core.sf.1');
  assert.equal(one(result, 'auxiliary/mlx5_core.sf.1').modalias, 'auxiliary:mlx5_core.sf');
  for (const id of ['auxiliary/mlx5_core.eth.1', 'vdpa/vdpa0', 'virtio/virtio0'])
    assert.equal(one(result, id).dma, function0);
  assert.equal(
    one(result, 'auxiliary/mlx5_core.eth.1').path,
    '/devices/pci0000:00/0000:08:00.0/mlx5_core.sf.1/mlx5_core.eth.1',
  );
  assert.equal(one(result, 'net/eth1').udev, 'enp8s0f0S88');
  assert.equal(one(result, 'net/pf0sf88').udev, 'enp8s0f0npf0sf88');
  assert.equal(one(result, 'net/eth0').path, '/devices/pci0000:00/0000:08:00.0/net/eth0');
  assert.deepEqual(one(result, 'auxiliary/mlx5_core.sf.1').madeBy, {
    device: function0,
    driver: 'driver:pci/mlx5_core',
    module: 'mlx5_core',
    label: 'sf',
    request: 'request:sf88',
  });
});

test('an inactive sub-function is not there, and the request says why', () => {
  const result = mlx5Run(
    pf({ requests: [request('sf99', 'pcisf', { fields: { pfnum: 0, sfnum: 99, state: 'INACTIVE' } })] }),
  );
  assert.deepEqual(result.notMade, [
    {
      request: 'request:sf99',
      device: 'device:pci/0000:08:00.0',
      label: 'sf',
      reason: { code: 'absent', text: 'not made: `when state == ACTIVE` does not hold', rule: 'LC-66' },
    },
  ]);
});

test('VFs come when the driver of their PF enables them, one part of the PF for each', () => {
  const vf = (fn: number, bus: number) =>
    device('pci', `0000:0${bus}:00.${fn}`, {
      fields: { ...nic, bus, fn, vendor: 1 },
      physfn: 'device:pci/0000:08:00.0',
      parent: root.id,
    });
  const vfs = [vf(2, 8), vf(0, 9)];
  const result = mlx5Run(pf({ vfs: vfs.map(({ id }) => id) }), ...vfs);
  assert.equal(one(result, 'pci/0000:08:00.2').state, 'unbound');
  assert.equal(one(result, 'auxiliary/mlx5_core.vfio_pci.2050').parent, 'device:pci/0000:08:00.0');
  assert.equal(one(result, 'auxiliary/mlx5_core.vfio_pci.2304').parent, 'device:pci/0000:08:00.0');
  assert.equal(one(result, 'net/eth0').udev, 'enp8s0f0');
});

test('a VF of a PF without a driver is absent', () => {
  const vf = device('pci', '0000:08:00.2', { physfn: 'device:pci/0000:08:00.0' });
  const result = run(
    topology({ buses: [pci], devices: [device('pci', '0000:08:00.0', { vfs: [vf.id] }), vf] }),
  );
  assert.equal(one(result, 'pci/0000:08:00.2').state, 'absent');
});

test('mdev: the maker attaches its driver; without that driver nothing is made (LC-20)', () => {
  const i915 = driver('pci', 'i915', {
    rows: [{ vendor: 0x8086 }],
    flavours: [
      { name: 'gvt', ofParent: false, fields: [], steps: [creates('mdev', { driver: 'intel_vgpu_mdev' })] },
    ],
  });
  const kvmgt = driver('mdev', 'intel_vgpu_mdev', { flags: ['loaded'] });
  const gpu = device('pci', '0000:00:02.0', {
    fields: { vendor: 0x8086 },
    requests: [request('83b8f4f2', 'gvt')],
  });
  const made = run(topology({ buses: [pci, mdev], drivers: [i915, kvmgt], devices: [gpu] }));
  assert.equal(one(made, 'mdev/83b8f4f2').driver, kvmgt.id);
  assert.equal(one(made, 'mdev/83b8f4f2').reason.code, 'attached');
  const without = run(topology({ buses: [pci, mdev], drivers: [i915], devices: [gpu] }));
  assert.equal(without.devices.has('device:mdev/83b8f4f2'), false);
  assert.match(without.notMade?.[0]?.reason.text ?? '', /driver intel_vgpu_mdev is not registered/);
});

test('a module makes devices in its init, and serves requests on them', () => {
  const sim = module('vdpa_sim_net', {
    loaded: true,
    init: [creates('none', { name: 'vdpasim_net' })],
    flavours: [{ name: 'vdpa', ofParent: false, fields: [], steps: [creates('vdpa', { dmaDev: 'dev' })] }],
  });
  const result = run(
    topology({
      buses: [vdpa],
      modules: [sim],
      drivers: [driver('vdpa', 'vhost_vdpa', { flags: ['loaded'] })],
      extensions: [
        {
          path: ['vdpasim_net'],
          fields: {},
          suppliers: [],
          requests: [request('vdpa0', 'vdpa', { driverOverride: 'vhost_vdpa' })],
        },
      ],
    }),
  );
  assert.equal(one(result, 'vdpa/vdpa0').driver, 'driver:vdpa/vhost_vdpa');
  assert.equal(one(result, 'vdpa/vdpa0').parent, 'device:none/vdpasim_net');
});

test('numbers: an IDA for each name, the lowest free; a failed probe gives them back', () => {
  const made = creates('auxiliary', { name: 'ice.roce', id: 'ida' });
  const result = run(
    topology({
      buses: [pci, auxiliary],
      drivers: [
        driver('pci', 'bad', { rows: [{ vendor: 1, device: 1 }], probe: [made, fails('EIO')] }),
        driver('pci', 'ice', {
          rows: [{ vendor: 1 }],
          probe: [made, creates('auxiliary', { name: 'i40e.iwarp', id: 'ida' })],
        }),
      ],
      devices: [
        device('pci', 'a', { fields: { vendor: 1, device: 1 } }),
        device('pci', 'b', { fields: { vendor: 1, device: 2 } }),
      ],
    }),
  );
  const names = [...result.devices.values()]
    .filter(({ bus: on }) => on === 'auxiliary')
    .map(({ name }) => name);
  assert.deepEqual(names, ['ice.roce.0', 'i40e.iwarp.0', 'ice.roce.1', 'i40e.iwarp.1']);
});

test('a fixed id under two parents: the second device_add fails, and with it the probe (LC-7)', () => {
  const result = run(
    topology({
      buses: [pci, auxiliary],
      drivers: [
        driver('pci', 'd', {
          rows: [{ vendor: 1 }],
          probe: [creates('auxiliary', { name: 'foo.bar', id: 0 })],
        }),
      ],
      devices: [device('pci', 'a', { fields: { vendor: 1 } }), device('pci', 'b', { fields: { vendor: 1 } })],
    }),
  );
  assert.equal(one(result, 'pci/a').state, 'bound');
  assert.equal(one(result, 'pci/b').matching[0]?.errno, 'EEXIST');
  assert.deepEqual(
    result.refused.map(({ id }) => id),
    ['device:auxiliary/foo.bar.0'],
  );
});

test('counted names skip those that are taken; letters count on behind z', () => {
  const disk = classType('block', { names: ['sd{a}'] });
  const result = run(
    topology({
      buses: [pci],
      classes: [disk],
      drivers: [driver('pci', 'd', { rows: [{ vendor: 1 }], probe: [registers('block')] })],
      devices: [
        device('none', 'sda', { id: 'device:block/sda', class: 'block' }),
        ...Array.from({ length: 27 }, (_, n) => device('pci', `x${n}`, { fields: { vendor: 1 } })),
      ],
    }),
  );
  const names = [...result.devices.values()].filter((it) => it.class === 'block').map(({ name }) => name);
  assert.deepEqual([names[0], names[1], names.at(-3), names.at(-1)], ['sda', 'sdb', 'sdz', 'sdab']);
});

test('before 6.1 an IOMMU listens to the buses it registered with; since then the bus says it', () => {
  const own = bus('mlx5', { struct: { dma: 'own', names: [format('m{n}')] } });
  const iommus = [{ name: 'intel', listens: ['pci'] }];
  const parts = { buses: [pci, own], iommus, devices: [device('pci', 'p'), device('mlx5', 'm0')] };
  const old = run(topology({ ...parts, kernel: { version: 5004 } }));
  assert.deepEqual([one(old, 'pci/p').iommu, one(old, 'mlx5/m0').iommu], ['intel', undefined]);
  const now = run(topology({ ...parts, iommus: [], kernel: { version: 6012 } }));
  assert.deepEqual([one(now, 'pci/p').iommu, one(now, 'mlx5/m0').iommu], ['iommu', undefined]);
});

test('a vfio node is named after the group of the nearest device that has one', () => {
  const vfio = classType('vfio', { names: ['vfio{n}'], node: '/dev/vfio/{iommu_group}' });
  const result = run(
    topology({
      buses: [pci],
      classes: [vfio],
      drivers: [
        driver('pci', 'vfio-pci', {
          rows: [{ override_only: 1 }],
          flags: ['loaded'],
          probe: [registers('vfio')],
        }),
      ],
      devices: [device('pci', 'x', { fields: { vendor: 1 }, driverOverride: 'vfio-pci', iommuGroup: 13 })],
    }),
  );
  assert.equal(one(result, 'vfio/vfio0').node, '/dev/vfio/13');
  assert.equal(one(result, 'pci/x').iommuGroup, '13');
});
