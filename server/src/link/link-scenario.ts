// The steps of a scenario → acts of the driver core, with typed values. Devices and drivers stay as they are written: what they
// mean is known only when the step is reached. Names that mean nothing then are reported by the scenario's run.
import type { Fact, ScenarioDecl, ScenarioStep } from '../declare/declarations.ts';
import type { Act, DeviceVerb, Target } from '../driver-core/scenario/script.ts';
import type { BusType, Fields } from '../driver-core/topology.ts';
import { rowFieldTable } from './field-table.ts';
import { type OpenBody, toFields } from './fields.ts';
import { findDrivers } from './find.ts';
import { foldModule } from './ids.ts';
import { linkRequest } from './link-device.ts';
import { attributesOf, busAttributes } from './link-scenario-attributes.ts';
import { busOf } from './link-steps.ts';
import { type Linking, lookUp, report } from './linking.ts';
import { textsOf } from './names.ts';
import { driverRef } from './refs.ts';
import type { FieldTable } from './types.ts';
import { toScalar } from './value.ts';

export interface LinkedScenario {
  readonly decl: ScenarioDecl;
  /** One for each step; undefined for expectations, and for what is wrong (reported). */
  readonly acts: readonly (Act | undefined)[];
}

export function linkScenario(linking: Linking, decl: ScenarioDecl): LinkedScenario {
  const created = new Map<string, string>();
  const acts = decl.steps.map((step) => {
    const before = linking.problems.length;
    const act = step.expect ? undefined : toAct(linking, step, created);
    if (step.device) created.set(step.device.name.text, step.device.flavour?.text ?? '');
    return linking.problems.length > before ? undefined : act;
  });
  return { decl, acts };
}

/** `created`: what earlier steps asked for, with the flavour. */
function toAct(linking: Linking, step: ScenarioStep, created: ReadonlyMap<string, string>): Act | undefined {
  const { verb } = step;
  switch (verb) {
    case 'suspend':
    case 'resume':
    case 'shutdown':
      return { act: verb };
    case 'modprobe':
    case 'rmmod':
      return { act: verb, module: foldModule(step.names[0]?.text ?? '') };
    case 'rescan':
      return toRescan(linking, step);
    case 'sleep':
      return { act: 'sleep', seconds: secondsOf(step.names[0]?.text ?? '') };
    case 'set bus':
      return toSetBus(linking, step);
    default:
      return onDevice(linking, step, created);
  }
}

function onDevice(
  linking: Linking,
  step: ScenarioStep,
  created: ReadonlyMap<string, string>,
): Act | undefined {
  const [device, driver] = targetsOf(linking, step);
  if (device === undefined) return undefined;
  const { verb } = step;
  switch (verb) {
    case 'plug':
    case 'unplug':
    case 'remove':
    case 'unbind':
    case 'drivers_probe':
    case 'delete':
    case 'open':
    case 'close':
      return { act: verb satisfies DeviceVerb, device };
    case 'bind':
      return driver && { act: 'bind', device, driver };
    case 'set':
      return toSet(linking, step, device, created);
    case 'new_id':
    case 'remove_id':
      return { act: verb, driver: device, fields: newIdFields(linking, step) };
    case 'create':
      return step.device && { act: 'create', request: linkRequest(linking, step.device), on: device };
    default:
      return undefined;
  }
}

/** What the step names, in its order: a device, or a driver. */
function targetsOf(linking: Linking, { refs }: ScenarioStep): readonly Target[] {
  return refs.map((ref) => {
    const parts = textsOf(ref);
    for (const part of parts) lookUp(linking, part);
    return parts;
  });
}

function toRescan(linking: Linking, step: ScenarioStep): Act | undefined {
  const [name] = step.names;
  const bus = name && busOf(linking, name);
  return bus && { act: 'rescan', bus: bus.name };
}

function toSetBus(linking: Linking, step: ScenarioStep): Act | undefined {
  const name = step.refs[0]?.parts[0];
  const bus = name && busOf(linking, name);
  if (bus === undefined) return undefined;
  return setOf(linking, step, busAttributes(bus), (attribute, value) => ({
    act: 'set bus',
    bus: bus.name,
    attribute,
    value,
  }));
}

function toSet(
  linking: Linking,
  step: ScenarioStep,
  device: Target,
  created: ReadonlyMap<string, string>,
): Act | undefined {
  return setOf(linking, step, attributesOf(linking, device, created), (attribute, value) => ({
    act: 'set',
    device,
    attribute,
    value,
  }));
}

/** An assignment is a body of one fact: the same tables, the same problems. */
function setOf(
  linking: Linking,
  { site, names, value }: ScenarioStep,
  body: OpenBody,
  toWrite: (attribute: string, value: NonNullable<Fields[string]>) => Act,
): Act | undefined {
  const [name] = names;
  if (name === undefined || value === undefined) return undefined;
  const fact: Fact = { site, name, values: [value], flag: false };
  const written = toFields(linking, body, [fact])[name.text];
  return written === undefined ? undefined : toWrite(name.text, written);
}

const NO_FACTS: ReadonlySet<string> = new Set();

/** The fields of a dynamic id: those that the bus reads from `new_id`, in the types of its rows. */
function newIdFields(linking: Linking, step: ScenarioStep): Fields {
  const [ref] = step.refs;
  if (ref === undefined) return {};
  const bus = busOfDriver(linking, ref);
  if (bus === undefined) return looseFields(linking, step.facts);
  const { newId } = bus;
  if (newId === undefined) {
    report(linking, 'name/unknown-field', ref, `drivers of \`${bus.name}\` have no \`${step.verb}\``);
    return {};
  }
  const match = bus.tables.id_table;
  const rows: FieldTable = match ? rowFieldTable(match) : new Map();
  const table = new Map(newId.fields.map((name) => [name, rows.get(name) ?? { name }]));
  return toFields(linking, { table, known: NO_FACTS, who: `ids of \`${bus.name}\`` }, step.facts);
}

/** Not set: no such driver is declared. Perhaps it is a module of the kernel. */
function busOfDriver(linking: Linking, ref: ScenarioStep['refs'][number]): BusType | undefined {
  const parts = textsOf(ref);
  const found = findDrivers(linking.names, parts);
  if (found.length > 1) driverRef(linking, ref);
  const declared = linking.names.byId.get(found[0] ?? '');
  const bus = declared?.kind === 'driver' ? declared.decl.bus.text : parts.length > 1 ? parts[0] : undefined;
  return linking.types.buses.get(bus ?? '');
}

function looseFields(linking: Linking, facts: readonly Fact[]): Fields {
  return Object.fromEntries(
    facts.flatMap((fact) => {
      const [value] = fact.values;
      const scalar = value && toScalar(linking, { name: fact.name.text }, value);
      return scalar === undefined ? [] : [[fact.name.text, scalar]];
    }),
  );
}

const UNITS: readonly (readonly [unit: string, seconds: number])[] = [
  ['us', 1e-6],
  ['ms', 1e-3],
  ['min', 60],
  ['s', 1],
];

function secondsOf(duration: string): number {
  const unit = UNITS.find(([name]) => duration.endsWith(name));
  return unit === undefined ? 0 : Number.parseInt(duration, 10) * unit[1];
}
