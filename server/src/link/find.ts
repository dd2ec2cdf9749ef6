// What a reference means among the declared things: `NAME`, `BUS/NAME`, `CLASS/NAME`, `PARENT/NAME`, `PARENT/LABEL`, as deep
// as written. More than one answer is for the caller to complain about. What drivers make is not known here.
import type { Id } from '../driver-core/topology.ts';
import { busId, classId, deviceId, driverId, looseDeviceId } from './ids.ts';
import type { Names } from './names.ts';

type Found = Pick<Names, 'byId' | 'devices' | 'drivers' | 'labels' | 'inside'>;

/** Devices, VFs and requests. The first part is a bus or class if one is so called. */
export function findDevices(names: Found, parts: readonly string[]): readonly Id[] {
  const [head = '', ...rest] = parts;
  if (rest.length === 0) return bare(names, head);
  const [name = '', ...deeper] = rest;
  if (names.byId.has(busId(head)) || names.byId.has(classId(head))) {
    const id = deviceId(head, name);
    if (names.byId.has(id)) return descend(names, [id], deeper);
  }
  if (head === 'none' && names.byId.has(looseDeviceId(undefined, name))) {
    return descend(names, [looseDeviceId(undefined, name)], deeper);
  }
  return descend(names, bare(names, head), rest);
}

export function findDrivers(names: Found, parts: readonly string[]): readonly Id[] {
  const [head = '', name] = parts;
  if (name === undefined) return names.drivers.get(head) ?? [];
  const id = driverId(head, name);
  return names.byId.has(id) ? [id] : [];
}

function bare(names: Found, name: string): readonly Id[] {
  const label = names.labels.get(name);
  const named = names.devices.get(name) ?? [];
  if (label === undefined || named.includes(label)) return named;
  return [label, ...named];
}

function descend(names: Found, from: readonly Id[], parts: readonly string[]): readonly Id[] {
  let ids = from;
  for (const part of parts) {
    ids = ids.map((id) => names.inside.get(id)?.get(part)).filter((it): it is Id => it !== undefined);
  }
  return ids;
}
