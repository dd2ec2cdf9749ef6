// Which bare names mean something else than before: whoever looked one of them up is linked again. What a name means is compared,
// not what was edited, so no way in which a name can change hands is forgotten.
import type { Id } from '../driver-core/topology.ts';
import type { AnyDeclaration, DeclOf, Kind } from './declaration.ts';
import { foldModule } from './ids.ts';
import type { Names } from './names.ts';

/**
 * What is declared or extended in another way than before, as it was and as it is. `patched`: these ids mean other declarations, and no
 * others; not set: the names were collected anew.
 */
export function changedDeclarations(
  before: Names,
  now: Names,
  patched: ReadonlySet<Id> | undefined,
): readonly AnyDeclaration[] {
  if (patched) return [...patched].flatMap((id) => now.byId.get(id) ?? []);
  return [...differing(before, now), ...differing(now, before)];
}

function* differing(a: Names, b: Names): Iterable<AnyDeclaration> {
  for (const [id, it] of a.byId) if (!isSameDeclaration(it, b.byId.get(id))) yield it;
  for (const [id, list] of a.extensions) {
    const others = b.extensions.get(id);
    const isSame = list.length === others?.length && list.every((it, at) => it.adds === others[at]?.adds);
    const extended = isSame ? undefined : a.byId.get(id);
    if (extended) yield extended;
  }
}

function isSameDeclaration(a: AnyDeclaration, b: AnyDeclaration | undefined): boolean {
  return a === b || (a.decl === b?.decl && a.item === b.item && a.within === b.within);
}

/** `changed`: what is declared in another way. */
export function changedNames(
  before: Names,
  now: Names,
  changed: readonly AnyDeclaration[],
): ReadonlySet<string> {
  const acc = new Set<string>();
  for (const { decl } of changed) addName(acc, decl);
  if (before === now) return acc;
  for (const [a, b] of [
    [before, now],
    [now, before],
  ] as const) {
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
