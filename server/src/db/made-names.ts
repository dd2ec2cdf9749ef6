// References that only the run can answer: what drivers made (`mlx5_core.sf.1`, `virtio0`), and labels from a request down
// (`sf88/sf/eth`). Declared things come first: link/find.ts knows these.
import { addTo } from '../base/add-to.ts';
import { nearest } from '../base/nearest.ts';
import type { DeviceResult, Run } from '../driver-core/result.ts';
import type { Id } from '../driver-core/topology.ts';
import { busId, classId, findDevices, findDrivers, iommuId, moduleId, type Names } from '../link/index.ts';
import type { Resolution } from './model.ts';

/** What the run made, by name. */
export interface MadeNames {
  readonly byName: ReadonlyMap<string, readonly Id[]>;
  /** Parent, request or maker → name or label → what was made. */
  readonly inside: ReadonlyMap<Id, ReadonlyMap<string, Id>>;
}

export function collectMade(run: Run): MadeNames {
  const byName = new Map<string, Id[]>();
  const inside = new Map<Id, Map<string, Id>>();
  for (const it of run.devices.values()) {
    if (it.madeBy === undefined) continue;
    addTo(byName, it.name, it.id);
    for (const owner of ownersOf(it)) addInside(inside, owner, it);
  }
  return { byName, inside };
}

function ownersOf(device: DeviceResult): readonly Id[] {
  const { madeBy, parent } = device;
  const owners = [madeBy?.request, madeBy?.device, parent].filter((it): it is Id => it !== undefined);
  return [...new Set(owners)];
}

function addInside(inside: Map<Id, Map<string, Id>>, owner: Id, device: DeviceResult): void {
  const names = inside.get(owner) ?? new Map<string, Id>();
  inside.set(owner, names);
  for (const it of [device.madeBy?.label, device.name])
    if (it !== undefined && !names.has(it)) names.set(it, device.id);
}

/** Devices that a reference may mean: what a request made stands for the request. */
export function resolveDevice(names: Names, made: MadeNames, run: Run, parts: readonly string[]): Resolution {
  const found = [...new Set(candidates(names, made, parts).map((id) => deviceOf(id, made, run)))];
  const [only] = found;
  if (only !== undefined && found.length === 1) return { kind: 'one', id: only };
  if (found.length > 1) return { kind: 'many', spellings: found.map((id) => id.slice(id.indexOf(':') + 1)) };
  return { kind: 'none', near: nearMade(names, made, parts) };
}

function candidates(names: Names, made: MadeNames, parts: readonly string[]): readonly Id[] {
  const declared = findDevices(names, parts);
  if (declared.length > 0) return declared;
  const [head = '', ...rest] = parts;
  if (rest.length === 0) return made.byName.get(head) ?? [];
  const [name = '', ...deeper] = rest;
  if (names.byId.has(busId(head)) || names.byId.has(classId(head))) {
    const on = (made.byName.get(name) ?? []).filter((id) => id === `device:${head}/${name}`);
    if (on.length > 0) return descend(names, made, on, deeper);
  }
  return descend(names, made, candidates(names, made, [head]), rest);
}

function descend(
  names: Names,
  made: MadeNames,
  from: readonly Id[],
  parts: readonly string[],
): readonly Id[] {
  let ids = from;
  for (const part of parts) {
    ids = ids
      .map((id) => names.inside.get(id)?.get(part) ?? made.inside.get(id)?.get(part))
      .filter((it): it is Id => it !== undefined);
  }
  return ids;
}

/** A request stands for the device of its name, else for the first device that it made. */
function deviceOf(id: Id, made: MadeNames, run: Run): Id {
  if (!id.startsWith('request:')) return id;
  const inside = made.inside.get(id);
  const name = id.slice('request:'.length);
  const devices = [...(inside?.values() ?? [])].filter((it) => run.devices.get(it)?.class === undefined);
  return inside?.get(name) ?? devices[0] ?? id;
}

function nearMade(names: Names, made: MadeNames, parts: readonly string[]): readonly string[] {
  if (parts.length === 1) return nearest(parts[0] ?? '', [...names.devices.keys(), ...made.byName.keys()]);
  const owner = candidates(names, made, parts.slice(0, -1))[0];
  if (owner === undefined) return [];
  const before = parts.slice(0, -1).join('/');
  const inside = waysInto(names, made, owner, DEEPEST);
  const near = new Set(nearest(parts.at(-1) ?? '', inside.map(lastPart)));
  const isNear = (way: string): boolean => near.has(lastPart(way));
  const best = [...inside.filter(isNear), ...inside.filter((it) => !isNear(it))];
  return best.slice(0, 5).map((it) => `${before}/${it}`);
}

/** How many levels below a thing are offered. */
const DEEPEST = 2;

/** `sf`, `sf/eth`: one way to each device below a thing, by its label if it has one. */
function waysInto(names: Names, made: MadeNames, owner: Id, depth: number): readonly string[] {
  if (depth === 0) return [];
  const first = new Map<Id, string>();
  for (const inside of [names.inside.get(owner), made.inside.get(owner)])
    for (const [name, id] of inside ?? []) if (!first.has(id)) first.set(id, name);
  return [...first].flatMap(([id, name]) => [
    name,
    ...waysInto(names, made, id, depth - 1).map((it) => `${name}/${it}`),
  ]);
}

function lastPart(way: string): string {
  return way.slice(way.lastIndexOf('/') + 1);
}

/** Everything of any kind that a text may mean: what a finding is about. */
export function lookupAll(names: Names, made: MadeNames, run: Run, parts: readonly string[]): readonly Id[] {
  const [head = ''] = parts;
  const devices = candidates(names, made, parts).flatMap((id) => [id, deviceOf(id, made, run)]);
  const single =
    parts.length === 1
      ? [busId(head), classId(head), moduleId(head), iommuId(head), `contract:${head}`, `table:${head}`]
      : [];
  const known = single.filter((id) => names.byId.has(id));

  return [...new Set([...devices, ...findDrivers(names, parts), ...known])];
}
