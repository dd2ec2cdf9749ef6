// What firmware says: which devices name which suppliers, and what the kernel's command line makes of it.
// drivers/base/core.c: fw_devlink_setup, fw_devlink_create_devlink, __fw_devlink_relax_cycles (LC-37, LC-38).
import type { NamedSupplier } from '../../server/src/driver-core/base/device.ts';
import {
  AUTOPROBE_CONSUMER,
  CYCLE,
  INFERRED,
  PM_RUNTIME,
  SYNC_STATE_ONLY,
} from '../../server/src/driver-core/base/link-flags.ts';
import { relaxCycle } from '../../server/src/driver-core/base/link-states.ts';
import type { Machine, ReplayDevice } from './machine.ts';

export interface Firmware {
  /** The flags of links that it asks for. Undefined: it asks for none. */
  readonly flags: number | undefined;
  /** deferred_probe_timeout is not 0: `wait` lasts longer than it. */
  readonly timesOut: boolean;
  /** fw_devlink.sync_state=timeout. */
  readonly forcesSyncState: boolean;
}

const FLAGS: Readonly<Record<string, number | undefined>> = {
  off: undefined,
  permissive: INFERRED | SYNC_STATE_ONLY,
  on: INFERRED | AUTOPROBE_CONSUMER,
  rpm: INFERRED | AUTOPROBE_CONSUMER | PM_RUNTIME,
};

/** From parameters such as `fw_devlink=on deferred_probe_timeout=10`. */
export function readFirmware(parameters = ''): Firmware {
  const mode = /\bfw_devlink=(\w+)/.exec(parameters)?.[1] ?? 'rpm';
  return {
    flags: FLAGS[mode],
    timesOut: /\bdeferred_probe_timeout=[1-9]/.test(parameters),
    forcesSyncState: /\bfw_devlink\.sync_state=timeout\b/.test(parameters),
  };
}

/** The id of a device with a node of this name: firmware knows no other name for it. */
export function nodeId(name: string): string {
  return `node ${name}`;
}

/** The suppliers that its node names. Links of circles that it closes hold nobody from now on. */
export function firmwareSuppliers(machine: Machine, device: ReplayDevice): readonly NamedSupplier[] {
  const { flags } = machine.firmware;
  if (!device.nodes || flags === undefined) return [];
  for (const { base, nodes } of parsed(machine)) {
    for (const name of nodes ?? [])
      if (reaches(machine, name, base.name)) relaxCycle(machine.core, base, nodeId(name));
  }
  const named = [...new Set(device.nodes)].map((name) => ({
    id: nodeId(name),
    device: parsed(machine).find(({ base }) => base.id === nodeId(name) && base.isRegistered)?.base,
    flags: reaches(machine, name, device.base.name) ? INFERRED | CYCLE | SYNC_STATE_ONLY : flags,
  }));
  // fwnode_link_add() puts a link before those that are there, and makes one to each.
  return named.reverse();
}

/** fw_devlink_parse_fwnode(): what a node names is known once its device is added. */
function parsed({ devices }: Machine): readonly ReplayDevice[] {
  return devices.filter(({ nodes, stage }) => nodes !== undefined && stage === 'added');
}

/** True if the node, by those that it names, waits for the other. */
function reaches(machine: Machine, from: string, to: string): boolean {
  const named = new Map(parsed(machine).map(({ base, nodes }) => [base.name, nodes ?? []]));
  const seen = new Set<string>();
  const open = [from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === to) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...(named.get(name) ?? []));
  }
  return false;
}
