// Who read what of a model, so that after an edit only those are asked again who may be answered otherwise. What is read is an id (as
// it is declared, as it came out) or a whole list. What several askers look up in is made once for all of them: whoever uses it has
// read what it was made of.
import type { Changes } from '../db/changes.ts';
import type { Id } from '../driver-core/topology.ts';

/** What several askers look up in. */
class Shared<A extends object> {
  readonly users = new Set<A | Shared<A>>();
}

type Readers<A extends object> = Set<A | Shared<A>>;

/** Where it is noted what whoever asks now reads. */
export interface Noting {
  declared(id: Id): void;
  result(id: Id): void;
  list(name: string): void;
  /** What nobody keeps account of: every change counts. */
  anything(): void;
  /** The asker uses what `make` makes now, or made before; `key` says what that is, whatever the model. */
  share<T>(key: object, make: () => T): T;
}

/** `A`: who asks. */
export class Reads<A extends object> implements Noting {
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
    this.#note(this.#declared, id);
  }

  result(id: Id): void {
    this.#note(this.#results, id);
  }

  list(name: string): void {
    this.#note(this.#lists, name);
  }

  anything(): void {
    this.list(ANYTHING);
  }

  share<T>(key: object, make: () => T): T {
    if (this.#asker === undefined) return make();
    const shared = this.#shared.get(key) ?? new Shared<A>();
    this.#shared.set(key, shared);
    shared.users.add(this.#current());
    return this.#within(shared, make);
  }

  /** Who has read what changed: they are to ask again, and until then count as readers no more. */
  takeReaders({ declared, results, lists }: Pick<Changes, 'declared' | 'results' | 'lists'>): ReadonlySet<A> {
    const acc = new Set<A>();
    for (const id of declared) take(this.#declared, id, acc);
    for (const id of results) take(this.#results, id, acc);
    for (const name of lists) take(this.#lists, name, acc);
    take(this.#lists, ANYTHING, acc);
    return acc;
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

  #note<K>(map: Map<K, Readers<A>>, key: K): void {
    if (this.#asker === undefined) return;
    const reader = this.#current();
    const readers = map.get(key);
    if (readers) readers.add(reader);
    else map.set(key, new Set([reader]));
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

function take<A extends object, K>(map: Map<K, Readers<A>>, key: K, acc: Set<A>): void {
  const readers = map.get(key);
  map.delete(key);
  if (readers) addAll(readers, acc);
}

function addAll<A extends object>(readers: Readers<A>, acc: Set<A>): void {
  for (const it of readers) {
    if (it instanceof Shared) addAll(it.users, acc);
    else acc.add(it);
  }
  readers.clear();
}
