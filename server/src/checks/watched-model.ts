// A model as checks see it, so that it is known what they read of it. It says what the model says; what all subjects share (types, the
// kernel, modprobe's configuration) is not noted, because a change there asks everybody again.
import { LISTS } from '../db/changes.ts';
import type {
  AnyDeclaration,
  Declaration,
  Delta,
  Duplicate,
  Extension,
  ItemView,
  Kind,
  Location,
  Reference,
  Resolution,
  RootModel,
} from '../db/model.ts';
import { placeOfMade } from '../db/place-of-made.ts';
import type { Ref } from '../declare/declarations.ts';
import type { DeviceResult, Run } from '../driver-core/result.ts';
import type { Device, Driver, Id, Topology, Version } from '../driver-core/topology.ts';
import type { Edit } from '../link/fix.ts';
import type { LinkedScenario } from '../link/link-scenario.ts';
import type { ItemKey, Place } from '../link/place.ts';
import type { LinkProblem } from '../link/problem.ts';
import type { Noting } from './reads.ts';

const notingOf = new WeakMap<RootModel, Noting>();
const insideOf = new WeakMap<RootModel, RootModel>();

/** For what is read and makes no difference to the answer. */
export function unnoted(model: RootModel): RootModel {
  return insideOf.get(model) ?? model;
}

/** What `reads` notes is what is read of the result. */
export function watched(model: RootModel, reads: Noting): RootModel {
  const result = new WatchedModel(model, reads);
  notingOf.set(result, reads);
  insideOf.set(result, model);
  return result;
}

/** Whether what is read of it is noted anywhere. */
export function isWatched(model: RootModel): boolean {
  return notingOf.has(model);
}

/**
 * What several checks look up in: of a watched model it stays until something changes that it was made of; of another it is made once
 * for the model, or for the part of it that `keyOf` says.
 */
export function remembered<T>(
  make: (model: RootModel) => T,
  keyOf: (model: RootModel) => object = (model) => model,
): (model: RootModel) => T {
  const made = new WeakMap<object, { readonly value: T }>();
  const ask = (model: RootModel): T => {
    const key = keyOf(model);
    const known = made.get(key) ?? { value: make(model) };
    made.set(key, known);
    return known.value;
  };
  const makeWatched = (model: RootModel): T => {
    const value = make(model);
    // Those who are asked without notes need it as well.
    made.set(keyOf(unnoted(model)), { value });
    return value;
  };
  return (model) => {
    const noting = notingOf.get(model);
    return noting ? noting.recall(made, makeWatched, model) : ask(model);
  };
}

/** For what is kept otherwise: who finds it there has read what was read for it. */
export function readTogether<T>(model: RootModel, key: object, act: () => T): T {
  const noting = notingOf.get(model);
  return noting ? noting.share(key, act) : act();
}

/** The drivers of a bus, for who reads nothing of what they do with a device: most edits of drivers are of that. */
export function driversByTables(bus: string, model: RootModel): readonly Driver[] {
  notingOf.get(model)?.list(LISTS.tablesOn(bus));
  return unnoted(model).driversOn(bus);
}

/** Who asks has read what is kept besides the model. */
export function readAnything(model: RootModel): void {
  notingOf.get(model)?.anything();
}

class WatchedModel implements RootModel {
  readonly #model: RootModel;
  readonly #reads: Noting;
  readonly topology: Topology;
  readonly run: Run;

  constructor(model: RootModel, reads: Noting) {
    this.#model = model;
    this.#reads = reads;
    this.topology = watchedTopology(model.topology, reads);
    this.run = watchedRun(model.run, reads);
  }

  get root(): string {
    return this.#model.root;
  }
  get revision(): number {
    return this.#model.revision;
  }
  get files(): readonly string[] {
    return this.#model.files;
  }
  get kernel(): Version {
    return this.#model.kernel;
  }
  get kernelPlace(): Place | undefined {
    return this.#model.kernelPlace;
  }
  get hasDevices(): boolean {
    return this.#model.hasDevices;
  }
  get delta(): Delta {
    return this.#model.delta;
  }
  get generation(): number {
    return this.#model.generation;
  }

  changesSince(generation: number): Delta {
    return this.#model.changesSince(generation);
  }

  items(file: string): readonly ItemView[] {
    this.#reads.anything();
    return this.#model.items(file);
  }

  item(key: ItemKey): ItemView | undefined {
    this.#reads.anything();
    return this.#model.item(key);
  }

  declaration(id: Id): AnyDeclaration | undefined {
    const found = this.#model.declaration(id);
    // Where something reaches into the library, everybody is asked again.
    if (!found?.library) this.#reads.declared(id);
    return found;
  }

  declarations<K extends Kind>(kind: K): Iterable<Declaration<K>> {
    this.#reads.list(LISTS.declarations(kind));
    return this.#model.declarations(kind);
  }

  extensions<K extends 'device' | 'driver' | 'module'>(kind: K, id: Id): readonly Extension<K>[] {
    this.declaration(id);
    return this.#model.extensions(kind, id);
  }

  declarationAs<K extends Kind>(kind: K, id: Id): Declaration<K> | undefined {
    this.declaration(id);
    return this.#model.declarationAs(kind, id);
  }

  duplicates(): readonly Duplicate[] {
    this.#reads.list(LISTS.names);
    return this.#model.duplicates();
  }

  device(id: Id): Device | undefined {
    this.#reads.declared(id);
    return this.#model.device(id);
  }

  driver(id: Id): Driver | undefined {
    this.#reads.declared(id);
    return this.#model.driver(id);
  }

  driversOn(bus: string): readonly Driver[] {
    this.#reads.list(LISTS.driversOn(bus));
    return this.#model.driversOn(bus);
  }

  devicesOn(bus: string): readonly DeviceResult[] {
    this.#reads.list(LISTS.resultsOn(bus));
    return this.#model.devicesOn(bus);
  }

  scenarios(key: ItemKey): readonly LinkedScenario[] {
    this.#reads.anything();
    return this.#model.scenarios(key);
  }

  problemItems(): Iterable<ItemKey> {
    this.#reads.anything();
    return this.#model.problemItems();
  }

  problems(file: string): readonly LinkProblem[] {
    this.#reads.anything();
    return this.#model.problems(file);
  }

  problemsOf(key: ItemKey): readonly LinkProblem[] {
    this.#reads.anything();
    return this.#model.problemsOf(key);
  }

  references(key: ItemKey): readonly Reference[] {
    this.#reads.anything();
    return this.#model.references(key);
  }

  referencesTo(id: Id): readonly Reference[] {
    this.#reads.anything();
    return this.#model.referencesTo(id);
  }

  resolve(ref: Ref): Resolution {
    this.#reads.list(LISTS.names);
    return this.#model.resolve(ref);
  }

  lookup(text: string): readonly Id[] {
    this.#reads.list(LISTS.names);
    return this.#model.lookup(text);
  }

  spelling(id: Id): string {
    this.#reads.list(LISTS.names);
    return this.#model.spelling(id);
  }

  placeOf(id: Id): Place | undefined {
    const declared = this.declaration(id);
    const made = declared ? undefined : this.run.devices.get(id);
    return made ? placeOfMade(this, made) : this.#model.placeOf(id);
  }

  locate(place: Place): Location | undefined {
    this.#reads.anything();
    return this.#model.locate(place);
  }

  encloses(statement: Place, place: Place): boolean {
    this.#reads.anything();
    return this.#model.encloses(statement, place);
  }

  edits(edits: readonly Edit[]): ReturnType<RootModel['edits']> {
    return this.#model.edits(edits);
  }
}

function watchedTopology(topology: Topology, reads: Noting): Topology {
  return {
    ...topology,
    get drivers() {
      reads.list(LISTS.drivers);
      return topology.drivers;
    },
    get devices() {
      reads.list(LISTS.devices);
      return topology.devices;
    },
    get modules() {
      reads.list(LISTS.modules);
      return topology.modules;
    },
  };
}

function watchedRun(run: Run, reads: Noting): Run {
  const one = (id: Id): void => reads.result(id);
  return {
    kernel: run.kernel,
    devices: watchedMap(run.devices, one, () => reads.list(LISTS.results)),
    drivers: watchedMap(run.drivers, one, () => reads.list(LISTS.driverResults)),
    get modules() {
      reads.list(LISTS.moduleResults);
      return run.modules;
    },
    get order() {
      reads.list(LISTS.boot);
      return run.order;
    },
    get trace() {
      reads.anything();
      return run.trace;
    },
    get refused() {
      reads.list(LISTS.boot);
      return run.refused;
    },
    get notMade() {
      reads.list(LISTS.boot);
      return run.notMade ?? [];
    },
  };
}

/** `one`: a key is looked up. `all`: whatever is there is read. */
function watchedMap<K, V>(map: ReadonlyMap<K, V>, one: (key: K) => void, all: () => void): ReadonlyMap<K, V> {
  const whole = (): ReadonlyMap<K, V> => {
    all();
    return map;
  };
  return {
    get: (key) => {
      one(key);
      return map.get(key);
    },
    has: (key) => {
      one(key);
      return map.has(key);
    },
    get size() {
      return whole().size;
    },
    forEach: (visit, self) => whole().forEach(visit, self),
    keys: () => whole().keys(),
    values: () => whole().values(),
    entries: () => whole().entries(),
    [Symbol.iterator]: () => whole()[Symbol.iterator](),
  };
}
