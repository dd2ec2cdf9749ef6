// Scenarios that a kernel does not come back from. Each costs a boot and, where the kernel hangs, the recorder's patience.
import { bus, consumer, DUMP, device, driver, scenario, unbind } from './build.ts';

export const DEADLY = [
  scenario(
    'unbinding-the-supplier-of-a-refused-probe-never-ends',
    ...[
      bus(),
      driver('s', 's'),
      driver('c', 'c'),
      device('s', 's'),
      device('c', 'c', { hold: true, devres: true }),
    ],
    ...[{ op: 'link', consumer: 'c', supplier: 's', flags: 0 } as const, { op: 'add', device: 'c' } as const],
    ...[DUMP, unbind('s', 's'), DUMP],
  ),
  scenario(
    'driver-that-matches-its-own-children',
    bus(),
    driver('r', '*', 'ok', { creates: [{ name: '%x', bus: 'b', id: 'a' }] }),
    ...[device('d', 'a'), DUMP],
  ),
  scenario(
    'deferral-after-a-child-was-bound-goes-round-for-ever',
    ...[bus(), driver('leaf', 'leaf')],
    driver('r', 'a', 'defer', { creates: [{ name: '%.0', bus: 'b', id: 'leaf' }], create_before_fail: true }),
    ...[device('d', 'a'), DUMP],
  ),
  scenario(
    'deleting-the-supplier-of-a-refused-probe-never-ends',
    ...[bus(), driver('s', 's'), device('s', 's'), device('c', 'c', { hold: true, devres: true })],
    ...[{ op: 'link', consumer: 'c', supplier: 's', flags: 0 } as const, { op: 'add', device: 'c' } as const],
    ...[driver('c', 'c'), { op: 'device_del', device: 's' } as const, DUMP],
  ),
  scenario(
    'unbinding-waits-for-ever-for-a-link-that-only-syncs',
    ...[bus(), driver('s', 's'), driver('c', 'c'), device('s', 's'), device('c', 'c', { devres: true })],
    ...[{ op: 'link', consumer: 'c', supplier: 's', flags: 0x80 } as const, DUMP, unbind('s', 's'), DUMP],
  ),
];

/** Consumer loops are refused link by link: none of these is deadly, though a walker without care would not end. */
export const HARMLESS_LOOPS = [
  scenario(
    'consumer-loop-is-refused-at-its-last-link',
    ...[bus(), device('a', 'a'), ...consumer('b', 'b', 0, 'a'), ...consumer('c', 'c', 0, 'b')],
    ...[{ op: 'link', consumer: 'a', supplier: 'c', flags: 0 } as const, DUMP],
  ),
];
