// Scenarios of what goes beyond `dcoracle/1`: runtime PM, sync_state, device_move, shutdown.
import type { Op } from '../format.ts';
import {
  bind,
  bus,
  consumer,
  DUMP,
  device,
  driver,
  link,
  RESCAN,
  SHUTDOWN,
  SUSPEND,
  scenario,
  unbind,
} from './build.ts';

const PM_RUNTIME = 0x4;
const AUTOREMOVE_CONSUMER = 0x2;
const SYNCED: Op = { op: 'bus', name: 'b', kind: 'own', steps: ['table'], sync_state: true };
const RUNTIME = { runtime_pm: true } as const;

function get(device: string): Op {
  return { op: 'runtime_get', device };
}

function put(device: string): Op {
  return { op: 'runtime_put', device };
}

function move(
  device: string,
  parent: string | undefined,
  order: 'none' | 'device_after_parent' | 'device_last',
): Op {
  return { op: 'device_move', device, order, ...(parent !== undefined && { parent }) };
}

function rows(op: 'new_id' | 'remove_id', ...ids: readonly string[]): Op {
  return { op, bus: 'b', driver: 'r', ids };
}

export const EXTENSIONS = [
  scenario(
    'what-comes-while-all-sleep-is-not-resumed',
    ...[bus(), driver('r', 'a'), device('d', 'a'), device('e', 'z'), { op: 'suspend', open: true } as const],
    ...[device('n', 'a', { parent: 'd' }), driver('q', 'z'), unbind('r', 'd'), bind('r', 'd')],
    ...[
      { op: 'device_del', device: 'e' } as const,
      device('m', 'z'),
      { op: 'resume' } as const,
      DUMP,
      SUSPEND,
    ],
  ),
  scenario(
    'dynamic-ids-come-and-go',
    ...[bus(), driver('r', 'a'), device('d', 'z'), device('e', 'z'), rows('new_id', 'a', 'z'), DUMP],
    ...[rows('remove_id', 'a'), unbind('r', 'd'), bind('r', 'd'), RESCAN, DUMP],
  ),
  scenario(
    'claimed-devices-are-not-asked-for',
    ...[bus(), driver('r', 'a', 'fail'), driver('q', 'z'), device('d', 'z', { claim: 'r' }), DUMP],
    ...[unbind('r', 'd'), RESCAN, DUMP, device('e', 'z', { claim: 'nobody' }), device('s', 's')],
    ...[
      device('c', 'z', { claim: 'r', hold: true }),
      link('c', 's'),
      { op: 'add', device: 'c' } as const,
      DUMP,
    ],
  ),
  scenario(
    'parent-resumes-before-its-child',
    ...[bus(), device('p', 'p', RUNTIME), device('k', 'k', { ...RUNTIME, parent: 'p' })],
    ...[get('k'), put('k'), get('p'), get('k'), put('p'), put('k'), DUMP],
  ),
  scenario(
    'supplier-resumes-before-its-consumer',
    ...[bus(), device('s', 's', RUNTIME), device('c', 'c', RUNTIME), link('c', 's', PM_RUNTIME | 0x1)],
    ...[get('c'), put('c'), get('s'), get('c'), put('s'), put('c'), DUMP],
  ),
  scenario(
    'probe-holds-parent-and-supplier-awake',
    ...[bus(), driver('r', 'c'), driver('s', 's'), device('p', 'p', RUNTIME), device('s', 's', RUNTIME)],
    ...[device('c', 'c', { ...RUNTIME, parent: 'p', hold: true }), link('c', 's', PM_RUNTIME)],
    ...[{ op: 'add', device: 'c' } as const, unbind('r', 'c'), bind('r', 'c'), get('c'), put('c'), DUMP],
  ),
  scenario(
    'sync-state-waits-for-every-consumer',
    ...[SYNCED, device('s', 's'), ...consumer('c1', 'c', 0, 's'), ...consumer('c2', 'd', 0, 's')],
    ...[driver('s', 's'), driver('c', 'c'), DUMP, driver('d', 'd'), DUMP],
  ),
  scenario(
    'sync-state-comes-once-in-a-lifetime',
    ...[SYNCED, device('s', 's'), ...consumer('c', 'c', 0, 's'), driver('s', 's'), driver('c', 'c'), DUMP],
    ...[unbind('s', 's'), bind('s', 's'), bind('c', 'c'), DUMP],
  ),
  scenario(
    'sync-state-without-consumers-comes-at-once',
    ...[SYNCED, driver('s', 's'), driver('c', 'c'), device('s', 's'), ...consumer('c', 'c', 0, 's'), DUMP],
  ),
  scenario(
    'sync-state-and-a-consumer-that-is-deleted',
    ...[SYNCED, device('s', 's'), ...consumer('c1', 'c', 0, 's'), ...consumer('c2', 'never', 0, 's')],
    ...[driver('s', 's'), driver('c', 'c'), DUMP, { op: 'device_del', device: 'c2' } as const, DUMP],
    ...[unbind('c', 'c1'), bind('c', 'c1'), DUMP],
  ),
  scenario(
    'sync-state-and-a-link-that-vanishes',
    ...[SYNCED, device('s', 's'), ...consumer('c', 'c', AUTOREMOVE_CONSUMER, 's'), driver('s', 's')],
    ...[driver('c', 'c'), DUMP, unbind('c', 'c'), bind('c', 'c'), DUMP],
  ),
  scenario(
    'move-takes-children-along-and-reorders-as-told',
    ...[bus(), device('a', 'a'), device('k', 'k', { parent: 'a' }), device('z', 'z'), SUSPEND],
    ...[move('a', 'z', 'device_after_parent'), DUMP, SUSPEND, move('k', undefined, 'device_last'), DUMP],
    ...[move('a', undefined, 'none'), DUMP, SUSPEND],
  ),
  scenario(
    'shutdown-is-the-reverse-of-registration',
    ...[bus(), driver('r', 'a'), device('d1', 'a'), device('d2', 'x'), device('d3', 'a', { parent: 'd1' })],
    ...[DUMP, SHUTDOWN],
  ),
  scenario(
    'shutdown-serves-consumers-before-suppliers',
    ...[bus(), driver('r', 'a'), device('c', 'a'), device('k', 'k', { parent: 'c' }), device('s', 'a')],
    ...[link('c', 's'), DUMP, SHUTDOWN],
  ),
  scenario(
    'shutdown-after-deferral-follows-the-retries',
    ...[
      bus(),
      driver('r', 'a', 'need:e'),
      device('d', 'a'),
      device('f', 'x'),
      driver('e', 'e'),
      device('e', 'e'),
    ],
    ...[DUMP, SHUTDOWN],
  ),
];
