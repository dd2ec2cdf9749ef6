// A map whose values are made when they are first read. For results that few readers ask for.

export interface LazyMap<K, V> extends ReadonlyMap<K, V> {
  /** All values, in the order of the keys: made now if nobody read them before. To change it changes this map. */
  all(): Map<K, V>;
}

/**
 * `keys` and `make` are asked once each for what is read; `make` may say that there is nothing after all. What both read must not
 * change before all values are made.
 */
export function lazyMap<K, V>(keys: () => Iterable<K>, make: (key: K) => V | undefined): LazyMap<K, V> {
  const known = new Map<K, V>();
  let complete: Map<K, V> | undefined;
  const get = (key: K): V | undefined => {
    const before = (complete ?? known).get(key);
    if (before !== undefined || complete) return before;
    const value = make(key);
    if (value !== undefined) known.set(key, value);
    return value;
  };
  const all = (): Map<K, V> => {
    if (complete) return complete;
    const entries = new Map<K, V>();
    for (const key of keys()) {
      const value = get(key);
      if (value !== undefined) entries.set(key, value);
    }
    known.clear();
    complete = entries;
    return entries;
  };
  return {
    get,
    all,
    has: (key) => get(key) !== undefined,
    get size() {
      return all().size;
    },
    forEach: (visit, self) => all().forEach(visit, self),
    keys: () => all().keys(),
    values: () => all().values(),
    entries: () => all().entries(),
    [Symbol.iterator]: () => all().entries(),
  };
}
