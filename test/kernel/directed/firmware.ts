// Scenarios of fw_devlink: devices whose firmware names their suppliers, under each mode, and the time-out of deferral.

import { AUTOPROBE_CONSUMER } from '../../../server/src/driver-core/base/link-flags.ts';
import type { Op, Scenario } from '../format.ts';
import { bind, bus, DUMP, device, driver, link, remove, scenario, unbind } from './build.ts';

const WAITED: Op = { op: 'wait', seconds: 14 };

function described(name: string, id: string, ...suppliers: readonly string[]): Op {
  return device(name, id, { firmware: suppliers });
}

function bestEffort(name: string, id: string, ...suppliers: readonly string[]): Op {
  return device(name, id, { firmware: suppliers, best_effort: true });
}

function synced(name: string, value: string): Op {
  return { op: 'state_synced', bus: 'b', device: name, value };
}

function under(parameters: string, { id, ...rest }: Scenario): Scenario {
  const mode = parameters.replaceAll(/fw_devlink[=.]/g, '').replaceAll(/[ =]/g, '-');
  return { ...rest, id: `${id}-${mode}`, parameters };
}

const SUPPLIER_LATER = scenario(
  'firmware-supplier-comes-later',
  ...[bus(), driver('c', 'c'), described('c', 'c', 's'), DUMP, described('s', 's'), DUMP],
  ...[driver('s', 's'), DUMP, unbind('s', 's'), DUMP, bind('s', 's'), DUMP],
);

const SUPPLIER_WITHOUT_DRIVER = scenario(
  'firmware-supplier-without-driver',
  ...[bus(), described('s', 's'), described('c', 'c', 's'), driver('c', 'c'), DUMP, bind('c', 'c'), DUMP],
);

const CYCLE = scenario(
  'firmware-cycle',
  ...[bus(), driver('r', 'r'), described('a', 'r', 'b'), described('b', 'r', 'c'), DUMP],
  ...[described('c', 'r', 'a'), DUMP],
);

const CHILD_NAMES_PARENT = scenario(
  'firmware-child-names-its-parent',
  ...[bus(), driver('r', 'r'), described('p', 'p'), device('k', 'r', { parent: 'p', firmware: ['p'] }), DUMP],
  ...[driver('p', 'p'), DUMP],
);

const PARENT_WAITS_FOR_CHILD = scenario(
  'firmware-parent-names-its-child',
  ...[bus(), driver('r', 'r'), described('p', 'r', 'k'), DUMP],
  ...[device('k', 'r', { parent: 'p', firmware: [] }), DUMP],
);

const SUPPLIER_GOES = scenario(
  'firmware-supplier-is-deleted-and-comes-back',
  ...[bus(), driver('r', 'r'), described('s', 'r'), described('c', 'r', 's'), DUMP, remove('s'), DUMP],
  ...[described('s', 'r'), DUMP],
);

const SYNCED = scenario(
  'firmware-sync-state',
  ...[{ op: 'bus', name: 'b', kind: 'own', steps: ['table'], sync_state: true } as const],
  ...[driver('s', 's'), described('s', 's'), described('c', 'c', 's'), described('d', 'd', 's')],
  ...[driver('c', 'c'), DUMP, driver('d', 'd'), DUMP],
);

const SYNCED_LATER = scenario(
  'firmware-sync-state-of-a-late-supplier',
  ...[{ op: 'bus', name: 'b', kind: 'own', steps: ['table'], sync_state: true } as const],
  ...[driver('s', 's'), described('c', 'c', 's'), described('d', 'd', 's'), described('s', 's'), DUMP],
  ...[driver('c', 'c'), DUMP, driver('d', 'd'), DUMP],
);

const CHAIN = scenario(
  'firmware-chain-registered-backwards',
  ...[bus(), driver('r', 'r'), described('d4', 'r', 'd3'), described('d3', 'r', 'd2')],
  ...[described('d2', 'r', 'd1'), DUMP, described('d1', 'r'), DUMP],
);

const TIME_OUT = scenario(
  'firmware-supplier-never-gets-a-driver',
  ...[bus(), described('s', 's'), driver('c', 'c'), described('c', 'c', 's'), described('d', 'c', 'nowhere')],
  ...[DUMP, WAITED, DUMP, driver('s', 's'), DUMP],
);

const DEFERRED_TIME_OUT = scenario(
  'time-out-retries-what-is-deferred',
  ...[bus(), driver('r', 'r', 'defer:1'), device('d', 'r'), driver('q', 'q', 'defer'), device('e', 'q')],
  ...[DUMP, WAITED, DUMP, WAITED, DUMP],
);

const SYNC_TIME_OUT = scenario(
  'firmware-sync-state-after-the-time-out',
  ...[bus(), driver('s', 's', 'ok', { sync_state: true }), driver('c', 'c')],
  ...[described('s1', 's'), described('s2', 's'), described('s3', 's'), described('s4', 'x')],
  ...[described('c1', 'c', 's1', 's2'), described('d1', 'd', 's2'), described('d2', 'd', 's1', 's4')],
  ...[device('e', 'd'), link('e', 's3', AUTOPROBE_CONSUMER), DUMP, WAITED, DUMP],
  ...[driver('d', 'd'), DUMP, unbind('s', 's1'), bind('s', 's1'), DUMP],
);

const SYNC_BY_USER = scenario(
  'sync-state-by-user',
  ...[bus(), driver('s', 's', 'ok', { sync_state: true }), driver('n', 'n'), described('s', 's')],
  ...[described('c', 'c', 's'), device('n', 'n'), synced('n', '1'), synced('s', '0'), synced('s', '1')],
  ...[synced('s', '1'), driver('c', 'c'), unbind('s', 's'), synced('s', '1'), bind('s', 's'), DUMP],
);

const MANY_SUPPLIERS = scenario(
  'firmware-names-suppliers',
  ...[bus(), described('s1', 's'), described('s2', 's'), described('c', 'c', 's2', 's1', 's3', 's2')],
  ...[described('b', 'c', 's4', 'c', 's3'), described('s4', 's'), described('s3', 's', 's1', 's4'), DUMP],
  ...[driver('c', 'c'), driver('s', 's'), DUMP],
);

const BEST_EFFORT = scenario(
  'firmware-best-effort',
  ...[bus(), driver('c', 'c'), driver('f', 'f', 'errfirst:-5'), described('s', 's')],
  ...[bestEffort('c1', 'c', 's', 'nowhere'), bestEffort('f1', 'f', 's'), described('c2', 'c', 's')],
  ...[DUMP, driver('s', 's'), described('nowhere', 's'), DUMP, unbind('s', 's'), DUMP],
  ...[bestEffort('c3', 'c', 's'), bestEffort('c4', 'c', 'later'), unbind('c', 'c4'), DUMP],
  ...[described('later', 'x'), bind('c', 'c4'), DUMP],
);

const BEST_EFFORT_FAILS = scenario(
  'firmware-best-effort-that-fails',
  ...[bus(), driver('f', 'f', 'err:-5'), described('s', 's'), bestEffort('f1', 'f', 's'), DUMP],
  ...[driver('s', 's'), DUMP],
);

const MODES = ['fw_devlink=off', 'fw_devlink=permissive', 'fw_devlink=on', 'fw_devlink=rpm'];
const ALL = [
  ...[SUPPLIER_LATER, SUPPLIER_WITHOUT_DRIVER, CYCLE, CHILD_NAMES_PARENT, PARENT_WAITS_FOR_CHILD],
  ...[SUPPLIER_GOES, SYNCED, SYNCED_LATER, CHAIN, MANY_SUPPLIERS],
];

export const FIRMWARE: readonly Scenario[] = [
  ...MODES.flatMap((mode) => ALL.map((one) => under(mode, one))),
  under('fw_devlink=on fw_devlink.strict=1', SUPPLIER_WITHOUT_DRIVER),
  under('fw_devlink=on deferred_probe_timeout=10', TIME_OUT),
  under('fw_devlink=on fw_devlink.strict=1 deferred_probe_timeout=10', TIME_OUT),
  under('fw_devlink=permissive deferred_probe_timeout=10', TIME_OUT),
  under('fw_devlink=on deferred_probe_timeout=10', DEFERRED_TIME_OUT),
  under('fw_devlink=on deferred_probe_timeout=10', SYNC_TIME_OUT),
  under('fw_devlink=on fw_devlink.sync_state=timeout deferred_probe_timeout=10', SYNC_TIME_OUT),
  under('fw_devlink=permissive fw_devlink.sync_state=timeout deferred_probe_timeout=10', SYNC_TIME_OUT),
  under('fw_devlink=rpm', SYNC_BY_USER),
  under('fw_devlink=on', BEST_EFFORT),
  under('fw_devlink=permissive', BEST_EFFORT),
  under('fw_devlink=on', BEST_EFFORT_FAILS),
];
