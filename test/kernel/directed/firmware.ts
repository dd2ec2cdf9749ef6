// Scenarios of fw_devlink: devices whose firmware names their suppliers, under each mode, and the time-out of deferral.
import type { Op, Scenario } from '../format.ts';
import { bind, bus, DUMP, device, driver, remove, scenario, unbind } from './build.ts';

const WAITED: Op = { op: 'wait', seconds: 14 };

function described(name: string, id: string, ...suppliers: readonly string[]): Op {
  return device(name, id, { firmware: suppliers });
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

const MODES = ['fw_devlink=off', 'fw_devlink=permissive', 'fw_devlink=on', 'fw_devlink=rpm'];
const ALL = [
  ...[SUPPLIER_LATER, SUPPLIER_WITHOUT_DRIVER, CYCLE, CHILD_NAMES_PARENT, PARENT_WAITS_FOR_CHILD],
  ...[SUPPLIER_GOES, SYNCED, SYNCED_LATER, CHAIN],
];

export const FIRMWARE: readonly Scenario[] = [
  ...MODES.flatMap((mode) => ALL.map((one) => under(mode, one))),
  under('fw_devlink=on fw_devlink.strict=1', SUPPLIER_WITHOUT_DRIVER),
  under('fw_devlink=on deferred_probe_timeout=10', TIME_OUT),
  under('fw_devlink=on fw_devlink.strict=1 deferred_probe_timeout=10', TIME_OUT),
  under('fw_devlink=permissive deferred_probe_timeout=10', TIME_OUT),
  under('fw_devlink=on deferred_probe_timeout=10', DEFERRED_TIME_OUT),
];
