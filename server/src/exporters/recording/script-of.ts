// From the journal of a run to a script that a kernel replays: each bus an own bus that matches by rows, each driver one that answers
// as it did in the run. A name of a bus or class may be the guest's own, so all get a prefix.
import { assertNever } from '../../base/assert-never.ts';
import type { BaseBus } from '../../driver-core/base/objects.ts';
import type { LiveDevice } from '../../driver-core/live.ts';
import { hasOverride } from './answers.ts';
import { driverOp } from './driver-op.ts';
import type { Call, Entry, Journal } from './journal.ts';
import { type MatchTable, matchTable } from './match-table.ts';
import { ROOT } from './names.ts';
import type { Operation } from './operation.ts';

export interface Scripted {
  readonly op: Operation;
  /** The events that belong to it; undefined: a state that is read. */
  readonly entry?: Entry;
}

const ROOT_CLASS = 'topology';
/** Of devices that are on no bus and of no class. */
const NO_CLASS = `${ROOT_CLASS}-none`;

/** Adds to the journal's problems what a script cannot say: it is whole only if there are none. */
export function scriptOf(journal: Journal, buses: Iterable<BaseBus>): readonly Scripted[] {
  const table = matchTable(journal);
  const calls = journal.entries.flatMap((entry) => scripted(journal, table, entry));
  const homes = new Set(calls.flatMap(({ op }) => homesOf(op)));
  const classes = [...homes].filter((it) => it.startsWith('@')).map((it) => it.slice(1));
  const isOff = journal.entries.at(-1)?.call.kind === 'shutdown';
  const preamble: Operation[] = [
    { op: 'class', name: ROOT_CLASS },
    { op: 'class_device', class: ROOT_CLASS, name: ROOT },
    ...classes.map((name): Operation => ({ op: 'class', name })),
    ...[...buses].filter((bus) => homes.has(busName(bus))).map(busOp),
  ];
  const end: readonly Scripted[] = isOff ? [] : [{ op: { op: 'dump' } }];
  return [...preamble.map((op) => ({ op })), ...calls, ...end];
}

export function busName({ name }: BaseBus): string {
  return `${ROOT_CLASS}-${name}`;
}

function busOp(bus: BaseBus): Operation {
  const override = hasOverride(bus) ? (['override'] as const) : [];
  const steps = [...override, 'device_match_defer', 'table', 'device_match_error'] as const;
  return { op: 'bus', name: busName(bus), kind: 'own', steps };
}

/** The buses, and the classes with their `@`, that the operation speaks of. */
function homesOf(op: Operation): readonly string[] {
  if (op.op === 'class_device') return [`@${op.class}`];
  const children = op.op === 'driver' ? Object.values(op.creates_for ?? {}).flat() : [];
  return [...('bus' in op ? [op.bus] : []), ...children.map(({ bus }) => bus)];
}

/** The operations of one call; its events belong to the last of those that make a device, and to the others as they come. */
function scripted(journal: Journal, table: MatchTable, entry: Entry): readonly Scripted[] {
  const { call } = entry;
  const { device: of } = journal.names;
  if (call.kind !== 'device') return [{ op: operation(journal, table, call), entry }];
  const { device, links } = call;
  const made = deviceOp(journal, table, device);
  const added = links.map(({ consumer, supplier, flags }): Scripted => {
    return { op: { op: 'link', consumer: of(consumer), supplier: of(supplier), flags } };
  });
  // A device without a bus binds to nothing: it does not matter when its links come.
  if (links.length === 0 || made.op === 'class_device') return [{ op: made, entry }, ...added];
  return [{ op: { ...made, hold: true } }, ...added, { op: { op: 'add', device: of(device) }, entry }];
}

function operation(journal: Journal, table: MatchTable, call: Exclude<Call, { kind: 'device' }>): Operation {
  const { device: of } = journal.names;
  switch (call.kind) {
    case 'delete':
      return { op: 'device_del', device: of(call.device) };
    case 'link': {
      const { consumer, supplier, flags } = call.link;
      return { op: 'link', consumer: of(consumer), supplier: of(supplier), flags };
    }
    case 'driver':
      return driverOp(journal, table, call.life, { bus: busName, home: homeOf });
    case 'unregister': {
      const { driver } = call.life;
      return { op: 'driver_unregister', bus: busName(driver.bus), driver: journal.names.driver(driver) };
    }
    case 'bind':
    case 'unbind':
      return { op: call.kind, bus: busName(call.bus), driver: call.driver, device: call.device };
    case 'device_driver_attach': {
      const { driver } = call.life;
      return {
        op: call.kind,
        bus: busName(driver.bus),
        driver: journal.names.driver(driver),
        device: call.device,
      };
    }
    case 'drivers_probe':
      return { op: call.kind, bus: busName(call.bus), device: call.device };
    case 'device_reprobe':
      return { op: call.kind, device: call.device };
    case 'bus_rescan_devices':
      return { op: call.kind, bus: busName(call.bus) };
    case 'driver_override':
      return { op: call.kind, bus: busNameOf(call.device), device: of(call.device), value: call.value };
    case 'drivers_autoprobe':
      return { op: call.kind, bus: busName(call.bus), value: call.value };
    case 'suspend':
    case 'shutdown':
      return { op: call.kind };
    default:
      return assertNever(call);
  }
}

function deviceOp(journal: Journal, table: MatchTable, device: LiveDevice) {
  const { device: of } = journal.names;
  const { bus, parent } = device;
  const name = of(device);
  if (!bus) {
    const type = homeOf(device).slice(1);
    return { op: 'class_device' as const, class: type, name, ...(parent && { parent: of(parent) }) };
  }
  const override = hasOverride(bus) ? journal.overrides.get(device) : undefined;
  return {
    op: 'device' as const,
    bus: busName(bus),
    name,
    id: table.idOf(device),
    parent: parent ? of(parent) : ROOT,
    ...(override !== undefined && { override }),
    ...table.troubleOf(device),
  };
}

/** As the children of a probe name it. */
function homeOf({ bus, class: type }: LiveDevice): string {
  if (bus) return busName(bus);
  return `@${type ? `${ROOT_CLASS}-${type.name}` : NO_CLASS}`;
}

function busNameOf({ bus }: { readonly bus: BaseBus | undefined }): string {
  return bus ? busName(bus) : '';
}
