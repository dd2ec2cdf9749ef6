// udev answers the uevents of several devices at once: each worker loads what one device asks for, one module after the other, and
// which worker is faster is open (KM-9, LC-8). Only where two modules want the same device does it matter which comes first.
import { addTo } from '../base/add-to.ts';
import { normalizeModuleName } from './kmod/normalize-alias.ts';
import type { LiveBus, LiveDevice, LiveModule, State } from './live.ts';

/** What one device asks for, in load order, without what is loaded already. */
export type LoadSequence = readonly LiveModule[];

/**
 * The modules in one of the orders in which the workers may load them; `choose` picks a worker where it matters. What an `order`
 * of the description says stands above what `modules.order` would give.
 */
export function raceOrder(
  state: State,
  sequences: readonly LoadSequence[],
  choose: (alternatives: number) => number,
): readonly LiveModule[] {
  const workers = distinct(sequences);
  const left = new Set(workers.flat());
  const race: Race = { state, workers, left, pinned: [...left].filter((it) => isPinned(state, it)) };
  const rivals = rivalsOf(left);
  const order: LiveModule[] = [];
  for (let heads = headsOf(race); heads.length > 0; heads = headsOf(race)) {
    const free = heads.find((head) => !rivals.get(head)?.some((rival) => left.has(rival)));
    const next = free ?? heads[heads.length > 1 ? choose(heads.length) : 0];
    if (!next) break;
    left.delete(next);
    order.push(next);
  }
  return order;
}

interface Race {
  readonly state: State;
  readonly workers: readonly LoadSequence[];
  /** What is not loaded yet. */
  readonly left: Set<LiveModule>;
  /** Modules that some `order` names. */
  readonly pinned: readonly LiveModule[];
}

/** Workers that load the same are one. */
function distinct(sequences: readonly LoadSequence[]): readonly LoadSequence[] {
  const byNames = sequences.map((it) => [it.map(({ name }) => name).join(' '), it] as const);
  return [...new Map(byNames).values()];
}

/** What each worker would load next, each module once; where an `order` puts another before it, that one. */
function headsOf(race: Race): readonly LiveModule[] {
  const heads = new Set<LiveModule>();
  for (const worker of race.workers) {
    const head = worker.find((module) => race.left.has(module));
    if (head) heads.add(firstPinned(race, head));
  }
  return [...heads];
}

/** The module that has to come before this one and all others that have to; itself if none has. Circles are cut. */
function firstPinned({ state, left, pinned }: Race, module: LiveModule): LiveModule {
  const seen = new Set<LiveModule>();
  let first = module;
  while (!seen.has(first)) {
    seen.add(first);
    const wanted = first;
    const earlier = pinned.find(
      (other) => left.has(other) && !seen.has(other) && comesBefore(state, other, wanted),
    );
    first = earlier ?? first;
  }
  return first;
}

function isPinned({ topology }: State, module: LiveModule): boolean {
  return (topology.pinned ?? []).some((names) => names.some((name) => isMeant(module, name)));
}

/** True if `order drivers` or `order modules` puts the first before the second. */
function comesBefore({ topology }: State, first: LiveModule, second: LiveModule): boolean {
  return (topology.pinned ?? []).some((names) => {
    const places = [first, second].map((module) => names.findIndex((name) => isMeant(module, name)));
    const [one = -1, other = -1] = places;
    return one >= 0 && other >= 0 && one < other;
  });
}

function isMeant(module: LiveModule, name: string): boolean {
  return normalizeModuleName(name) === module.name || module.drivers.some(({ id }) => id === name);
}

/** Two modules are rivals if drivers of both may match one device. */
function rivalsOf(modules: Iterable<LiveModule>): ReadonlyMap<LiveModule, readonly LiveModule[]> {
  const wanting = new Map<LiveDevice | LiveBus, LiveModule[]>();
  for (const module of modules) for (const prize of wantedBy(module)) addTo(wanting, prize, module);
  const rivals = new Map<LiveModule, Set<LiveModule>>();
  for (const group of wanting.values()) {
    if (group.length < 2) continue;
    for (const one of group) {
      const others = rivals.get(one) ?? new Set();
      rivals.set(one, others);
      for (const other of group) if (other !== one) others.add(other);
    }
  }
  return new Map([...rivals].map(([module, others]) => [module, [...others]]));
}

/** Devices that its drivers may match; of those that every driver of a bus may, the bus stands for all. */
function wantedBy({ drivers }: LiveModule): ReadonlySet<LiveDevice | LiveBus> {
  return new Set(
    drivers.flatMap(({ candidates, bus }) => (bus.universal.length > 0 ? [...candidates, bus] : candidates)),
  );
}
