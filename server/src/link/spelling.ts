// How to write a thing: its spellings in references, the qualified one first. The inverse of find.ts.
import { qualified } from '../driver-core/names/world.ts';
import type { Id } from '../driver-core/topology.ts';
import { findDevices, findDrivers } from './find.ts';
import type { Names } from './names.ts';

/** Every spelling that means only this declared thing: qualified first, then bare. */
export function spellings(names: Names, id: Id): readonly string[] {
  const full = qualified(id);
  const bare = names.byId.get(id)?.decl.name.text ?? full;
  return [full, bare].filter((it, index, all) => all.indexOf(it) === index && means(names, it, id));
}

function means(names: Names, spelling: string, id: Id): boolean {
  const parts = spelling.split('/');
  const find = id.startsWith('driver:') ? findDrivers : findDevices;
  const isTyped = !id.startsWith('driver:') && !id.startsWith('device:') && !id.startsWith('request:');
  if (isTyped) return true;
  const found = find(names, parts);
  return found.length === 1 && found[0] === id;
}
