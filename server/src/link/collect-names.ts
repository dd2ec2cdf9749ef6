// Fills the name spaces of a root from its declarations in import order, the library first. Nested devices and labels belong to
// what they stand in; `extend` and `under` are resolved when all names are there. Problems are only noted here.
import { addTo } from '../base/add-to.ts';
import type { Decl, DeviceDecl, ExtendDecl, Ref } from '../declare/declarations.ts';
import { enter, enterInside, newNameTable, type OpenNameTable } from '../driver-core/names/table.ts';
import type { Id, Version } from '../driver-core/topology.ts';
import type { AnyDeclaration, Extension, Kind } from './declaration.ts';
import { findDevices, findDrivers } from './find.ts';
import { holdsAt } from './guard.ts';
import {
  busId,
  classId,
  contractId,
  deviceId,
  driverId,
  iommuId,
  looseDeviceId,
  moduleId,
  requestId,
  tableId,
} from './ids.ts';
import { type Duplicate, type Names, type SourceItem, textsOf } from './names.ts';
import type { ItemKey } from './place.ts';

interface Building extends Names {
  readonly kernel: Version;
  readonly byId: Map<Id, AnyDeclaration>;
  readonly ids: Record<Kind, Id[]>;
  readonly duplicates: Duplicate[];
  readonly emptyReplaces: AnyDeclaration[];
  readonly extensions: Map<Id, Extension[]>;
  readonly openExtensions: { decl: ExtendDecl; item: ItemKey; file: string }[];
  readonly devices: OpenNameTable;
  readonly drivers: Map<string, Id[]>;
  readonly parents: Map<Id, Id>;
}

/**
 * `kernel`: what the library has only for other kernels leaves its name free. `base`: the names of the library, if `items` are
 * the root's own alone; they are copied, not collected again.
 */
export function collectNames(items: Iterable<SourceItem>, kernel: Version, base?: Names): Names {
  const acc = startNames(kernel, base);
  const later: (() => void)[] = [];
  for (const item of items) for (const decl of item.decls) declare(acc, item, decl, later);
  for (const act of later) act();
  return acc;
}

/** The library declares no devices and extends nothing: these start empty. */
function startNames(kernel: Version, base: Names | undefined): Building {
  return {
    kernel,
    byId: new Map(base?.byId),
    ids: {
      bus: [...(base?.ids.bus ?? [])],
      class: [...(base?.ids.class ?? [])],
      contract: [...(base?.ids.contract ?? [])],
      table: [...(base?.ids.table ?? [])],
      module: [...(base?.ids.module ?? [])],
      iommu: [...(base?.ids.iommu ?? [])],
      driver: [...(base?.ids.driver ?? [])],
      device: [],
      request: [],
    },
    duplicates: [...(base?.duplicates ?? [])],
    emptyReplaces: [],
    extensions: new Map(),
    openExtensions: [],
    devices: newNameTable(),
    drivers: new Map([...(base?.drivers ?? [])].map(([name, ids]) => [name, [...ids]])),
    parents: new Map(),
  };
}

function declare(acc: Building, item: SourceItem, decl: Decl, later: (() => void)[]): void {
  if (decl.kind === 'device') declareDevice(acc, item, decl, undefined, later);
  else if (decl.kind === 'extend') later.push(() => extend(acc, item, decl, later));
  else {
    const id = idOf(decl);
    // Decls that have an id are of the kind of their declaration; the union cannot say so.
    if (id !== undefined) add(acc, { ...common(item, id), kind: decl.kind, decl } as AnyDeclaration);
  }
}

export function idOf(decl: Decl): Id | undefined {
  switch (decl.kind) {
    case 'bus':
      return busId(decl.name.text);
    case 'class':
      return classId(decl.name.text);
    case 'contract':
      return contractId(decl.name.text);
    case 'table':
      return tableId(decl.name.text);
    case 'module':
      return moduleId(decl.name.text);
    case 'iommu':
      return iommuId(decl.name.text);
    case 'driver':
      return driverId(decl.bus.text, decl.name.text);
    default:
      return undefined;
  }
}

function common(item: SourceItem, id: Id): Pick<AnyDeclaration, 'id' | 'item' | 'file' | 'library'> {
  return { id, item: item.key, file: item.file, library: item.library };
}

function add(acc: Building, declaration: AnyDeclaration): void {
  const { id, kind, decl } = declaration;
  if (decl.name.text === '') return;
  const first = acc.byId.get(id);
  if (first && !replaces(acc, first, declaration)) {
    acc.duplicates.push({ first, again: declaration });
    return;
  }
  if (!first && 'replaces' in decl && decl.replaces) acc.emptyReplaces.push(declaration);
  acc.byId.set(id, declaration);
  if (first) return;
  acc.ids[kind].push(id);
  if (kind === 'driver') addTo(acc.drivers, decl.name.text, id);
}

/**
 * `replace` takes the place of what came before, once: two replacements are a duplicate. What the library has for other
 * kernels only is not there, so its name may be taken.
 */
function replaces(acc: Building, first: AnyDeclaration, again: AnyDeclaration): boolean {
  const isReplace = 'replaces' in again.decl && again.decl.replaces;
  if (isReplace) return !('replaces' in first.decl && first.decl.replaces);
  return first.library && !again.library && 'since' in first.decl && !holdsAt(first.decl, acc.kernel);
}

/** After an edit of a body that brought no name and took none: what the name means now. */
export function replaceDeclaration(names: Names, declaration: AnyDeclaration): void {
  (names as Building).byId.set(declaration.id, declaration);
}

function declareDevice(
  acc: Building,
  item: SourceItem,
  decl: DeviceDecl,
  within: AnyDeclaration | undefined,
  later: (() => void)[],
): void {
  const id = idOfDevice(decl, within);
  const kind = decl.how === 'create' ? 'request' : 'device';
  const known = acc.byId.has(id);
  add(acc, { ...common(item, id), kind, decl, ...(within && { within: within.id }) });
  if (known || decl.name.text === '') return;
  enter(acc.devices, id, { name: decl.name.text, label: within ? undefined : decl.label?.text });
  if (within) place(acc, id, within.id, decl);
  const { under } = decl;
  if (under) later.push(() => placeUnder(acc, id, under, decl));
  const self = acc.byId.get(id);
  if (self) for (const child of decl.children) declareDevice(acc, item, child, self, later);
}

/** The id of a device, VF or request; `within` is what it stands in. */
export function idOfDevice(decl: DeviceDecl, within: AnyDeclaration | undefined): Id {
  if (decl.how === 'create') return requestId(decl.name.text);
  const of = decl.how === 'vf' ? busOf(within) : (decl.bus ?? decl.class)?.text;
  if (of !== undefined && of !== 'none') return deviceId(of, decl.name.text);
  const above =
    within?.id ?? (decl.under && `device:none/${decl.under.parts.map((it) => it.text).join('/')}`);
  return looseDeviceId(above, decl.name.text);
}

function busOf(declaration: AnyDeclaration | undefined): string | undefined {
  return declaration?.kind === 'device' ? declaration.id.slice('device:'.length).split('/')[0] : undefined;
}

function placeUnder(acc: Building, id: Id, under: Ref, decl: DeviceDecl): void {
  const found = findDevices(acc, textsOf(under));
  const parent = found.length === 1 ? found[0] : undefined;
  if (parent !== undefined && parent !== id) place(acc, id, parent, decl);
}

function place(acc: Building, id: Id, parent: Id, decl: DeviceDecl): void {
  acc.parents.set(id, parent);
  enterInside(acc.devices, parent, id, { name: decl.name.text, label: decl.label?.text });
}

function extend(acc: Building, item: SourceItem, decl: ExtendDecl, later: (() => void)[]): void {
  const { adds } = decl;
  const target = acc.byId.get(targetOf(acc, decl) ?? '');
  if (!target || (target.kind !== adds.kind && !(target.kind === 'request' && adds.kind === 'device'))) {
    acc.openExtensions.push({ decl, item: item.key, file: item.file });
    if (adds.kind === 'device') declareRequests(acc, item, adds, later);
    return;
  }
  addTo(acc.extensions, target.id, { kind: adds.kind, adds, item: item.key, file: item.file });
  if (adds.kind === 'device')
    for (const child of adds.children) declareDevice(acc, item, child, target, later);
}

/** What the user asks of a device that a driver makes has a name all the same. */
function declareRequests(acc: Building, item: SourceItem, adds: DeviceDecl, later: (() => void)[]): void {
  for (const child of adds.children) {
    if (child.how === 'create') declareDevice(acc, item, child, undefined, later);
  }
}

function targetOf(acc: Building, decl: ExtendDecl): Id | undefined {
  const texts = textsOf(decl.target);
  if (decl.adds.kind === 'module') return moduleId(texts[0] ?? '');
  const found = decl.adds.kind === 'device' ? findDevices(acc, texts) : findDrivers(acc, texts);
  return found.length === 1 ? found[0] : undefined;
}
