// What differs between two analyses of a root, for those who keep what they read of it: ids, and lists that are read as a whole.
// compare-states.ts finds it.
import type { Id } from '../driver-core/topology.ts';
import type { ItemKey } from '../link/index.ts';

export interface Changes {
  /** Edited, new or gone. */
  readonly items: ReadonlySet<ItemKey>;
  /** Their declarations, extensions, or parts of the topology differ. */
  readonly declared: ReadonlySet<Id>;
  /** Devices and drivers that came out otherwise. */
  readonly results: ReadonlySet<Id>;
  /** Lists that differ, in a member or in their order: see `LISTS`. */
  readonly lists: ReadonlySet<string>;
}

/** Names of what is read as a whole. */
export const LISTS = {
  drivers: 'drivers',
  devices: 'devices',
  modules: 'modules',
  results: 'results',
  driverResults: 'driver results',
  moduleResults: 'module results',
  /** Registration order, refusals, what was not made. */
  boot: 'boot',
  /** Of the boot: every run from scratch has another. */
  log: 'log',
  /** What any reference means, and how things are spelled. */
  names: 'names',
  driversOn: (bus: string): string => `drivers on ${bus}`,
  /** The same drivers, for who reads nothing of what they do with a device. */
  tablesOn: (bus: string): string => `tables on ${bus}`,
  resultsOn: (bus: string): string => `results on ${bus}`,
  declarations: (kind: string): string => `declarations ${kind}`,
} as const;

/** Of items of which nothing else depends. */
export function changesOfItems(items: ReadonlySet<ItemKey>): Changes {
  return { items, declared: new Set(), results: new Set(), lists: new Set() };
}

export function joinChanges(all: readonly Changes[]): Changes {
  return {
    items: new Set(all.flatMap((it) => [...it.items])),
    declared: new Set(all.flatMap((it) => [...it.declared])),
    results: new Set(all.flatMap((it) => [...it.results])),
    lists: new Set(all.flatMap((it) => [...it.lists])),
  };
}
