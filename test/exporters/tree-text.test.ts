// The text tree in its three arrangements.
import assert from 'node:assert/strict';
import test from 'node:test';
import { drawTree, type TextNode } from '../../server/src/exporters/draw-tree.ts';
import { topologyJson } from '../../server/src/exporters/json-document.ts';
import { plainStyle } from '../../server/src/exporters/style.ts';
import type { ReportedDevice, TopologyReport } from '../../server/src/exporters/topology-report.ts';
import { type TreeOrder, treeText } from '../../server/src/exporters/tree-text.ts';
import { schemaErrors } from './json-schemas.ts';
import { TOOL } from './sample-report.ts';

function device(name: string, given: Partial<ReportedDevice>): ReportedDevice {
  return {
    name,
    ref: name,
    bus: 'pci',
    class: null,
    devtype: null,
    parent: 'pci0000:00',
    sysfs: `/sys/devices/pci0000:00/${name}`,
    modalias: null,
    state: 'unbound',
    driver: null,
    module: null,
    reason: { code: 'no-match', text: 'no driver matches', rule: 'LC-12' },
    candidates: [],
    recorded: null,
    dma: null,
    iommu: null,
    node: null,
    ...given,
  };
}

const none = { reason: { code: 'no-bus', text: '', rule: 'LC-3' } };
const REPORT: TopologyReport = {
  file: 'first.topo',
  kernel: '6.12',
  summary: { devices: 2, bound: 1, unbound: 1, deferred: 0, absent: 0, waits: 0 },
  buses: [
    {
      name: 'pci',
      drivers: [
        { name: 'e1000e', module: 'e1000e', registered: true, order: 1, devices: ['0000:00:19.0'] },
        { name: 'vfio-pci', module: 'vfio_pci', registered: true, order: 2, devices: [] },
        { name: 'mine', module: 'my_module', registered: false, order: null, devices: [] },
      ],
      devices: ['0000:00:19.0', '0000:03:00.0'],
    },
  ],
  classes: [{ name: 'net', devices: ['eth0'] }],
  devices: [
    device('pci0000:00', { bus: null, parent: null, ...none }),
    device('0000:00:19.0', {
      state: 'bound',
      driver: 'e1000e',
      module: 'e1000e',
      reason: { code: 'matched', text: 'e1000e matches by row 1 of its id_table', rule: 'LC-21' },
    }),
    device('eth0', { bus: null, class: 'net', parent: '0000:00:19.0', node: '/dev/net0', ...none }),
    device('0000:03:00.0', { candidates: ['mlx5_core'], recorded: 'mlx4_core' }),
  ],
  modules: [{ name: 'e1000e', loaded: true, builtin: false, why: null }],
};

const EXPECTED: Readonly<Record<TreeOrder, string>> = {
  bus: `first.topo: 2 devices, 1 bound, 1 unbound (kernel 6.12)

pci
├── drivers, in registration order
│   ├── 1. e1000e: 0000:00:19.0
│   ├── 2. vfio-pci
│   └── not registered: mine (module my_module)
├── ● 0000:00:19.0 → e1000e: matches by row 1 of its id_table
└── ○ 0000:03:00.0 unbound: no driver matches; the machine had mlx4_core; its modalias loads mlx5_core

without a bus
└── pci0000:00
`,
  device: `first.topo: 2 devices, 1 bound, 1 unbound (kernel 6.12)

pci0000:00
├── ● 0000:00:19.0 (pci) → e1000e: matches by row 1 of its id_table
│   └── eth0 (net) /dev/net0
└── ○ 0000:03:00.0 (pci) unbound: no driver matches; the machine had mlx4_core; its modalias loads mlx5_core
`,
  class: `first.topo: 2 devices, 1 bound, 1 unbound (kernel 6.12)

net
└── eth0 /dev/net0
`,
};

for (const order of ['bus', 'device', 'class'] as const) {
  test(`by ${order}`, () => assert.equal(treeText(REPORT, order, plainStyle), EXPECTED[order]));
}

test('the JSON of the tree is valid against docs/schemas/tree.schema.json', () => {
  assert.deepEqual(schemaErrors('tree', topologyJson(REPORT, TOOL)), []);
});

test('depth costs no stack', () => {
  let node: TextNode = { label: 'leaf', children: [] };
  for (let depth = 0; depth < 3000; depth += 1) node = { label: 'n', children: [node] };
  assert.equal(drawTree([node]).length, 3001);
});

test('a bound device says what the machine had, if that is another driver', () => {
  const lineWith = (recorded: string) => {
    const devices = REPORT.devices.map((it) => (it.driver === 'e1000e' ? { ...it, recorded } : it));
    return treeText({ ...REPORT, devices }, 'bus', plainStyle)
      .split('\n')
      .find((it) => it.includes('→ e1000e'));
  };
  assert.match(lineWith('vfio-pci') ?? '', /; the machine had vfio-pci$/);
  assert.match(lineWith('e1000e') ?? '', /id_table$/);
});
