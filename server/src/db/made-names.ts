// References that only the run can answer: what drivers made (`mlx5_core.sf.1`, `virtio0`), and labels from a request down
// (`sf88/sf/eth`). Declared things come first: link/find.ts knows these.
import { addTo } from '../base/add-to.ts';
import { nearest } from '../base/nearest.ts';
import { enter, enterInside, type NameTable, newNameTable, tableWorld } from '../driver-core/names/table.ts';
import { deviceOf, find, meanings, type Worlds } from '../driver-core/names/world.ts';
import type { DeviceResult, Run } from '../driver-core/result.ts';
import type { Id } from '../driver-core/topology.ts';
import { busId, classId, declaredWorld, findDrivers, iommuId, moduleId, type Names } from '../link/index.ts';
import type { Resolution } from './model.ts';

/** What the run made, by name. */
export interface MadeNames extends NameTable {
  /** Request → what was made for it, not of a class. */
  readonly madeFor: ReadonlyMap<Id, readonly Id[]>;
}

export function collectMade(run: Run): MadeNames {
  const table = newNameTable();
  const madeFor = new Map<Id, Id[]>();
  for (const it of run.devices.values()) {
    if (it.madeBy === undefined) continue;
    const { id, name, madeBy } = it;
    const { request, label } = madeBy;
    enter(table, id, { name });
    for (const owner of ownersOf(it)) enterInside(table, owner, id, { name, label });
    if (request !== undefined && it.class === undefined) addTo(madeFor, request, id);
  }
  return { ...table, madeFor };
}

function ownersOf({ madeBy, parent }: DeviceResult): ReadonlySet<Id> {
  const owners = [madeBy?.request, madeBy?.device, parent];
  return new Set(owners.filter((it): it is Id => it !== undefined));
}

/** What is declared, and what the run made. */
function worldsOf(names: Names, made: MadeNames): Worlds {
  return {
    written: declaredWorld(names),
    made: tableWorld(made),
    madeFor: (request) => made.madeFor.get(request) ?? [],
  };
}

/** Devices that a reference may mean: what a request made stands for the request. */
export function resolveDevice(names: Names, made: MadeNames, parts: readonly string[]): Resolution {
  const worlds = worldsOf(names, made);
  const found = find(worlds, parts);
  if (found.kind !== 'none') return found;
  return { kind: 'none', near: nearMade(worlds, [names.devices, made], parts) };
}

function nearMade(worlds: Worlds, tables: readonly NameTable[], parts: readonly string[]): readonly string[] {
  const [head = '', ...rest] = parts;
  if (rest.length === 0) return nearest(head, new Set(tables.flatMap(({ named }) => [...named.keys()])));
  const [owner] = meanings(worlds, parts.slice(0, -1));
  if (owner === undefined) return [];
  const before = parts.slice(0, -1).join('/');
  const inside = waysInto(tables, owner, DEEPEST);
  const near = new Set(nearest(parts.at(-1) ?? '', inside.map(lastPart)));
  const isNear = (way: string): boolean => near.has(lastPart(way));
  const best = [...inside.filter(isNear), ...inside.filter((it) => !isNear(it))];
  return best.slice(0, 5).map((it) => `${before}/${it}`);
}

/** How many levels below a thing are offered. */
const DEEPEST = 2;

/** `sf`, `sf/eth`: one way to each device below a thing, by its label if it has one. */
function waysInto(tables: readonly NameTable[], owner: Id, depth: number): readonly string[] {
  if (depth === 0) return [];
  const first = new Map<Id, string>();
  for (const { inside } of tables)
    for (const [name, ids] of inside.get(owner) ?? [])
      for (const id of ids) if (!first.has(id)) first.set(id, name);
  return [...first].flatMap(([id, name]) => [
    name,
    ...waysInto(tables, id, depth - 1).map((it) => `${name}/${it}`),
  ]);
}

function lastPart(way: string): string {
  return way.slice(way.lastIndexOf('/') + 1);
}

/** Everything of any kind that a text may mean: what a finding is about. */
export function lookupAll(names: Names, made: MadeNames, parts: readonly string[]): readonly Id[] {
  const [head = ''] = parts;
  const worlds = worldsOf(names, made);
  const devices = meanings(worlds, parts).flatMap((id) => [id, deviceOf(worlds, id)]);
  const single =
    parts.length === 1
      ? [busId(head), classId(head), moduleId(head), iommuId(head), `contract:${head}`, `table:${head}`]
      : [];
  const known = single.filter((id) => names.byId.has(id));

  return [...new Set([...devices, ...findDrivers(names, parts), ...known])];
}
