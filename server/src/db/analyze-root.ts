// Analyzes a root from what there was before and what changed, and recomputes only what the change can reach. The result is
// always that of an analysis from scratch.

import { addTo } from '../base/add-to.ts';
import { run } from '../driver-core/index.ts';
import type { Id, InstalledModules, Topology } from '../driver-core/topology.ts';
import {
  type AnyDeclaration,
  assemble,
  changedDeclarations,
  changedNames,
  collectNames,
  type ItemKey,
  type LinkedItem,
  type LinkedTypes,
  type LinkProblem,
  linkItem,
  linkKernel,
  linkTypes,
  type Names,
  nameProblems,
  patchNames,
  type RootKernel,
  type Scope,
} from '../link/index.ts';
import { changesOfItems } from './changes.ts';
import { changesBetween, sameFiles } from './compare-states.ts';
import type { Counters } from './counters.ts';
import { classifyEdit } from './edit-class.ts';
import { remember } from './history.ts';
import { libraryNames, librarySlots, libraryTypes } from './library.ts';
import type { Delta } from './model.ts';
import { openProblems } from './open-extensions.ts';
import { patchDevices, patchScenarios } from './patch-devices.ts';
import type { RootState } from './root-state.ts';
import type { FileDelta, ItemSlot, SourceFile } from './source-file.ts';

export interface RootInput {
  readonly root: string;
  readonly files: readonly SourceFile[];
  /** The modules of the kernel that the root says it is of. */
  installed(kernel: RootKernel): InstalledModules | undefined;
  readonly counters: Counters;
}

/** `deltas`: edits of the root's files since `previous`; not given: anything may have changed. */
export function analyzeRoot(
  input: RootInput,
  previous: RootState | undefined,
  deltas: readonly FileDelta[] | undefined,
): RootState {
  return remember(reanalyze(input, previous, deltas), previous);
}

/** The state of a root whose files did not change at all. */
export function unchanged(previous: RootState): RootState {
  return remember({ ...previous, delta: { kind: 'none' } }, previous);
}

function reanalyze(
  input: RootInput,
  previous: RootState | undefined,
  deltas: readonly FileDelta[] | undefined,
): RootState {
  if (previous === undefined || deltas === undefined) return analyzeAll(input, undefined, []);
  const edit = classifyEdit(deltas, previous.names, previous.types);
  switch (edit.kind) {
    case 'quiet':
      patchScenarios(previous, edit, input.counters);
      return { ...previous, delta: quietDelta(edit.items) };
    case 'devices':
      return patchDevices(previous, edit, input.counters);
    default:
      return analyzeAll(input, previous, deltas);
  }
}

const NONE: ReadonlySet<Id> = new Set();

function quietDelta(items: ReadonlySet<ItemKey>): Delta {
  if (items.size === 0) return { kind: 'none' };
  return { kind: 'some', items, devices: NONE, drivers: NONE, changes: changesOfItems(items) };
}

function analyzeAll(
  input: RootInput,
  previous: RootState | undefined,
  deltas: readonly FileDelta[],
): RootState {
  const { root, files, counters } = input;
  const { reusable, changed, general, ...parts } = linkRoot(input, previous, deltas);
  const { kernel, names, types, linked, library } = parts;
  const own = files.flatMap((it) => it.slots);
  const items = own.map((it) => linked.get(it.key)).filter((it): it is LinkedItem => it !== undefined);
  const installed = input.installed(kernel);
  const topology = assemble({
    kernel: kernel.kernel,
    types,
    items,
    library,
    ...(installed && { installed }),
  });
  counters.fullRuns++;
  const result = run(topology);
  const problems = [...general, byItem(openProblems(names, result))];
  const state: RootState = {
    root,
    files,
    ...parts,
    general: problems,
    problemItems: itemsWithProblems(linked, problems),
    topology,
    places: placesOf(topology.devices, previous),
    hasDevices: makesDevices(topology),
    run: result,
    delta: { kind: 'all' },
    generation: 0,
    history: [],
    indexes: {},
  };
  const changes = reusable && changesBetween(reusable, state, deltas, changed);
  return changes ? { ...state, delta: { kind: 'all', changes } } : state;
}

/** What is known of a root before it runs. */
interface LinkedRoot
  extends Pick<RootState, 'kernel' | 'names' | 'types' | 'linked' | 'library' | 'general'> {
  /** The state before, if its links can be kept. */
  readonly reusable: RootState | undefined;
  /** What is declared otherwise than there. */
  readonly changed: readonly AnyDeclaration[];
}

function linkRoot(
  input: RootInput,
  previous: RootState | undefined,
  deltas: readonly FileDelta[],
): LinkedRoot {
  const { root, files, counters } = input;
  const own = files.flatMap((it) => it.slots);
  const kernel = linkKernel(own, root);
  const patched = previous && namesAfter(previous, files, kernel, deltas);
  const names = patched?.names ?? collectNames(own, kernel.kernel.version, libraryNames());
  if (!patched) counters.namesCollected++;
  const types = linkRootTypes(input, previous, deltas, names, kernel);
  const scope: Scope = {
    names,
    types,
    kernel: kernel.kernel.version,
    ...(kernel.place && { kernelPlace: kernel.place }),
  };
  const reusable = previous?.types === types && sameFiles(previous.files, files) ? previous : undefined;
  const changed = reusable ? changedDeclarations(reusable.names, names, patched?.ids) : [];
  const linked = linkItems(scope, own, { previous: reusable, deltas, changed }, counters);
  const library = linkLibrary(scope, reusable, names);
  const general = [nameProblems(names), types.problems, byItem(kernel.problems)];
  return { kernel, names, types, linked, library, general, reusable, changed };
}

/** Mostly the same devices in the same order. */
function placesOf(devices: Topology['devices'], previous: RootState | undefined): ReadonlyMap<Id, number> {
  const before = previous?.topology.devices ?? [];
  const isSame =
    before.length === devices.length && devices.every((it, place) => it.id === before[place]?.id);
  return previous && isSame ? previous.places : new Map(devices.map((it, place) => [it.id, place]));
}

/** The old types, if no declaration of a type changed and drivers still read the same fields. */
function linkRootTypes(
  input: RootInput,
  previous: RootState | undefined,
  deltas: readonly FileDelta[],
  names: Names,
  kernel: RootKernel,
): LinkedTypes {
  const { version } = kernel.kernel;
  const same =
    previous && sameFiles(previous.files, input.files) && previous.kernel.kernel.version === version;
  const kept = same && !deltas.some(changesTypes) ? previous.types : undefined;
  if (kept && !deltas.some(changesDemand)) return kept;
  const types = linkTypes(names, version, libraryTypes(version));
  input.counters.typesLinked++;
  return kept?.demandKey === types.demandKey ? kept : types;
}

function changesTypes(delta: FileDelta): boolean {
  return declsOf(delta).some((it) => TYPES.has(it.kind));
}

function changesDemand(delta: FileDelta): boolean {
  return declsOf(delta).some((it) => DEMAND.has(it.kind));
}

const TYPES = new Set(['bus', 'class', 'contract', 'table', 'kernel']);
const DEMAND = new Set(['driver', 'module', 'extend']);

function declsOf(delta: FileDelta) {
  const slots = [...delta.added, ...delta.removed, ...delta.changed.map((it) => it.slot)];
  return [...slots.flatMap((it) => it.decls), ...delta.changed.flatMap((it) => it.before)];
}

/** The old names, if the edits brought none and took none, and the ids that mean something else now. */
function namesAfter(
  { names, kernel, files }: RootState,
  filesNow: readonly SourceFile[],
  kernelNow: RootKernel,
  deltas: readonly FileDelta[],
): { readonly names: Names; readonly ids: ReadonlySet<Id> } | undefined {
  if (!sameFiles(files, filesNow) || kernel.kernel.version !== kernelNow.kernel.version) return undefined;
  if (deltas.some((it) => it.added.length > 0 || it.removed.length > 0)) return undefined;
  const edits = deltas.flatMap((it) => it.changed).map(({ slot, before }) => ({ before, now: slot.decls }));
  const ids = patchNames(names, edits);
  return ids && { names, ids };
}

interface Edited {
  /** Not set: everything is linked. */
  readonly previous: RootState | undefined;
  readonly deltas: readonly FileDelta[];
  /** What is declared in another way. */
  readonly changed: readonly AnyDeclaration[];
}

/**
 * Items that were not edited, looked up no name that means something else now, and have no problem (which may offer what is near)
 * keep their links.
 */
function linkItems(
  scope: Scope,
  slots: readonly ItemSlot[],
  { previous, deltas, changed }: Edited,
  counters: Counters,
): ReadonlyMap<ItemKey, LinkedItem> {
  const edited = new Set(deltas.flatMap((it) => it.changed.map(({ slot }) => slot.key)));
  const renamed = previous ? changedNames(previous.names, scope.names, changed) : new Set<string>();
  const acc = new Map<ItemKey, LinkedItem>();
  for (const slot of slots) {
    const known = previous?.linked.get(slot.key);
    const keep = known && !edited.has(slot.key) && !meets(known, renamed);
    if (!keep) counters.itemsLinked++;
    acc.set(slot.key, keep ? known : linkItem(scope, slot));
  }
  return acc;
}

function meets({ lookups, problems }: LinkedItem, changed: ReadonlySet<string>): boolean {
  return changed.size > 0 && (problems.length > 0 || lookups.some((it) => changed.has(it)));
}

/** Drivers and modules of the library; extensions may reach into them, and a `replace` takes the place of one. */
function linkLibrary(scope: Scope, previous: RootState | undefined, names: Names): readonly LinkedItem[] {
  if (previous && !reachesLibrary(names) && !reachesLibrary(previous.names)) return previous.library;
  const slots = librarySlots().filter((slot) =>
    slot.decls.some((it) => it.kind === 'driver' || it.kind === 'module'),
  );
  return slots.map((it) => linkItem(scope, it));
}

function reachesLibrary(names: Names): boolean {
  const isReached = (id: Id): boolean => {
    const it = names.byId.get(id);
    return it?.library ? names.extensions.has(id) : it?.kind === 'driver' && it.decl.replaces;
  };
  return names.ids.driver.some(isReached) || names.ids.module.some(isReached);
}

/** A root in which nothing could ever appear is a library of drivers: what is unused in it is no matter. */
function makesDevices(topology: Topology): boolean {
  return topology.devices.length > 0 || [...topology.modules.values()].some((it) => it.init.length > 0);
}

function itemsWithProblems(
  linked: ReadonlyMap<ItemKey, LinkedItem>,
  general: RootState['general'],
): ReadonlySet<ItemKey> {
  const acc = new Set(general.flatMap((it) => [...it.keys()]).filter((key) => linked.has(key)));
  for (const [key, item] of linked) {
    for (const it of item.problems) acc.add(it.place.item);
    if (item.problems.length > 0) acc.add(key);
  }
  return acc;
}

function byItem(problems: readonly LinkProblem[]): ReadonlyMap<ItemKey, readonly LinkProblem[]> {
  const acc = new Map<ItemKey, LinkProblem[]>();
  for (const it of problems) addTo(acc, it.place.item, it);
  return acc;
}
