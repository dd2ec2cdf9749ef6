// Sets and maps that are empty for nearly every device: one empty one stands in all of them until something comes in, because a
// machine has tens of thousands. They are read as what they are; what comes in or goes comes through here.

const EMPTY: ReadonlySet<never> = new Set<never>();

export function noMembers<T>(): ReadonlySet<T> {
  return EMPTY;
}

/** The set with this member at its end: what was returned has to be kept in its place. */
export function withMember<T>(members: ReadonlySet<T>, member: T): ReadonlySet<T> {
  return members === EMPTY ? new Set([member]) : changeable(members).add(member);
}

export function deleteMember<T>(members: ReadonlySet<T>, member: T): void {
  if (members.size > 0) changeable(members).delete(member);
}

const NOTHING: ReadonlyMap<never, never> = new Map<never, never>();

export function noKeys<K, V>(): ReadonlyMap<K, V> {
  return NOTHING;
}

/** The map with this entry: what was returned has to be kept in its place. */
export function withKey<K, V>(entries: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return entries === NOTHING ? new Map([[key, value]]) : changeableMap(entries).set(key, value);
}

export function deleteKey<K, V>(entries: ReadonlyMap<K, V>, key: K): void {
  if (entries.size > 0) changeableMap(entries).delete(key);
}

/** Every set but the shared one was made above. */
function changeable<T>(members: ReadonlySet<T>): Set<T> {
  return members as Set<T>;
}

/** Every map but the shared one was made above. */
function changeableMap<K, V>(entries: ReadonlyMap<K, V>): Map<K, V> {
  return entries as Map<K, V>;
}
