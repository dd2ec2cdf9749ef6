// A map whose values are made when they are first read. For results that few readers ask for.

/** `keys` says what there is now; `make` may say that there is nothing after all. */
export function lazyMap<K, V>(keys: () => Iterable<K>, make: (key: K) => V | undefined): ReadonlyMap<K, V> {
  const known = new Map<K, V>();
  const get = (key: K): V | undefined => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = make(key);
    if (value !== undefined) known.set(key, value);
    return value;
  };
  const all = (): ReadonlyMap<K, V> => {
    const entries = new Map<K, V>();
    for (const key of keys()) {
      const value = get(key);
      if (value !== undefined) entries.set(key, value);
    }
    return entries;
  };
  return {
    get,
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
