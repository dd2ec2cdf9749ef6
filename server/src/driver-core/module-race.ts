// udev answers the uevents of several devices at once: each worker loads what one device asks for, one module after the other, and
// which worker is faster is open (KM-9, LC-8). Only where two modules want the same device does it matter which comes first.
import { normalizeModuleName } from './kmod/normalize-alias.ts';
import type { LiveDevice, LiveModule, State } from './live.ts';

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
  const all = new Set(sequences.flat());
  const order = new Set<LiveModule>();
  const open = () => [...all].filter((module) => !order.has(module));
  for (let left = open(); left.length > 0; left = open()) {
    const heads = headsOf(state, sequences, left);
    const free = heads.find((head) => !left.some((other) => other !== head && compete(head, other)));
    const next = free ?? heads[heads.length > 1 ? choose(heads.length) : 0];
    if (next) order.add(next);
  }
  return [...order];
}

/** What each worker would load next, each module once; where an `order` puts another before it, that one. */
function headsOf(
  state: State,
  sequences: readonly LoadSequence[],
  left: readonly LiveModule[],
): readonly LiveModule[] {
  const heads = new Set<LiveModule>();
  for (const sequence of sequences) {
    const head = sequence.find((module) => left.includes(module));
    if (head) heads.add(firstPinned(state, head, left));
  }
  return [...heads];
}

/** The module that has to come before this one and all others that have to; itself if none has. Circles are cut. */
function firstPinned(state: State, module: LiveModule, left: readonly LiveModule[]): LiveModule {
  const seen = new Set<LiveModule>();
  let first = module;
  while (!seen.has(first)) {
    seen.add(first);
    const wanted = first;
    first = left.find((other) => !seen.has(other) && comesBefore(state, other, wanted)) ?? first;
  }
  return first;
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

/** Two modules compete if drivers of both may match one device. */
function compete(one: LiveModule, other: LiveModule): boolean {
  const wanted = new Set(devicesOf(one));
  for (const device of devicesOf(other)) if (wanted.has(device)) return true;
  return false;
}

function devicesOf({ drivers }: LiveModule): readonly LiveDevice[] {
  return drivers.flatMap(({ candidates, bus }) => [...candidates, ...bus.universal]);
}
