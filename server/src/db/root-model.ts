// The model of a root as others read it: the state of its analysis behind the interface of model.ts, with indexes that are
// made when first asked for.
import type { TextEdit } from '../base/text-range.ts';
import type { Ref } from '../declare/declarations.ts';
import type { DeviceResult, Run } from '../driver-core/result.ts';
import type { Device, Driver, Id, Topology, Version } from '../driver-core/topology.ts';
import {
  type AnyDeclaration,
  type Declaration,
  type Edit,
  type Extension,
  type ItemKey,
  type Kind,
  type LinkedScenario,
  type LinkProblem,
  type Place,
  referencesOf,
  spellings,
  textsOf,
} from '../link/index.ts';
import { type EditScope, toTextEdits } from './edits.ts';
import { changesSince } from './history.ts';
import { devicesOf, driverIndex, driversOf, madeNames } from './indexes.ts';
import { rangeInFile, rangeInItem, statementRange } from './locate.ts';
import { lookupAll, type MadeNames, resolveDevice } from './made-names.ts';
import type { Delta, Duplicate, ItemView, Location, Reference, Resolution, RootModel } from './model.ts';
import { placeOfMade } from './place-of-made.ts';
import type { RootState } from './root-state.ts';

export interface ModelScope extends EditScope {
  readonly revision: number;
}

export function createModel(state: RootState, scope: ModelScope): RootModel {
  return new StateModel(state, scope);
}

class StateModel implements RootModel {
  readonly #state: RootState;
  readonly #scope: ModelScope;

  constructor(state: RootState, scope: ModelScope) {
    this.#state = state;
    this.#scope = scope;
  }

  get root(): string {
    return this.#state.root;
  }
  get revision(): number {
    return this.#scope.revision;
  }
  get files(): readonly string[] {
    return this.#state.files.map((it) => it.uri);
  }
  get kernel(): Version {
    return this.#state.kernel.kernel.version;
  }
  get kernelPlace(): Place | undefined {
    return this.#state.kernel.place;
  }
  get hasDevices(): boolean {
    return this.#state.hasDevices;
  }
  get topology(): Topology {
    return this.#state.topology;
  }
  get run(): Run {
    return this.#state.run;
  }
  get delta(): Delta {
    return this.#state.delta;
  }

  get generation(): number {
    return this.#state.generation;
  }

  changesSince(generation: number): Delta {
    return changesSince(this.#state, generation);
  }

  items(file: string): readonly ItemView[] {
    return this.#scope.file(file)?.slots ?? [];
  }

  item(key: ItemKey): ItemView | undefined {
    return this.#scope.spotOf(key)?.slot;
  }

  declaration(id: Id): AnyDeclaration | undefined {
    return this.#state.names.byId.get(id);
  }

  *declarations<K extends Kind>(kind: K): Iterable<Declaration<K>> {
    for (const id of this.#state.names.ids[kind]) {
      const found = this.declarationAs(kind, id);
      if (found) yield found;
    }
  }

  declarationAs<K extends Kind>(kind: K, id: Id): Declaration<K> | undefined {
    const found = this.declaration(id);
    // The tag says so; a generic kind cannot narrow the union.
    return found?.kind === kind ? (found as unknown as Declaration<K>) : undefined;
  }

  extensions<K extends 'device' | 'driver' | 'module'>(kind: K, id: Id): readonly Extension<K>[] {
    const all = this.#state.names.extensions.get(id) ?? [];
    return all.filter((it): it is Extension<K> => it.kind === kind);
  }

  duplicates(): readonly Duplicate[] {
    return this.#state.names.duplicates.filter((it) => !it.again.library);
  }

  device(id: Id): Device | undefined {
    const place = this.#state.places.get(id);
    return place === undefined ? undefined : this.topology.devices[place];
  }

  driver(id: Id): Driver | undefined {
    return driverIndex(this.#state.indexes, this.topology).get(id);
  }

  driversOn(bus: string): readonly Driver[] {
    return driversOf(this.#state.indexes, this.topology, bus);
  }

  devicesOn(bus: string): readonly DeviceResult[] {
    return devicesOf(this.#state.indexes, this.run, bus);
  }

  scenarios(key: ItemKey): readonly LinkedScenario[] {
    return this.#state.linked.get(key)?.scenarios ?? [];
  }

  problemItems(): Iterable<ItemKey> {
    return this.#state.problemItems;
  }

  problems(file: string): readonly LinkProblem[] {
    return this.items(file).flatMap((it) =>
      this.#state.problemItems.has(it.key) ? this.problemsOf(it.key) : [],
    );
  }

  problemsOf(key: ItemKey): readonly LinkProblem[] {
    const { general, linked } = this.#state;
    const own = linked.get(key)?.problems ?? [];
    const others = general.flatMap((it) => it.get(key) ?? []);
    return others.length === 0 ? own : [...own, ...others];
  }

  references(key: ItemKey): readonly Reference[] {
    const decls = this.item(key)?.decls ?? [];
    const resolve = (ref: Ref): Id | undefined => {
      const found = this.resolve(ref);
      return found.kind === 'one' ? found.id : undefined;
    };
    return referencesOf({ names: this.#state.names, resolve }, decls).map((it) => ({
      place: { item: key, site: it.site },
      id: it.id,
      declares: it.declares,
    }));
  }

  referencesTo(id: Id): readonly Reference[] {
    const slots = this.#state.files.flatMap((it) => it.slots);
    const declared = this.declaration(id);
    const library = declared?.library ? [declared.item] : [];
    return [...library, ...slots.map((it) => it.key)].flatMap((key) =>
      this.references(key).filter((it) => it.id === id),
    );
  }

  resolve(ref: Ref): Resolution {
    return resolveDevice(this.#state.names, this.#madeNames(), textsOf(ref));
  }

  lookup(text: string): readonly Id[] {
    return lookupAll(this.#state.names, this.#madeNames(), text.split('/'));
  }

  spelling(id: Id): string {
    const declared = spellings(this.#state.names, id);
    const result = this.run.devices.get(id);
    if (declared.length > 0 || result === undefined) return declared.at(-1) ?? id.slice(id.indexOf(':') + 1);
    return this.lookup(result.name).length === 1
      ? result.name
      : `${result.bus ?? result.class ?? 'none'}/${result.name}`;
  }

  placeOf(id: Id): Place | undefined {
    const declared = this.declaration(id);
    if (declared) return { item: declared.item, site: declared.decl.name.site };
    const result = this.run.devices.get(id);
    return result && placeOfMade(this, result);
  }

  locate(place: Place): Location | undefined {
    const spot = this.#scope.spotOf(place.item);
    return spot && { uri: spot.file.uri, ...rangeInFile(spot, place) };
  }

  encloses(statement: Place, place: Place): boolean {
    const spot = this.#scope.spotOf(statement.item);
    if (spot === undefined || statement.item !== place.item) return false;
    const outer = statementRange(spot, statement);
    const inner = rangeInItem(spot.slot, place);
    return outer.start <= inner.start && inner.end <= outer.end;
  }

  edits(edits: readonly Edit[]): ReadonlyMap<string, readonly TextEdit[]> {
    return toTextEdits(this.#scope, edits);
  }

  #madeNames(): MadeNames {
    return madeNames(this.#state.indexes, this.run);
  }
}
