// What a name means on the machine as it is now: a device by name, by bus or class and name, or by names and labels from a
// parent, a maker or a request down. The same order of meanings as in the rest of the language (docs/language.md, Names and references).
import { addTo } from '../../base/add-to.ts';
import { declaredIndex, inPlace } from '../declared-index.ts';
import type { LiveDevice, LiveDriver, State } from '../live.ts';
import type { Device, Id, Topology } from '../topology.ts';
import type { Target } from './script.ts';

export type Found =
  | { readonly kind: 'one'; readonly id: Id }
  /** Qualified spellings, each unique. */
  | { readonly kind: 'many'; readonly spellings: readonly string[] }
  | { readonly kind: 'none' };

/** A device that is there, or a declared one that is not. */
export function resolveTarget(state: State, parts: Target): Found {
  const live = devicesNamed(state, parts);
  const ids = live.length > 0 ? live.map(({ id }) => id) : declaredNamed(state, parts).map(({ id }) => id);
  const [id] = ids;
  if (id === undefined) return { kind: 'none' };
  if (ids.length === 1) return { kind: 'one', id };
  return { kind: 'many', spellings: ids.map((it) => it.slice(it.indexOf(':') + 1)) };
}

/** The one device that is there and meant. */
export function liveTarget(state: State, parts: Target): LiveDevice | undefined {
  const [device, other] = devicesNamed(state, parts);
  return other ? undefined : device;
}

/** The one declared device that is meant, there or not. */
export function declaredTarget(state: State, parts: Target): Device | undefined {
  const [device, other] = declaredNamed(state, parts);
  return other ? undefined : device;
}

/** A driver, registered or not: `NAME` or `BUS/NAME`; of the device's bus if one is given. */
export function driverTarget(state: State, parts: Target, device?: LiveDevice): LiveDriver | undefined {
  const name = parts.at(-1);
  const bus = parts.length > 1 ? parts[0] : device?.bus?.name;
  if (bus !== undefined) return state.drivers.get(`driver:${bus}/${name}`);
  for (const driver of state.drivers.values()) if (driver.name === name) return driver;
  return undefined;
}

function devicesNamed(state: State, parts: Target): readonly LiveDevice[] {
  const [head, ...rest] = parts;
  const [name, ...deeper] = rest;
  if (head === undefined) return [];
  if (name === undefined) return named(state, head);
  const space = state.buses.has(head) || state.topology.classes.has(head) || head === 'none';
  const onSpace = space ? state.devices.get(`device:${head}/${name}`) : undefined;
  if (onSpace) return descend(state, [onSpace], deeper);
  const made = requested(state, head);
  return made.length > 0 ? inside(state, made, rest) : descend(state, named(state, head), rest);
}

/** By name, what is declared before what is made; by top-level label; a request stands for the device of its name, else for the first that it made. */
function named(state: State, name: string): readonly LiveDevice[] {
  const found: LiveDevice[] = [];
  for (const { devices } of state.buses.values()) {
    const device = devices.get(name);
    if (device) found.push(device);
  }
  found.push(...busless(state, name));
  const declared = found.filter((device) => device.declared);
  if (found.length > 0) return declared.length > 0 ? declared : found;
  for (const { id, label } of declaredIndex(state.topology).named.get(name) ?? []) {
    const device = label === name ? state.devices.get(id) : undefined;
    if (device) found.push(device);
  }
  return found.length > 0 ? found : requested(state, name).slice(0, 1);
}

/** Of a class, or on none: their ids say so, but for declared ones that stand in another. */
function* busless(state: State, name: string): Iterable<LiveDevice> {
  const { classes } = state.topology;
  for (const space of [...classes.keys(), 'none']) {
    const device = state.devices.get(`device:${space}/${name}`);
    if (device && !device.bus) yield device;
  }
  for (const id of looseInside(state.topology).get(name) ?? []) {
    const device = state.devices.get(id);
    if (device) yield device;
  }
}

const looseIds = new WeakMap<Topology, ReadonlyMap<string, readonly Id[]>>();

/** Declared devices on no bus that stand in another, by name. */
function looseInside(topology: Topology): ReadonlyMap<string, readonly Id[]> {
  const known = looseIds.get(topology) ?? collectLoose(topology);
  looseIds.set(topology, known);
  return known;
}

function collectLoose({ devices }: Topology): ReadonlyMap<string, readonly Id[]> {
  const acc = new Map<string, Id[]>();
  for (const { id, name, bus, class: of } of devices) {
    if (bus !== undefined || of !== undefined || id === `device:none/${name}`) continue;
    addTo(acc, name, id);
  }
  return acc;
}

function requested(state: State, name: string): readonly LiveDevice[] {
  const request = state.requests.get(name);
  return request ? request.target.made.filter(({ maker }) => maker?.request?.name === name) : [];
}

function descend(state: State, from: readonly LiveDevice[], parts: Target): readonly LiveDevice[] {
  if (parts.length === 0) return from;
  return inside(
    state,
    from.flatMap((device) => [...new Set([...device.made, ...device.children])]),
    parts,
  );
}

/** The first part names or labels one of these, the rest what is below it. */
function inside(state: State, members: readonly LiveDevice[], parts: Target): readonly LiveDevice[] {
  const [part, ...rest] = parts;
  const labeled = members.filter(({ maker, declared }) => part === maker?.label || part === declared?.label);
  const meant = labeled.length > 0 ? labeled : members.filter(({ name }) => name === part);
  return descend(state, meant, rest);
}

function declaredNamed({ topology, declared }: State, parts: Target): readonly Device[] {
  const name = parts.at(-1);
  const above = parts.at(-2);
  const index = declaredIndex(topology);
  const all = index.named.get(name ?? '') ?? [];
  if (above === undefined) return all;
  return all.filter((device) => {
    const holders = [device.parent, device.physfn].flatMap((id) => declared.get(id ?? '') ?? []);
    const [parent] = inPlace(index, holders);
    return [device.bus, device.class, parent?.name, parent?.label].includes(above);
  });
}
