// What changed in a root over several revisions, for readers that do not look at every one of them.

import type { Id } from '../driver-core/topology.ts';
import type { ItemKey } from '../link/index.ts';
import type { Delta } from './model.ts';

/** What keeps a history. */
export interface Remembering {
  readonly delta: Delta;
  readonly generation: number;
  readonly history: readonly Delta[];
}

const LONGEST = 50;

let youngest = 0;

/** A root that was none for a while begins behind all generations that somebody may have seen of it. */
export function remember<T extends Remembering>(state: T, previous: Remembering | undefined): T {
  const history = previous ? [previous.delta, ...previous.history].slice(0, LONGEST) : [];
  const generation = previous ? previous.generation + 1 : youngest + 2;
  youngest = Math.max(youngest, generation);
  return { ...state, generation, history };
}

export function changesSince(state: Remembering, generation: number): Delta {
  const missed = state.generation - generation;
  if (missed === 1) return state.delta;
  if (missed <= 0) return { kind: 'none' };
  return missed - 1 > state.history.length
    ? { kind: 'all' }
    : joined([state.delta, ...state.history.slice(0, missed - 1)]);
}

function joined(deltas: readonly Delta[]): Delta {
  if (deltas.some((it) => it.kind === 'all')) return { kind: 'all' };
  const acc = { items: new Set<ItemKey>(), devices: new Set<Id>(), drivers: new Set<Id>() };
  for (const it of deltas) {
    if (it.kind !== 'some') continue;
    for (const key of it.items) acc.items.add(key);
    for (const id of it.devices) acc.devices.add(id);
    for (const id of it.drivers) acc.drivers.add(id);
  }
  return deltas.every((it) => it.kind === 'none') ? { kind: 'none' } : { kind: 'some', ...acc };
}
