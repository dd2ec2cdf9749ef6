// The declared devices of a topology by what acts ask for: a place, a parent, VFs. Made once for a list of devices, so that an act on a
// machine of ten thousand does not walk over them. It knows nothing of what is there at the moment, and ids only: an edit of a body
// puts another device in the same place of the same list.
import { addTo } from '../base/add-to.ts';
import type { Device, Id, Topology } from './topology.ts';

export interface DeclaredIndex {
  /** Place in the order of the topology: parents before what is below them. */
  readonly place: ReadonlyMap<Id, number>;
  readonly below: ReadonlyMap<Id, readonly Id[]>;
  readonly withVfs: readonly Id[];
}

const indexes = new WeakMap<Topology['devices'], DeclaredIndex>();

/** All lists are in the topology's order. */
export function declaredIndex({ devices }: Topology): DeclaredIndex {
  const known = indexes.get(devices) ?? makeIndex(devices);
  indexes.set(devices, known);
  return known;
}

/** In the topology's order. */
export function inPlace({ place }: DeclaredIndex, devices: readonly Device[]): readonly Device[] {
  const placeOf = ({ id }: Device) => place.get(id) ?? place.size;
  return [...devices].sort((a, b) => placeOf(a) - placeOf(b));
}

function makeIndex(devices: Topology['devices']): DeclaredIndex {
  const below = new Map<Id, Id[]>();
  for (const { id, parent } of devices) if (parent !== undefined) addTo(below, parent, id);
  return {
    place: new Map(devices.map(({ id }, place) => [id, place])),
    below,
    withVfs: devices.filter(({ vfs }) => vfs.length > 0).map(({ id }) => id),
  };
}
