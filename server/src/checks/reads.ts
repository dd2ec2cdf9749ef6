// Who read what of a model, so that after an edit only those are asked again who may be answered otherwise. What is read is an id (as
// it is declared, as it came out) or a whole list. What several askers look up in is made once for all of them: whoever uses it has
// read what it was made of.
import { sameData } from '../base/same-data.ts';
import type { Changes } from '../db/changes.ts';
import type { RootModel } from '../db/model.ts';
import type { Id } from '../driver-core/topology.ts';

export interface Asking {
  /** What it is asked about: when that changes it is asked again anyway, so reading it is not noted. */
  readonly id?: Id | undefined;
}

/** What several askers look up in. */
class Shared<A extends Asking> {
  readonly users = new Readers<A>();
  /** Not set: it is to be made, for the first time or because what it was made of changed. */
  made: Made | undefined;
  /** What it was made of changed, and its users were not asked again: they may have another in mind. */
  isPassed = false;
}

interface Made {
  readonly value: unknown;
  readonly make: (model: RootModel) => unknown;
}

/** Most are a single asker: what they do not need is not made. */
class Readers<A extends Asking> {
  #askers: Set<A> | undefined;
  #shared: Set<Shared<A>> | undefined;

  add(reader: A | Shared<A>): void {
    if (reader instanceof Shared) {
      this.#shared ??= new Set();
      this.#shared.add(reader);
    } else {
      this.#askers ??= new Set();
      this.#askers.add(reader);
    }
  }

  has(asker: A): boolean {
    if (this.#askers?.has(asker)) return true;
    for (const it of this.#shared ?? []) if (it.users.has(asker)) return true;
    return false;
  }

  /** What was made of what they read is of no use any more; `was`: what it was. */
  outdate(was: Map<Shared<A>, Made | undefined>): void {
    for (const it of this.#shared ?? []) {
      if (was.has(it)) continue;
      was.set(it, it.made);
      it.made = undefined;
      it.users.outdate(was);
    }
  }

  /** Puts all of them into `acc`, and has none any more; `isStill`: what was made comes out as it was. */
  take(acc: Set<A>, isStill: (shared: Shared<A>) => boolean): void {
    const [askers, shared] = [this.#askers, this.#shared];
    this.#askers = undefined;
    this.#shared = undefined;
    for (const it of askers ?? []) acc.add(it);
    for (const it of shared ?? []) {
      const hasUsers = isStill(it);
      // Made again meanwhile, for another: then it has read this already.
      if (it.made) this.add(it);
      if (!hasUsers) it.users.take(acc, isStill);
    }
  }
}

/** Where it is noted what whoever asks now reads. */
export interface Noting {
  declared(id: Id): void;
  result(id: Id): void;
  list(name: string): void;
  /** What nobody keeps account of: every change counts. */
  anything(): void;
  /** The asker reads what whoever else acts under this key reads, too: they may keep together what they found. */
  share<T>(key: object, act: () => T): T;
  /** The same, and what was made once is good until something changes that was read for it. */
  recall<T>(key: object, make: (model: RootModel) => T, model: RootModel): T;
}

/** `A`: who asks. */
export class Reads<A extends Asking> implements Noting {
  readonly #declared = new Map<Id, Readers<A>>();
  readonly #results = new Map<Id, Readers<A>>();
  readonly #lists = new Map<string, Readers<A>>();
  #shared = new WeakMap<object, Shared<A>>();
  readonly #same: (asker: A) => A;
  /** Of what is going on now: the innermost. */
  #asker: A | Shared<A> | undefined;
  /** The last one who read something, as `same` knows it. */
  #known: A | undefined;

  /** `same`: of askers that are equal always the same one. Asked only for those who read something. */
  constructor(same: (asker: A) => A) {
    this.#same = same;
  }

  /** What `ask` reads until it returns, the asker has read. */
  by<T>(asker: A, ask: () => T): T {
    return this.#within(asker, ask);
  }

  declared(id: Id): void {
    if (!this.#isOwn(id)) this.#note(this.#declared, id);
  }

  result(id: Id): void {
    if (!this.#isOwn(id)) this.#note(this.#results, id);
  }

  #isOwn(id: Id): boolean {
    return this.#asker !== undefined && !(this.#asker instanceof Shared) && this.#asker.id === id;
  }

  list(name: string): void {
    this.#note(this.#lists, name);
  }

  anything(): void {
    this.list(ANYTHING);
  }

  share<T>(key: object, act: () => T): T {
    if (this.#asker === undefined) return act();
    return this.#within(this.#used(key, this.#current()), act);
  }

  recall<T>(key: object, make: (model: RootModel) => T, model: RootModel): T {
    if (this.#asker === undefined) return make(model);
    const shared = this.#used(key, this.#current());
    shared.made ??= { value: this.#within(shared, () => make(model)), make };
    // A key is that of one `make`.
    return shared.made.value as T;
  }

  #used(key: object, by: A | Shared<A>): Shared<A> {
    const shared = this.#shared.get(key) ?? new Shared<A>();
    this.#shared.set(key, shared);
    shared.users.add(by);
    return shared;
  }

  /** Who has read what changed: they are to ask again, and until then count as readers no more. */
  takeReaders(changes: Changed, model: RootModel): ReadonlySet<A> {
    const acc = new Set<A>();
    const was = this.#outdated(changes);
    const known = new Map<Shared<A>, boolean>();
    const isStill = (shared: Shared<A>): boolean => {
      const found = known.get(shared) ?? this.#isStill(shared, was.get(shared), model);
      known.set(shared, found);
      return found;
    };
    for (const it of [...this.#readersOf(changes)]) it.take(acc, isStill);
    return acc;
  }

  /** A few words that are the same again end a change. Other things are made when somebody asks for them. */
  #isStill(shared: Shared<A>, made: Made | undefined, model: RootModel): boolean {
    const { isPassed } = shared;
    shared.isPassed = false;
    if (isPassed || !made || !isPlain(made.value)) return false;
    const value = this.#within(shared, () => made.make(model));
    shared.made = { ...made, value };
    return sameData(made.value, value);
  }

  /** What changed is read anew by those who ask from now on. Its readers stay what they are. */
  outdate(changes: Changed): void {
    for (const shared of this.#outdated(changes).keys()) shared.isPassed = true;
  }

  #outdated(changes: Changed): ReadonlyMap<Shared<A>, Made | undefined> {
    const was = new Map<Shared<A>, Made | undefined>();
    for (const it of this.#readersOf(changes)) it.outdate(was);
    return was;
  }

  /** Whether the asker read something of what changed. */
  hasRead(asker: A, changes: Changed): boolean {
    const same = this.#same(asker);
    for (const it of this.#readersOf(changes)) if (it.has(same)) return true;
    return false;
  }

  *#readersOf({ declared, results, lists }: Changed): Iterable<Readers<A>> {
    for (const [map, keys] of [
      [this.#declared, declared],
      [this.#results, results],
      [this.#lists, lists],
      [this.#lists, [ANYTHING]],
    ] as const) {
      for (const key of keys) {
        const readers = map.get(key);
        if (readers) yield readers;
      }
    }
  }

  clear(): void {
    for (const map of [this.#declared, this.#results, this.#lists]) map.clear();
    this.#shared = new WeakMap();
  }

  #within<T>(asker: A | Shared<A>, act: () => T): T {
    const before = this.#asker;
    this.#asker = asker;
    try {
      return act();
    } finally {
      this.#asker = before;
    }
  }

  #note(map: Map<string, Readers<A>>, key: string): void {
    if (this.#asker === undefined) return;
    const reader = this.#current();
    const readers = map.get(key) ?? new Readers<A>();
    map.set(key, readers);
    readers.add(reader);
  }

  #current(): A | Shared<A> {
    const asker = this.#asker;
    if (asker === undefined) throw new Error('nobody asks');
    if (asker instanceof Shared || asker === this.#known) return asker;
    this.#known = this.#same(asker);
    this.#asker = this.#known;
    return this.#known;
  }
}

const ANYTHING = 'anything';

/** Sets of names, or a record of such. */
function isPlain(value: unknown): boolean {
  if (value instanceof Set) return [...value].every((it) => typeof it === 'string');
  const isRecord =
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return isRecord && Object.values(value).every((it) => it instanceof Set);
}

type Changed = Pick<Changes, 'declared' | 'results' | 'lists'>;
