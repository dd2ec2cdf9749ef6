// Lists by key: most indexes are made of these.

/** Adds to the list of the key; the first member makes the list. */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, member: V): void {
  const list = lists.get(key);
  if (list) list.push(member);
  else lists.set(key, [member]);
}
