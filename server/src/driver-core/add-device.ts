// Adds a device of the description: its fields, its place in sysfs and on its bus, its suppliers; then base/device.ts does what
// device_add does, up to the probe (LC-4 to LC-8).
import { addDevice as add } from './base/device.ts';
import { listCandidates } from './candidates.ts';
import { deviceField } from './device-field.ts';
import { namedSuppliers } from './device-links.ts';
import { emptyDevice } from './empty-device.ts';
import type { Format } from './format.ts';
import type { LiveBus, LiveDevice, LiveDriver, Maker, State } from './live.ts';
import { deviceModalias } from './modalias.ts';
import { findPlace } from './place.ts';
import { readName } from './read-format.ts';
import { renderFormat } from './render-format.ts';
import type { Reason } from './result.ts';
import { sysfsEntry, sysfsPath } from './sysfs-path.ts';
import type { BusType, Device, DeviceStruct, Fields, Id, Supplier, Value } from './topology.ts';

export interface NewDevice {
  readonly id: Id;
  readonly name: string;
  readonly bus?: string | undefined;
  readonly class?: string | undefined;
  readonly devtype?: string | undefined;
  readonly parent?: LiveDevice | undefined;
  readonly physfn?: LiveDevice | undefined;
  readonly fields: Fields;
  readonly given: Fields;
  readonly suppliers: readonly Supplier[];
  readonly declared?: Device | undefined;
  readonly maker?: Maker | undefined;
  readonly driverOverride?: string | undefined;
  /** It was taken before it is added: no match, no probe (LC-73). */
  readonly claim?: LiveDriver | undefined;
  /** Who does its DMA, where its maker says so. */
  readonly dma?: LiveDevice | undefined;
  readonly udevFormat?: Format | undefined;
}

export type Added = { readonly device: LiveDevice } | { readonly refused: Reason };

export function addDevice(state: State, spec: NewDevice): Added {
  const bus = spec.bus === undefined ? undefined : state.buses.get(spec.bus);
  const type = spec.class === undefined ? undefined : state.topology.classes.get(spec.class);
  const struct = bus && structOf(bus.type, spec.devtype);
  const entry = sysfsEntry(spec.name, spec.class, spec.parent, struct?.devRoot);
  const path = sysfsPath(entry, spec.parent);
  const unknown = unknownBus(spec, bus) ?? sameId(state, spec, path);
  if (unknown) return { refused: unknown };
  const device = emptyDevice(spec.id, spec.name, entry, state.nextSeq++);
  device.bus = bus;
  device.class = type;
  device.struct = struct;
  device.parent = spec.parent;
  device.physfn = spec.physfn;
  device.declared = spec.declared;
  device.maker = spec.maker;
  device.path = path;
  device.fields = spec.fields;
  device.given = spec.given;
  device.named = spec.suppliers;
  device.driverOverride = spec.driverOverride;
  device.udevFormat = spec.udevFormat;
  // FWNODE_FLAG_BEST_EFFORT came with 6.0.
  device.isBestEffort = spec.declared?.isStdout === true && state.topology.kernel.version >= 6_000;
  device.fields = completedFields(device);
  findPlace(device, spec.dma);
  if (spec.claim) claim(device, spec.claim);
  const suppliers = spec.suppliers.length === 0 ? NONE : namedSuppliers(state, spec.id, spec.suppliers);
  const error = add(state.core, device, suppliers, () => enter(state, device));
  return error === 0 ? { device } : { refused: nameClash(bus, device) };
}

const NONE: readonly never[] = [];

function claim(device: LiveDevice, driver: LiveDriver): void {
  device.claim = driver;
  device.attempts.push({
    driver: driver.id,
    verdict: { result: 'yes', step: 'claimed_by' },
    outcome: 'bound',
  });
}

/** The device struct that a device of this kind has; the bus's first is the default. */
export function structOf(bus: BusType, devtype: string | undefined): DeviceStruct | undefined {
  return bus.devices.find(({ struct }) => struct === devtype) ?? bus.devices[0];
}

/** True if the field is a number: a device struct's, or one that the id_table compares. */
export function isNumberField(bus: BusType, struct: DeviceStruct | undefined): (name: string) => boolean {
  const fields = [...(struct?.fields ?? []), ...(bus.tables.id_table?.fields ?? [])];
  return (name) => {
    const type = fields.find((field) => field.name === name)?.type;
    return type !== undefined && type !== 'char' && type !== 'guid_t' && type !== 'void';
  };
}

/** LC-4: bus_add_device fails on a bus that nobody registered. */
function unknownBus(spec: NewDevice, bus: LiveBus | undefined): Reason | undefined {
  if (spec.bus === undefined || bus) return undefined;
  const text = `device_add fails with EINVAL: bus \`${spec.bus}\` is not registered`;
  return { code: 'no-bus', text, rule: 'LC-4' };
}

/** LC-7: a name is unique on the bus, wherever its parent is, and in its directory. */
function nameClash(bus: LiveBus | undefined, { name, path }: LiveDevice): Reason {
  const other = bus?.devices.get(name);
  const text = other
    ? `device_add fails with EEXIST: \`${name}\` is on bus \`${bus?.type.name}\` already (${other.path})`
    : `device_add fails with EEXIST: ${path} is there already`;
  return { code: 'name-clash', text, rule: 'LC-7' };
}

/** What this model calls a device by is as unique as its name. */
function sameId(state: State, { id, bus }: NewDevice, path: string): Reason | undefined {
  if (bus !== undefined || !state.devices.has(id)) return undefined;
  return { code: 'name-clash', text: `device_add fails with EEXIST: ${path} is there already`, rule: 'LC-7' };
}

/** The fields with what is inherited, what the name says, then defaults: what was written stays. */
export function completedFields(device: LiveDevice): Fields {
  const { struct, bus } = device;
  const isComplete = !struct || !bus || (!device.maker && !addsFields(struct));
  return isComplete ? device.fields : withMissingFields(device, struct, bus);
}

function withMissingFields(device: LiveDevice, struct: DeviceStruct, bus: LiveBus): Fields {
  const more: Record<string, Value> = {};
  const setIfMissing = (name: string, value: Value | undefined) => {
    if (value !== undefined && device.fields[name] === undefined && more[name] === undefined)
      more[name] = value;
  };
  for (const name of struct.inherits) setIfMissing(name, device.parent?.fields[name]);
  if (
    device.maker &&
    struct.names.some(({ parts }) => parts.some((part) => isMissing(part, device.fields)))
  ) {
    const said = readName(struct.names, device.name, isNumberField(bus.type, struct));
    for (const [name, value] of Object.entries(said)) if (name !== 'n') setIfMissing(name, value);
  }
  for (const { name, default: format } of struct.fields) {
    if (!format || device.fields[name] !== undefined) continue;
    const field = (hole: string) =>
      more[hole] ?? (hole === 'name' ? device.fields.name : deviceField(device, hole));
    setIfMissing(name, renderFormat(format, field));
  }
  return Object.keys(more).length === 0 ? device.fields : { ...device.fields, ...more };
}

/** True if some device of the struct has a field that was not written, its name aside. */
function addsFields({ inherits, fields }: DeviceStruct): boolean {
  return inherits.length > 0 || fields.some((field) => field.default !== undefined);
}

function isMissing(part: Format['parts'][number], fields: Fields): boolean {
  return part.kind === 'hole' && fields[part.name] === undefined;
}

/** It can be seen from now on: its bus's walks find it, and user space knows what it announces. */
function enter(state: State, device: LiveDevice): void {
  const { bus } = device;
  state.devices.set(device.id, device);
  const modalias = deviceModalias(state.topology.kernel, device);
  if (modalias !== undefined) device.modalias = modalias;
  if (bus) listCandidates(bus, device);
  if (bus || modalias !== undefined) state.announced.push(device);
}
