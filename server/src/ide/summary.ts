// How many devices there are and in which state, for the status item and the view's message. Kept per root, so that an edit of one
// device counts that device again and no other.
import type { RootModel } from '../db/model.ts';
import type { DeviceResult } from '../driver-core/result.ts';
import type { Id } from '../driver-core/topology.ts';

export interface Summary {
  readonly devices: number;
  readonly bound: number;
  readonly unbound: number;
  readonly deferred: number;
}

type Counted = 'bound' | 'unbound' | 'deferred' | 'other';

interface RootCount {
  readonly generation: number;
  readonly states: Map<Id, Counted>;
  readonly totals: Record<Counted, number>;
}

/** Root → what was counted last. */
export type Counts = Map<string, RootCount>;

/** Brings the counts up to the models and adds them up. */
export function summaryOf(counts: Counts, models: readonly RootModel[]): Summary {
  const roots = new Set(models.map((model) => model.root));
  for (const root of counts.keys()) if (!roots.has(root)) counts.delete(root);
  const sum = { devices: 0, bound: 0, unbound: 0, deferred: 0 };
  for (const model of models) {
    const { totals } = counted(counts, model);
    sum.devices += totals.bound + totals.unbound + totals.deferred + totals.other;
    sum.bound += totals.bound;
    sum.unbound += totals.unbound;
    sum.deferred += totals.deferred;
  }
  return sum;
}

function counted(counts: Counts, model: RootModel): RootCount {
  const known = counts.get(model.root);
  const delta = known === undefined ? undefined : model.changesSince(known.generation);
  const count: RootCount =
    known === undefined || delta === undefined || delta.kind === 'all'
      ? {
          generation: model.generation,
          states: new Map(),
          totals: { bound: 0, unbound: 0, deferred: 0, other: 0 },
        }
      : { ...known, generation: model.generation };
  const ids = delta?.kind === 'some' ? delta.devices : delta?.kind === 'none' ? [] : model.run.devices.keys();
  for (const id of ids) recount(count, id, model.run.devices.get(id));
  counts.set(model.root, count);
  return count;
}

function recount({ states, totals }: RootCount, id: Id, device: DeviceResult | undefined): void {
  const before = states.get(id);
  if (before !== undefined) totals[before]--;
  const state = device === undefined ? undefined : countedAs(device);
  if (state === undefined) {
    states.delete(id);
    return;
  }
  totals[state]++;
  states.set(id, state);
}

/** Class devices and devices without a bus have no driver and do not count. */
function countedAs(device: DeviceResult): Counted | undefined {
  if (device.class !== undefined || device.reason.code === 'no-bus') return undefined;
  const { state } = device;
  return state === 'bound' || state === 'unbound' || state === 'deferred' ? state : 'other';
}
