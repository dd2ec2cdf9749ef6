// What a reference means among the declared things. More than one answer is for the caller to complain about. What drivers make is
// not known here. The order of meanings: driver-core/names/world.ts.
import { tableWorld } from '../driver-core/names/table.ts';
import { meaningsIn, type NamedWorld } from '../driver-core/names/world.ts';
import type { Id } from '../driver-core/topology.ts';
import { driverId } from './ids.ts';
import type { Names } from './names.ts';

/** All that is declared, whatever the kernel. */
export function declaredWorld({ devices }: Pick<Names, 'devices'>): NamedWorld {
  return tableWorld(devices);
}

/** Devices, VFs and requests. */
export function findDevices(names: Pick<Names, 'devices'>, parts: readonly string[]): readonly Id[] {
  return meaningsIn(declaredWorld(names), parts);
}

export function findDrivers(names: Pick<Names, 'byId' | 'drivers'>, parts: readonly string[]): readonly Id[] {
  const [head = '', name] = parts;
  if (name === undefined) return names.drivers.get(head) ?? [];
  const id = driverId(head, name);
  return names.byId.has(id) ? [id] : [];
}
