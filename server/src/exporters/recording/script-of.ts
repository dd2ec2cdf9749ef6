// From the journal of a run to a script that a kernel replays: each bus an own bus that matches by rows, each driver one that answers
// as it did in the run. A name of a bus or class may be the guest's own, so all get a prefix.
import { assertNever } from '../../base/assert-never.ts';
import type { BaseBus } from '../../driver-core/base/objects.ts';
import type { LiveDevice } from '../../driver-core/live.ts';
import { hasOverride } from './answers.ts';
import { driverOp } from './driver-op.ts';
import type { Firmware } from './firmware.ts';
import type { Call, Entry, Journal } from './journal.ts';
import { matchTable } from './match-table.ts';
import { clean, ROOT } from './names.ts';
import type { Operation } from './operation.ts';
import { busName, homeOf, type Parts, PREFIX } from './parts.ts';

export interface Scripted {
  readonly op: Operation;
  /** The events that belong to it; undefined: none are compared. */
  readonly entry?: Entry;
  /** It is a part of what follows: its events count there. */
  readonly isPart?: true;
}

/** Adds to the journal's problems what a script cannot say: it is whole only if there are none. */
export function scriptOf(
  journal: Journal,
  firmware: Firmware,
  buses: Iterable<BaseBus>,
): readonly Scripted[] {
  const parts: Parts = { journal, firmware, table: matchTable(journal) };
  const calls = journal.entries.flatMap((entry) => scripted(parts, entry));
  const homes = new Set(calls.flatMap(({ op }) => homesOf(op)));
  const classes = [...homes].filter((it) => it.startsWith('@')).map((it) => it.slice(1));
  const isOff = journal.entries.at(-1)?.call.kind === 'shutdown';
  const preamble: Operation[] = [
    { op: 'class', name: PREFIX },
    { op: 'class_device', class: PREFIX, name: ROOT },
    ...classes.map((name): Operation => ({ op: 'class', name })),
    ...[...buses].filter((bus) => homes.has(busName(bus))).map(busOp),
  ];
  const end: readonly Scripted[] = isOff ? [] : [{ op: { op: 'dump' } }];
  return [...preamble.map((op) => ({ op })), ...calls, ...end];
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
function scripted(parts: Parts, entry: Entry): readonly Scripted[] {
  const { call } = entry;
  const { device: of } = parts.journal.names;
  if (call.kind !== 'device') return [{ op: operation(parts, call), entry }];
  const { device, links, late } = call;
  const made = deviceOp(parts, device);
  const added = links.map(({ consumer, supplier, flags }): Scripted => {
    return { op: { op: 'link', consumer: of(consumer), supplier: of(supplier), flags } };
  });
  // A device without a bus binds to nothing: it does not matter when its links come.
  if (made.op === 'class_device') return [{ op: made, entry }, ...added];
  const steps: Operation[] =
    links.length === 0
      ? [made]
      : [{ ...made, hold: true }, ...added.map(({ op }) => op), { op: 'add', device: made.name }];
  if (late) return attachedLate(steps, made, entry, late.autoprobe);
  return steps.map((op, index) => (index === steps.length - 1 ? { op, entry } : { op }));
}

/** device_attach() is what a write to `drivers_probe` calls, whatever `drivers_autoprobe` says. */
function attachedLate(
  steps: readonly Operation[],
  { bus, name }: { readonly bus: string; readonly name: string },
  entry: Entry,
  autoprobe: boolean,
): readonly Scripted[] {
  const set = (value: number): readonly Scripted[] =>
    autoprobe ? [{ op: { op: 'drivers_autoprobe', bus, value } }] : [];
  const walk: Operation = { op: 'drivers_probe', bus, device: name };
  return [...set(0), ...steps.map((op) => ({ op, isPart: true as const })), { op: walk, entry }, ...set(1)];
}

function operation(parts: Parts, call: Exclude<Call, { kind: 'device' }>): Operation {
  const { journal } = parts;
  const { device: of } = journal.names;
  switch (call.kind) {
    case 'delete':
      return { op: 'device_del', device: of(call.device) };
    case 'link': {
      const { consumer, supplier, flags } = call.link;
      return { op: 'link', consumer: of(consumer), supplier: of(supplier), flags };
    }
    case 'driver':
      return driverOp(parts, call.life);
    case 'unregister': {
      const { driver } = call.life;
      return { op: 'driver_unregister', bus: busName(driver.bus), driver: journal.names.driver(driver) };
    }
    case 'new_id':
    case 'remove_id': {
      const { life, matches } = call;
      const driver = journal.names.driver(life.driver);
      return { op: call.kind, bus: busName(life.driver.bus), driver, ids: parts.table.rowsOf(matches) };
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
    case 'state_synced':
      return { op: call.kind, bus: busName(call.bus), device: call.device, value: clean(call.value) };
    case 'device_reprobe':
      return { op: call.kind, device: call.device };
    case 'bus_rescan_devices':
      return { op: call.kind, bus: busName(call.bus) };
    case 'driver_override':
      return {
        op: call.kind,
        bus: busNameOf(call.device),
        device: of(call.device),
        value: clean(call.value),
      };
    case 'drivers_autoprobe':
      return { op: call.kind, bus: busName(call.bus), value: call.value };
    case 'wait':
      return { op: call.kind, seconds: call.seconds };
    case 'suspend':
      return { op: call.kind, ...(call.isOpen && { open: true }) };
    case 'resume':
    case 'shutdown':
      return { op: call.kind };
    default:
      return assertNever(call);
  }
}

function deviceOp({ journal, table, firmware }: Parts, device: LiveDevice) {
  const suppliers = firmware.suppliersOf(device);
  const { device: of } = journal.names;
  const { bus, parent } = device;
  const name = of(device);
  if (!bus) {
    const type = homeOf(device).slice(1);
    return { op: 'class_device' as const, class: type, name, ...(parent && { parent: of(parent) }) };
  }
  const claim = journal.claims.get(device);
  const override = hasOverride(bus) ? journal.overrides.get(device) : undefined;
  return {
    op: 'device' as const,
    bus: busName(bus),
    name,
    id: table.idOf(device),
    parent: parent ? of(parent) : ROOT,
    ...(override !== undefined && { override: clean(override) }),
    ...(claim && { claim: journal.names.driver(claim) }),
    ...(suppliers && { firmware: suppliers }),
    ...(suppliers && device.isBestEffort && { best_effort: true }),
    ...table.troubleOf(device),
  };
}

function busNameOf({ bus }: { readonly bus: BaseBus | undefined }): string {
  return bus ? busName(bus) : '';
}
