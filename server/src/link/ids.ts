// Qualified names: the identity of everything that a root declares. An id depends on names only, so a thing keeps its id while
// its body changes. Devices without a bus are named by their path of such parents, because only that is unique.
import type { Id } from '../driver-core/topology.ts';

export const busId = (name: string): Id => `bus:${name}`;
export const classId = (name: string): Id => `class:${name}`;
export const contractId = (name: string): Id => `contract:${name}`;
export const tableId = (name: string): Id => `table:${name}`;
export const moduleId = (name: string): Id => `module:${foldModule(name)}`;
export const iommuId = (name: string): Id => `iommu:${name}`;
export const driverId = (bus: string, name: string): Id => `driver:${bus}/${name}`;
/** `of`: the bus or class. */
export const deviceId = (of: string, name: string): Id => `device:${of}/${name}`;
/** A device that is neither on a bus nor of a class; `parent` is the id of the device above it. */
export function looseDeviceId(parent: Id | undefined, name: string): Id {
  return parent === undefined ? `device:none/${name}` : `${parent}//${name}`;
}
/** What `create NAME` asks for; names of requests are unique per root. */
export const requestId = (name: string): Id => `request:${name}`;

/** Module names fold `-` to `_` (docs/language.md, Names and references); driver and device names do not. */
export function foldModule(name: string): string {
  return name.includes('-') ? name.replaceAll('-', '_') : name;
}
