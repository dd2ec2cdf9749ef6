// What changed in a root over several revisions, for readers that do not look at every one of them.

import type { Id } from '../driver-core/topology.ts';
import { joinChanges } from './changes.ts';
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
  const parts = deltas.filter((it) => it.kind !== 'none');
  if (parts.length === 0) return { kind: 'none' };
  const known = parts.flatMap((it) => it.changes ?? []);
  const changes = known.length === parts.length ? joinChanges(known) : undefined;
  const some = parts.filter((it) => it.kind === 'some');
  if (changes === undefined || some.length < parts.length)
    return { kind: 'all', ...(changes && { changes }) };
  return {
    kind: 'some',
    items: changes.items,
    devices: union(some.map((it) => it.devices)),
    drivers: union(some.map((it) => it.drivers)),
    changes,
  };
}

function union(sets: readonly ReadonlySet<Id>[]): ReadonlySet<Id> {
  return new Set(sets.flatMap((it) => [...it]));
}
