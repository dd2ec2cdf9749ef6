// The names of a root after edits that brought no name, took none and moved none: the same names, which mean the new declarations. Most
// edits are of bodies, and names are the one part of an analysis that looks at every item.
import type { Decl, DeviceDecl, ExtendDecl } from '../declare/declarations.ts';
import type { Id } from '../driver-core/topology.ts';
import { idOf, idOfDevice } from './collect-names.ts';
import type { AnyDeclaration, Extension } from './declaration.ts';
import { type Names, textsOf } from './names.ts';

/** One item, before and after. */
export interface ItemEdit {
  readonly before: readonly Decl[];
  readonly now: readonly Decl[];
}

/** What is to be put in: nothing is changed before it is known that all of it can be. */
interface Patch {
  readonly names: Names;
  readonly declarations: AnyDeclaration[];
  readonly extensions: { readonly list: Extension[]; readonly at: number; readonly extension: Extension }[];
  readonly ids: Set<Id>;
}

/** The ids that mean other declarations, or are extended otherwise, from now on; nothing: the names are to be collected anew. */
export function patchNames(names: Names, edits: readonly ItemEdit[]): ReadonlySet<Id> | undefined {
  const patch: Patch = { names, declarations: [], extensions: [], ids: new Set() };
  for (const { before, now } of edits) {
    if (before.length !== now.length) return undefined;
    if (!before.every((old, index) => replace(patch, old, now[index]))) return undefined;
  }
  const byId = names.byId as Map<Id, AnyDeclaration>;
  for (const it of patch.declarations) byId.set(it.id, it);
  for (const { list, at, extension } of patch.extensions) list[at] = extension;
  return patch.ids;
}

function replace(patch: Patch, old: Decl, now: Decl | undefined): boolean {
  if (old === now) return true;
  switch (old.kind) {
    case 'device':
      return now?.kind === 'device' && replaceDevice(patch, old, now, undefined);
    case 'driver':
      return (
        now?.kind === 'driver' &&
        old.replaces === now.replaces &&
        old.since === now.since &&
        old.until === now.until &&
        declare(patch, old, now, idOf(old) === idOf(now) ? idOf(old) : undefined)
      );
    case 'module':
    case 'iommu':
      return now?.kind === old.kind && old.name.text === now.name.text && declare(patch, old, now, idOf(old));
    case 'extend':
      return now?.kind === 'extend' && replaceExtension(patch, old, now);
    case 'expect':
    case 'allow':
    case 'scenario':
    case 'order':
    case 'modprobe':
      return now?.kind === old.kind;
    default:
      return false;
  }
}

/** A second declaration of a name is for those who see all. */
function declare(patch: Patch, old: Decl, now: Decl, id: Id | undefined): boolean {
  const known = id === undefined ? undefined : patch.names.byId.get(id);
  if (known === undefined || known.decl !== old || isDoubled(patch.names, known)) return false;
  // Of the kind that it was.
  patch.declarations.push({ ...known, decl: now } as AnyDeclaration);
  patch.ids.add(known.id);
  return true;
}

function isDoubled({ duplicates, emptyReplaces }: Names, known: AnyDeclaration): boolean {
  return duplicates.some((it) => it.first.id === known.id) || emptyReplaces.some((it) => it.id === known.id);
}

function replaceDevice(
  patch: Patch,
  old: DeviceDecl,
  now: DeviceDecl,
  within: AnyDeclaration | undefined,
): boolean {
  if (!isSameHead(old, now)) return false;
  const id = idOfDevice(old, within);
  if (!declare(patch, old, now, id)) return false;
  const self = patch.declarations.at(-1);
  return old.children.every((child, index) => {
    const other = now.children[index];
    return other !== undefined && replaceDevice(patch, child, other, self);
  });
}

function isSameHead(a: DeviceDecl, b: DeviceDecl): boolean {
  return (
    a.how === b.how &&
    a.name.text === b.name.text &&
    a.bus?.text === b.bus?.text &&
    a.class?.text === b.class?.text &&
    a.label?.text === b.label?.text &&
    textsOfRef(a.under) === textsOfRef(b.under) &&
    a.children.length === b.children.length
  );
}

function textsOfRef(ref: DeviceDecl['under']): string | undefined {
  return ref && textsOf(ref).join('/');
}

/** Only of something that is declared, and with nothing in it: who else would know what stands there? */
function replaceExtension({ names, extensions, ids }: Patch, old: ExtendDecl, now: ExtendDecl): boolean {
  if (textsOfRef(old.target) !== textsOfRef(now.target) || old.adds.kind !== now.adds.kind) return false;
  const hasInner = [old.adds, now.adds].some((it) => it.kind === 'device' && it.children.length > 0);
  if (hasInner) return false;
  for (const [id, list] of names.extensions) {
    const at = list.findIndex((it) => it.adds === old.adds);
    const extension = list[at];
    if (extension === undefined) continue;
    extensions.push({ list: list as Extension[], at, extension: { ...extension, adds: now.adds } });
    ids.add(id);
    return true;
  }
  return false;
}
