// Devices with what stands in them → the driver core's devices, VFs and requests, each from its own words only: what a device
// inherits from its parent or PF is put in when the topology is assembled.

import type { DeviceDecl, Fact } from '../declare/declarations.ts';
import { knownFacts } from '../declare/index.ts';
import { readName } from '../driver-core/read-format.ts';
import type {
  BusType,
  Device,
  DeviceExtension,
  DeviceStruct,
  FieldSpec,
  Fields,
  Id,
  Request,
  Scalar,
  Value,
} from '../driver-core/topology.ts';
import { idOfDevice } from './collect-names.ts';
import type { AnyDeclaration } from './declaration.ts';
import { checkStruct } from './device-struct.ts';
import { classFieldTable, looseFieldTable, specTable } from './field-table.ts';
import { type OpenBody, toFields } from './fields.ts';
import { factOf, flagOf, wordOf } from './guard.ts';
import { requestId } from './ids.ts';
import { busOf, classOf, toSuppliers } from './link-steps.ts';
import { type Linking, lookUp, placeAt, report, reportUnknown } from './linking.ts';
import type { ItemKey } from './place.ts';
import { deviceRef } from './refs.ts';
import { ANY_BUS, type FieldInfo } from './types.ts';
import { parseNumber } from './value.ts';

const KNOWN = knownFacts('device');

/** One device of an item, before inheritance. */
export interface OwnDevice extends Device {
  /** Its PF is in `physfn`, its parent is the PF's. */
  readonly isVf: boolean;
}

/** A body that says something about a device: its declaration, or an `extend`, each linked in its own item. */
interface Part {
  readonly decl: DeviceDecl;
  readonly linking: Linking;
}

interface Body {
  readonly declaration: AnyDeclaration;
  readonly decl: DeviceDecl;
  readonly parts: readonly Part[];
  /** Of all parts. */
  readonly facts: readonly Fact[];
}

/** A top-level device and all devices in it, parents first. Bodies of `extend` are linked with their own item. */
export function linkDevice(linking: Linking, decl: DeviceDecl): readonly OwnDevice[] {
  const acc: OwnDevice[] = [];
  visit(linking, decl, undefined, undefined, acc);
  return acc;
}

function visit(
  linking: Linking,
  decl: DeviceDecl,
  within: AnyDeclaration | undefined,
  bus: string | undefined,
  acc: OwnDevice[],
): void {
  lookUp(linking, decl.name.text);
  const declaration = linking.names.byId.get(idOfDevice(decl, within));
  // A second declaration of the name, or none: only the first is meant.
  if (declaration?.decl !== decl || declaration.kind !== 'device') return;
  const parts = partsOf(linking, declaration.id, decl);
  const body = { declaration, decl, parts, facts: parts.length === 1 ? decl.facts : mergeFacts(parts) };
  const device = toDevice(linking, body, within?.id, decl.how === 'vf' ? bus : undefined);
  acc.push(device);
  for (const part of parts) {
    for (const child of part.decl.children) visit(part.linking, child, declaration, device.bus, acc);
  }
}

/** The declaration and what extends it. */
function partsOf(linking: Linking, id: Id, decl: DeviceDecl): readonly Part[] {
  const own = { decl, linking };
  const extensions = linking.names.extensions.get(id);
  if (extensions === undefined) return [own];
  return [
    own,
    ...extensions.flatMap((it) =>
      it.adds.kind === 'device' ? [{ decl: it.adds, linking: { ...linking, item: it.item } }] : [],
    ),
  ];
}

/** Facts of all parts; one that is set again is a problem and does not count. */
function mergeFacts(parts: readonly Part[]): readonly Fact[] {
  const seen = new Map<string, { readonly part: Part; readonly fact: Fact }>();
  return parts.flatMap((part) =>
    part.decl.facts.filter((fact) => {
      const earlier = seen.get(fact.name.text);
      if (earlier === undefined) seen.set(fact.name.text, { part, fact });
      else if (earlier.part !== part)
        reportSetTwice(part.linking, earlier.part.linking.item, earlier.fact, fact);
      return earlier === undefined || earlier.part === part;
    }),
  );
}

function toDevice(
  linking: Linking,
  body: Body,
  within: Id | undefined,
  vfBus: string | undefined,
): OwnDevice {
  const { decl, parts } = body;
  const place = placeOf(linking, decl, vfBus);
  const devtype = wordOf(body.facts, 'devtype', linking.kernel);
  const struct = structOf(linking, place.bus, body.facts);
  const parent = decl.how === 'vf' ? undefined : (within ?? parentOf(linking, decl));
  const late = parts.flatMap((it) => toSuppliers(it.linking, it.decl.suppliers, 'after bind'));
  return {
    id: body.declaration.id,
    name: decl.name.text,
    ...(place.bus && { bus: place.bus.name }),
    ...(place.class !== undefined && { class: place.class }),
    ...(devtype !== undefined && { devtype }),
    ...(parent !== undefined && { parent }),
    ...(decl.how === 'vf' && within !== undefined && { physfn: within }),
    ...(decl.label && { label: decl.label.text }),
    ...(within !== undefined && { nested: true as const }),
    fields: fieldsOfDevice(linking, body, place, struct),
    ...facts(linking, body.facts),
    suppliers: parts.flatMap((it) => toSuppliers(it.linking, it.decl.suppliers)),
    ...(late.length > 0 && { lateSuppliers: late }),
    requests: requestsOf(parts),
    vfs: vfsOf(body),
    isVf: decl.how === 'vf',
  };
}

/** What the name says, then what is written. */
function fieldsOfDevice(
  linking: Linking,
  body: Body,
  place: Where,
  struct: DeviceStruct | undefined,
): Fields {
  const open = openBody(linking, place, struct, body.decl);
  const acc = nameFields(struct, open, body.decl.name.text);
  for (const part of body.parts) {
    const said = part.decl.facts.filter((it) => body.facts.includes(it));
    toFields(part.linking, open, said, acc);
  }
  return acc;
}

interface Where {
  readonly bus?: BusType;
  readonly class?: string;
}

function placeOf(linking: Linking, decl: DeviceDecl, vfBus: string | undefined): Where {
  if (vfBus !== undefined) {
    const bus = linking.types.buses.get(vfBus);
    return bus ? { bus } : {};
  }
  if (decl.class) {
    const type = classOf(linking, decl.class);
    return { class: type?.name ?? decl.class.text };
  }
  if (decl.bus === undefined || decl.bus.text === 'none') return {};
  const bus = busOf(linking, decl.bus);
  return bus ? { bus } : {};
}

function structOf(
  linking: Linking,
  bus: BusType | undefined,
  facts: readonly Fact[],
): DeviceStruct | undefined {
  const name = factOf(facts, 'devtype', linking.kernel)?.values[0];
  const found = name && bus && checkStruct(linking, bus, name);
  return found ?? bus?.devices[0];
}

function openBody(
  linking: Linking,
  where: Where,
  struct: DeviceStruct | undefined,
  decl: DeviceDecl,
): OpenBody {
  const { types } = linking;
  if (where.bus && struct) {
    return {
      table: types.deviceFields(where.bus, struct),
      known: KNOWN,
      who: `devices of \`${where.bus.name}\``,
    };
  }
  const type = types.classes.get(where.class ?? '');
  if (type) return { table: classFieldTable(type), known: KNOWN, who: `\`${type.name}\` devices` };
  // A bus or class that is not there is one problem, not one for each of its fields.
  const said = [decl.bus, decl.class].some((it) => it !== undefined && it.text !== 'none');
  const used = [
    ...(types.usedFields.get(ANY_BUS) ?? []),
    ...(said ? decl.facts.map((it) => it.name.text) : []),
  ];
  return { table: looseFieldTable(used), known: KNOWN, who: 'devices without a bus' };
}

function nameFields(struct: DeviceStruct | undefined, open: OpenBody, name: string): Record<string, Value> {
  if (struct === undefined || struct.names.length === 0) return {};
  return { ...readName(struct.names, name, (field) => isNumeric(open.table.get(field))) };
}

function isNumeric(field: FieldInfo | undefined): boolean {
  return field?.type !== undefined && field.type !== 'char' && field.type !== 'guid_t';
}

function parentOf(linking: Linking, decl: DeviceDecl): Id | undefined {
  return decl.under && deviceRef(linking, decl.under);
}

type FactsOfDevice = Pick<
  Device,
  | 'driverOverride'
  | 'claimedBy'
  | 'recordedDriver'
  | 'recordedModalias'
  | 'iommuGroup'
  | 'isStdout'
  | 'absent'
>;

function facts(linking: Linking, said: readonly Fact[]): FactsOfDevice {
  if (said.length === 0) return PRESENT;
  const { kernel } = linking;
  const override = wordOf(said, 'driver_override', kernel);
  const claimed = wordOf(said, 'claimed_by', kernel);
  const recorded = wordOf(said, 'recorded_driver', kernel);
  const announced = factOf(said, 'recorded_modalias', kernel)?.values[0]?.text;
  const group = factOf(said, 'iommu_group', kernel)?.values[0]?.text;
  return {
    ...(override !== undefined && { driverOverride: override }),
    ...(claimed !== undefined && { claimedBy: claimed }),
    ...(recorded !== undefined && { recordedDriver: recorded }),
    ...(announced !== undefined && { recordedModalias: announced }),
    ...(group !== undefined && { iommuGroup: (parseNumber(group) ?? group) as Scalar }),
    ...(flagOf(said, 'stdout_path', kernel) && { isStdout: true as const }),
    absent: said.some((it) => it.flag && it.name.text === 'absent'),
  };
}

const PRESENT: FactsOfDevice = { absent: false };

function vfsOf(body: Body): readonly Id[] {
  const children = body.parts.flatMap((it) => it.decl.children);
  return children.filter((it) => it.how === 'vf').map((it) => idOfDevice(it, body.declaration));
}

/** `create` in these bodies, and in them. */
export function requestsOf(parts: readonly Part[]): readonly Request[] {
  return parts.flatMap(({ decl, linking }) =>
    decl.children.filter((it) => isMeant(linking, it)).map((it) => toRequest(linking, it)),
  );
}

/** A `create`, and not a second one of its name. */
function isMeant(linking: Linking, decl: DeviceDecl): boolean {
  if (decl.how !== 'create') return false;
  lookUp(linking, decl.name.text);
  return linking.names.byId.get(requestId(decl.name.text))?.decl === decl;
}

function toRequest(linking: Linking, decl: DeviceDecl): Request {
  const id = requestId(decl.name.text);
  lookUp(linking, decl.name.text);
  const parts = partsOf(linking, id, decl);
  const said = parts.length === 1 ? decl.facts : mergeFacts(parts);
  const override = wordOf(said, 'driver_override', linking.kernel);
  const open = requestBody(linking, decl);
  const fields = {};
  for (const part of parts)
    toFields(
      part.linking,
      open,
      part.decl.facts.filter((it) => said.includes(it)),
      fields,
    );
  return {
    id,
    name: decl.name.text,
    flavour: decl.flavour?.text ?? '',
    fields,
    ...(override !== undefined && { driverOverride: override }),
    suppliers: parts.flatMap((it) => toSuppliers(it.linking, it.decl.suppliers)),
    requests: requestsOf(parts),
  };
}

/** A `create` of a scenario, with those in it: its name is known from that step on, and not to the root. */
export function linkRequest(linking: Linking, decl: DeviceDecl): Request {
  const inner = decl.children.filter((it) => it.how === 'create');
  return { ...toRequest(linking, decl), requests: inner.map((it) => linkRequest(linking, it)) };
}

/** Which driver will answer is known only by the run, so every flavour of the name counts, and what it creates. */
function requestBody(linking: Linking, decl: DeviceDecl): OpenBody {
  const name = decl.flavour?.text ?? '';
  lookUp(linking, name);
  const flavours = linking.types.flavours.get(name) ?? [];
  if (flavours.length === 0 && decl.flavour) {
    reportUnknown(linking, decl.flavour, 'flavour', linking.types.flavours.keys());
  }
  const specs = flavours.flatMap((it) => it.fields as readonly FieldSpec[]);
  const made = flavours
    .flatMap((it) => it.creates)
    .flatMap((bus) => {
      const type = linking.types.buses.get(bus);
      const struct = type?.devices[0];
      return type && struct ? [...linking.types.deviceFields(type, struct)] : [];
    });
  const unknown =
    flavours.length === 0 ? decl.facts.map((it) => [it.name.text, { name: it.name.text }] as const) : [];
  return {
    table: new Map([...made, ...specTable(specs), ...unknown]),
    known: KNOWN,
    who: `flavours \`${name}\``,
  };
}

/** What `extend device X` says of an X that only a driver makes. */
export function linkOpenExtension(
  linking: Linking,
  target: readonly string[],
  decl: DeviceDecl,
): DeviceExtension {
  const parts = [{ decl, linking }];
  const override = wordOf(decl.facts, 'driver_override', linking.kernel);
  const table = new Map(decl.facts.map((it) => [it.name.text, { name: it.name.text }]));
  return {
    path: target,
    fields: toFields(linking, { table, known: KNOWN, who: 'devices' }, decl.facts),
    ...(override !== undefined && { driverOverride: override }),
    suppliers: toSuppliers(linking, decl.suppliers),
    requests: requestsOf(parts),
  };
}

function reportSetTwice(linking: Linking, item: ItemKey, earlier: Fact, fact: Fact): void {
  report(linking, 'name/duplicate-fact', fact.name, `\`${fact.name.text}\` is set already`, {
    related: [{ place: { item, site: earlier.name.site }, message: 'set here first' }],
    fixes: [{ title: 'Delete this one', edits: [{ act: 'delete', place: placeAt(linking, fact) }] }],
  });
}
