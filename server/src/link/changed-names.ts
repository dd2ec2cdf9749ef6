// Which bare names mean something else than before: whoever looked one of them up is linked again. What a name means is compared,
// not what was edited, so no way in which a name can change hands is forgotten.
import type { Id } from '../driver-core/topology.ts';
import type { DeclOf, Kind } from './declaration.ts';
import { foldModule } from './ids.ts';
import type { Names } from './names.ts';

/** `patched`: these ids mean other declarations, and no others; not set: the names were collected anew. */
export function changedNames(
  before: Names,
  now: Names,
  patched: ReadonlySet<Id> | undefined,
): ReadonlySet<string> {
  const acc = new Set<string>();
  for (const id of patched ?? []) {
    const declaration = now.byId.get(id);
    if (declaration) addName(acc, declaration.decl);
  }
  if (patched) return acc;
  for (const [a, b] of [
    [before, now],
    [now, before],
  ] as const) {
    for (const [id, { decl }] of a.byId) if (b.byId.get(id)?.decl !== decl) addName(acc, decl);
    for (const [id, list] of a.extensions) {
      const others = b.extensions.get(id);
      const isSame = list.length === others?.length && list.every((it, at) => it.adds === others[at]?.adds);
      const extended = isSame ? undefined : a.byId.get(id);
      if (extended) addName(acc, extended.decl);
    }
    addMoved(acc, a.devices.named, b.devices.named);
    for (const [owner, inside] of a.devices.inside) addMoved(acc, inside, b.devices.inside.get(owner));
  }
  return acc;
}

type Meanings = ReadonlyMap<string, readonly Id[]>;

/** Names and labels that others bear now, or in another order. */
function addMoved(acc: Set<string>, before: Meanings, now: Meanings | undefined): void {
  for (const [name, ids] of before) {
    const others = now?.get(name);
    if (ids.length !== others?.length || ids.some((id, at) => id !== others[at])) acc.add(name);
  }
}

/** Names of modules are looked up as they are written. */
function addName(acc: Set<string>, { kind, name }: DeclOf[Kind]): void {
  acc.add(name.text);
  if (kind === 'module') acc.add(foldModule(name.text));
}
