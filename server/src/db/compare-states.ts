// Compares two analyses of a root. The results are compared, not the edit reasoned about: whatever a full run came to, what is equal
// is not looked at again.
import { sameData } from '../base/same-data.ts';
import type { DeviceResult, DriverResult, Run } from '../driver-core/result.ts';
import type { Driver, Id, Topology } from '../driver-core/topology.ts';
import type { AnyDeclaration, ItemKey, Names } from '../link/index.ts';
import { type Changes, LISTS } from './changes.ts';
import { isSameOutcome } from './outcome.ts';
import type { RootState } from './root-state.ts';
import type { FileDelta, SourceFile } from './source-file.ts';

interface Building {
  readonly declared: Set<Id>;
  readonly results: Set<Id>;
  readonly lists: Set<string>;
}

/**
 * Nothing if more differs than is worth a comparison: files, types, the kernel, what holds for all. `changed`: what is declared in
 * another way.
 */
export function changesBetween(
  before: RootState,
  now: RootState,
  deltas: readonly FileDelta[],
  changed: readonly AnyDeclaration[],
): Changes | undefined {
  if (!isSameWorld(before, now)) return undefined;
  const acc: Building = { declared: new Set(), results: new Set(), lists: new Set() };
  for (const it of changed) addDeclared(acc, it);
  if (before.names !== now.names && !isSameSpace(acc, before.names, now.names)) acc.lists.add(LISTS.names);
  compareDevices(acc, before, now);
  compareDrivers(acc, before.topology.drivers, now.topology.drivers);
  if (!sameData([...before.topology.modules], [...now.topology.modules])) acc.lists.add(LISTS.modules);
  compareRuns(acc, before.run, now.run);
  return { ...acc, items: itemsOf(deltas) };
}

/** Of an edit of devices whose parts of the topology were put in the places of the old ones. */
export function changesOfDevices(
  run: Run,
  devices: ReadonlySet<Id>,
  drivers: ReadonlySet<Id>,
  items: ReadonlySet<ItemKey>,
): Changes {
  const { declarations, driverResults, moduleResults, resultsOn } = LISTS;
  const buses = [...devices].map((id) => run.devices.get(id)?.bus ?? '');
  return {
    items,
    declared: devices,
    results: new Set([...devices, ...drivers]),
    lists: new Set([
      LISTS.devices,
      LISTS.results,
      driverResults,
      moduleResults,
      declarations('device'),
      ...buses.map(resultsOn),
    ]),
  };
}

export function changesOfRun(before: Run, now: Run): Changes {
  const acc: Building = { declared: new Set(), results: new Set(), lists: new Set() };
  compareRuns(acc, before, now);
  return { ...acc, items: new Set() };
}

function itemsOf(deltas: readonly FileDelta[]): ReadonlySet<ItemKey> {
  const slots = deltas.flatMap((it) => [...it.added, ...it.removed, ...it.changed.map(({ slot }) => slot)]);
  return new Set(slots.map((it) => it.key));
}

function isSameWorld(before: RootState, now: RootState): boolean {
  const [a, b] = [before.topology, now.topology];
  return (
    before.types === now.types &&
    before.hasDevices === now.hasDevices &&
    before.library === now.library &&
    a.installed === b.installed &&
    sameFiles(before.files, now.files) &&
    sameData(before.kernel, now.kernel) &&
    sameData([a.modprobe, a.iommus, a.extensions, a.pinned], [b.modprobe, b.iommus, b.extensions, b.pinned])
  );
}

export function sameFiles(a: readonly SourceFile[], b: readonly SourceFile[]): boolean {
  return a.length === b.length && a.every((it, index) => it === b[index]);
}

function addDeclared(acc: Building, { id, kind }: AnyDeclaration): void {
  acc.declared.add(id);
  acc.lists.add(LISTS.declarations(kind));
}

/** Whether every name means what it meant; notes the kinds of which something came, went or moved. */
function isSameSpace({ lists }: Building, before: Names, now: Names): boolean {
  let isSame = true;
  for (const kind of Object.keys(now.ids) as (keyof Names['ids'])[]) {
    if (isSameList(before.ids[kind], now.ids[kind])) continue;
    lists.add(LISTS.declarations(kind));
    isSame = false;
  }
  return (
    isSame &&
    isSameMap(before.devices.named, now.devices.named, isSameList) &&
    isSameMap(before.devices.inside, now.devices.inside, (a, b) => isSameMap(a, b, isSameList)) &&
    before.duplicates.length === now.duplicates.length &&
    before.duplicates.every((it, index) => {
      const other = now.duplicates[index];
      return it.first.decl === other?.first.decl && it.again.decl === other.again.decl;
    })
  );
}

function compareDevices({ declared, lists }: Building, before: RootState, now: RootState): void {
  const [old, devices] = [before.topology.devices, now.topology.devices];
  if (old.length !== devices.length) lists.add(LISTS.devices);
  for (const [place, device] of devices.entries()) {
    const there = old[place];
    const known = there?.id === device.id ? there : old[before.places.get(device.id) ?? -1];
    if (known === there && known && (known === device || sameData(known, device))) continue;
    lists.add(LISTS.devices);
    if (!known || !sameData(known, device)) declared.add(device.id);
  }
  for (const { id } of old) if (!now.places.has(id)) declared.add(id);
}

/** A driver that was linked again is another: who reads it reads also where its parts are said. */
function compareDrivers(
  { declared, lists }: Building,
  old: Topology['drivers'],
  now: Topology['drivers'],
): void {
  const isInPlace = old.length === now.length && now.every((it, place) => it.id === old[place]?.id);
  const was = new Map(old.map((it) => [it.id, it]));
  const differing = now.filter((it) => was.get(it.id) !== it);
  const ids = new Set(now.map((it) => it.id));
  for (const { id } of [...differing, ...old.filter((it) => !ids.has(it.id))]) declared.add(id);
  for (const it of isInPlace ? differing : [...old, ...now]) {
    lists.add(LISTS.drivers);
    lists.add(LISTS.driversOn(it.bus));
    const before = isInPlace ? was.get(it.id) : undefined;
    if (!before || !sameData(passive(before), passive(it))) lists.add(LISTS.tablesOn(it.bus));
  }
}

/** What a driver says of itself before it does anything. */
function passive({ probe, remove, sriovConfigure, flavours, uses, ...rest }: Driver): unknown {
  return rest;
}

function compareRuns(acc: Building, before: Run, now: Run): void {
  const { lists } = acc;
  lists.add(LISTS.log);
  compareDeviceResults(acc, before, now);
  for (const [a, b] of [
    [before, now],
    [now, before],
  ] as const) {
    for (const [id, it] of a.drivers) {
      if (isSameDriver(it, b.drivers.get(id))) continue;
      acc.results.add(id);
      lists.add(LISTS.driverResults);
    }
  }
  if (!sameData([...before.modules], [...now.modules])) lists.add(LISTS.moduleResults);
  const boots = [before, now].map(({ order, refused, notMade }) => [[...order], refused, notMade ?? []]);
  if (!sameData(boots[0], boots[1])) lists.add(LISTS.boot);
}

function compareDeviceResults({ results, lists }: Building, before: Run, now: Run): void {
  const differing: DeviceResult[] = [];
  const old = before.devices.values();
  let isInPlace = before.devices.size === now.devices.size;
  for (const it of now.devices.values()) {
    const there: DeviceResult | undefined = isInPlace ? old.next().value : undefined;
    isInPlace &&= there?.id === it.id;
    const known = isInPlace ? there : before.devices.get(it.id);
    if (known === it || (known && isSameOutcome(known, it))) continue;
    differing.push(it, ...(known ? [known] : []));
  }
  if (!isInPlace) {
    for (const it of before.devices.values()) if (!now.devices.has(it.id)) differing.push(it);
    lists.add(LISTS.results);
    for (const it of [...before.devices.values(), ...now.devices.values()])
      lists.add(LISTS.resultsOn(it.bus ?? ''));
  }
  for (const it of differing) {
    results.add(it.id);
    lists.add(LISTS.results);
    lists.add(LISTS.resultsOn(it.bus ?? ''));
    if (it.madeBy) lists.add(LISTS.names);
  }
}

function isSameDriver(a: DriverResult, b: DriverResult | undefined): boolean {
  return (
    a === b ||
    (b !== undefined &&
      a.registered === b.registered &&
      a.order === b.order &&
      isSameList(a.devices, b.devices) &&
      isSameList(a.matches, b.matches))
  );
}

function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((it, index) => it === b[index]);
}

function isSameMap<K, V>(
  a: ReadonlyMap<K, V>,
  b: ReadonlyMap<K, V>,
  isSame: (a: V, b: V) => boolean = Object.is,
): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const other = b.get(key);
    if (other === undefined || !isSame(value, other)) return false;
  }
  return true;
}
