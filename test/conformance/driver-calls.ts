// probe and remove of the drivers of a scenario: the verdict, then the links and the children that they make on the way.
import { addLink } from '../../server/src/driver-core/base/links.ts';
import type { BaseDevice, BaseDriver } from '../../server/src/driver-core/base/objects.ts';
import type { RecordedChild } from '../kernel/format.ts';
import {
  type Creator,
  findDevice,
  type Home,
  known,
  type Machine,
  type ReplayDevice,
  type ReplayDriver,
} from './machine.ts';
import { addMade, deleteMade, makeDevice } from './make-device.ts';
import { followRule } from './probe-rule.ts';

/** Writes a line to the log of events. */
export type Say = (line: string) => void;

export function probe(machine: Machine, say: Say, base: BaseDevice, baseDriver: BaseDriver): number {
  const device = known(machine.byBase, base);
  const driver = known(machine.drivers, baseDriver);
  const call = (driver.probes.get(device) ?? 0) + 1;
  driver.probes.set(device, call);
  const rule = driver.op.probe_for?.[device.base.name] ?? driver.op.probe ?? 'ok';
  const verdict = followRule(machine, rule, call);
  makeLinks(machine, say, device, driver);
  if (verdict === 0 || driver.op.create_before_fail) makeChildren(machine, say, device, driver, verdict);
  return verdict;
}

export function remove(machine: Machine, base: BaseDevice, baseDriver: BaseDriver): void {
  const device = known(machine.byBase, base);
  const driver = known(machine.drivers, baseDriver);
  for (const name of driver.op.deletes_for?.[device.base.name] ?? []) {
    const named = findDevice(machine, name);
    if (named) deleteMade(machine, named);
  }
  if (driver.op.keep_children) return;
  for (let child = newestChild(machine, device, driver); child; child = newestChild(machine, device, driver))
    deleteMade(machine, child);
}

function makeLinks(machine: Machine, say: Say, { base }: ReplayDevice, { op }: ReplayDriver): void {
  for (const { supplier: name, flags } of op.links ?? []) {
    const supplier = findDevice(machine, name)?.base;
    if (!supplier) continue;
    const isMade = addLink(machine.core, base, supplier, flags) !== undefined;
    say(`link ${base.name} ${supplier.name} ${flags.toString(16)} ${Number(isMade)}`);
  }
}

function makeChildren(
  machine: Machine,
  say: Say,
  device: ReplayDevice,
  driver: ReplayDriver,
  verdict: number,
): void {
  const made: ReplayDevice[] = [];
  const { creates = [], creates_for: special = {} } = driver.op;
  for (const child of [...creates, ...(special[device.base.name] ?? [])]) {
    const home = homeOf(machine, child);
    const parent = child.parent === undefined ? device : findDevice(machine, child.parent);
    if (home && parent)
      made.push(makeChild(machine, say, child, { home, parent, creator: { device, driver } }));
  }
  if (verdict === 0 || driver.op.keep_children) return;
  for (const child of made.reverse()) if (child.stage !== 'gone') deleteMade(machine, child);
}

function makeChild(
  machine: Machine,
  say: Say,
  child: RecordedChild,
  place: { readonly home: Home; readonly parent: ReplayDevice; readonly creator: Creator },
): ReplayDevice {
  const maker = place.creator.device.base.name;
  const name = childName(child.name, maker);
  const device = makeDevice(machine, {
    ...place,
    name,
    given: { id: child.id ?? '', ...(child.firmware && { firmware: child.firmware }) },
  });
  say(`child ${maker} ${name} ${addMade(machine, device)}`);
  return device;
}

function homeOf({ buses, classes }: Machine, { bus: name }: RecordedChild): Home | undefined {
  if (name.startsWith('@')) return classes.has(name.slice(1)) ? { class: name.slice(1) } : undefined;
  const bus = buses.get(name);
  return bus && { bus };
}

function childName(pattern: string, parent: string): string {
  const digits = /\d*$/.exec(parent)?.[0] ?? '';
  return pattern.replace(/[%#]/g, (sign) => (sign === '%' ? parent : digits));
}

function newestChild(
  { devices }: Machine,
  device: ReplayDevice,
  driver: ReplayDriver,
): ReplayDevice | undefined {
  return devices
    .filter(
      ({ creator, stage }) => stage === 'added' && creator?.device === device && creator.driver === driver,
    )
    .at(-1);
}
