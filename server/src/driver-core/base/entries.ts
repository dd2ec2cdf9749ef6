// The names in use in the directories of sysfs: below each device, and below no device. lib/kobject.c:kobject_add_internal (LC-7).
import { getOrMake } from '../../base/get-or-make.ts';
import type { BaseDevice } from './objects.ts';

/** A directory belongs to one device: a device that is there again under the same name has another. */
export type Entries = Map<BaseDevice | undefined, Set<string>>;

export function hasEntry(entries: Entries, parent: BaseDevice | undefined, entry: string): boolean {
  return entries.get(parent)?.has(entry) === true;
}

export function addEntry(entries: Entries, parent: BaseDevice | undefined, entry: string): void {
  getOrMake(entries, parent, () => new Set()).add(entry);
}

export function deleteEntry(entries: Entries, parent: BaseDevice | undefined, entry: string): void {
  const known = entries.get(parent);
  known?.delete(entry);
  if (known?.size === 0) entries.delete(parent);
}
