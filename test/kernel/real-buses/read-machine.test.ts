// What a real machine's guest prints becomes its recording.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { RealStep } from './format.ts';
import { readMachine } from './read-machine.ts';

const BIND: RealStep = { do: 'write', file: 'bus/pci/drivers/r/bind', value: '0000:00:02.0' };
const GO: RealStep = { do: 'rmmod', module: 'r' };

function read(steps: readonly RealStep[], text: string) {
  return readMachine(
    text
      .trim()
      .split('\n')
      .map((line) => line.trim()),
    steps,
  );
}

test('devices with what they announce, modules and lists in order', () => {
  const log = read(
    [],
    `@modules
     second
     first
     bus_order
     @device /sys/devices/pci0000:00/0000:00:02.0 ../../../bus/pci ../../../kernel/iommu_groups/3
     DRIVER=r
     PCI_ID=8086:10D3
     MODALIAS=pci:v8086=x
     @device /sys/devices/virtual/net/lo ../../../../class/net${' '}
     INTERFACE=lo
     @order
     driver pci old driver -
     driver pci r second
     device pci 0000:00:02.0 r
     device platform with-space a b
     @done`,
  );
  assert.deepEqual(log, {
    modules: ['second', 'first'],
    devices: [
      {
        ...{ path: '/devices/pci0000:00/0000:00:02.0', subsystem: 'pci', driver: 'r', iommuGroup: '3' },
        uevent: { DRIVER: 'r', PCI_ID: '8086:10D3', MODALIAS: 'pci:v8086=x' },
      },
      { path: '/devices/virtual/net/lo', subsystem: 'net', driver: null, uevent: { INTERFACE: 'lo' } },
    ],
    buses: {
      pci: {
        drivers: [
          { name: 'old driver', module: null },
          { name: 'r', module: 'second' },
        ],
        devices: ['0000:00:02.0'],
      },
      platform: { drivers: [], devices: ['with-space'] },
    },
    steps: [],
  });
});

test('a step has its error and what it changed', () => {
  const { steps } = read(
    [BIND, GO],
    `@order
     device pci 0000:00:02.0 -
     device pci 0000:00:03.0 r
     @step
     sh: write error: Device or resource busy
     @order
     device pci 0000:00:02.0 -
     device pci 0000:00:03.0 r
     @step
     @order
     device pci 0000:00:03.0 -
     device virtio virtio0 -`,
  );
  assert.deepEqual(steps, [
    { step: BIND, error: 'EBUSY', changes: [] },
    {
      step: GO,
      changes: [
        { bus: 'pci', device: '0000:00:02.0', before: null, after: 'absent' },
        { bus: 'pci', device: '0000:00:03.0', before: 'r', after: null },
        { bus: 'virtio', device: 'virtio0', before: 'absent', after: null },
      ],
    },
  ]);
});

test('a guest that stopped half-way has no recording', () => {
  assert.throws(
    () => read([BIND, GO], '@order\ndevice pci 0000:00:02.0 -\n@step\n@order'),
    /2 states for 2 steps/,
  );
});
