// Indexes over a root's topology and run, made when first asked for and kept while only stand-alone devices change.
import { addTo } from '../base/add-to.ts';
import type { DeviceResult, Run } from '../driver-core/result.ts';
import type { Driver, Id, Topology } from '../driver-core/topology.ts';
import { collectMade, type MadeNames } from './made-names.ts';

export interface Indexes {
  drivers?: ReadonlyMap<Id, Driver>;
  driversOn?: ReadonlyMap<string, readonly Driver[]>;
  devicesOn?: ReadonlyMap<string, DeviceResult[]>;
  /** Place of a device in its list of `devicesOn`. */
  deviceAt?: ReadonlyMap<Id, number>;
  made?: MadeNames;
}

export function driverIndex(indexes: Indexes, topology: Topology): ReadonlyMap<Id, Driver> {
  indexes.drivers ??= new Map(topology.drivers.map((it) => [it.id, it]));
  return indexes.drivers;
}

export function driversOf(indexes: Indexes, topology: Topology, bus: string): readonly Driver[] {
  indexes.driversOn ??= groupBy(topology.drivers, (it) => it.bus);
  return indexes.driversOn.get(bus) ?? [];
}

export function devicesOf(indexes: Indexes, run: Run, bus: string): readonly DeviceResult[] {
  indexes.devicesOn ??= groupBy(run.devices.values(), (it) => it.bus ?? '');
  return indexes.devicesOn.get(bus) ?? [];
}

/** A device that stands alone is not made, and none is made by it. */
export function madeNames(indexes: Indexes, run: Run): MadeNames {
  indexes.made ??= collectMade(run);
  return indexes.made;
}

/** The results of these devices are new. */
export function patchIndexes(indexes: Indexes, run: Run, changed: ReadonlySet<Id>): void {
  const { devicesOn } = indexes;
  if (devicesOn === undefined) return;
  indexes.deviceAt ??= new Map(
    [...devicesOn.values()].flatMap((list) => list.map((it, place) => [it.id, place])),
  );
  for (const id of changed) {
    const result = run.devices.get(id);
    const list = devicesOn.get(result?.bus ?? '');
    const place = indexes.deviceAt.get(id);
    if (result && list && place !== undefined) list[place] = result;
  }
}

function groupBy<T>(list: Iterable<T>, keyOf: (it: T) => string): ReadonlyMap<string, T[]> {
  const acc = new Map<string, T[]>();
  for (const it of list) addTo(acc, keyOf(it), it);
  return acc;
}
