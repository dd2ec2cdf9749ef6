// udev answers the uevents of several devices at once: each worker loads what one device asks for, one module after the other, and
// which worker is faster is open (KM-9, LC-8). Only where two modules want the same device does it matter which comes first.
import { normalizeModuleName } from './kmod/normalize-alias.ts';
import type { LiveDevice, LiveModule, State } from './live.ts';

/** What one device asks for, in load order, without what is loaded already. */
export type LoadSequence = readonly LiveModule[];

/** The modules in one of the orders in which the workers may load them; `choose` picks a worker where it matters. */
export function raceOrder(
  state: State,
  sequences: readonly LoadSequence[],
  choose: (alternatives: number) => number,
): readonly LiveModule[] {
  const open = sequences.map((sequence) => [...sequence]);
  const all = new Set(sequences.flat());
  const order = new Set<LiveModule>();
  for (let heads = headsOf(state, open, order); heads.length > 0; heads = headsOf(state, open, order)) {
    const left = [...all].filter((module) => !order.has(module));
    const free = heads.find((head) => !left.some((other) => other !== head && compete(head, other)));
    const next = free ?? heads[heads.length > 1 ? choose(heads.length) : 0];
    if (next) order.add(next);
  }
  return [...order];
}

/** What each worker would load next, each module once; a module that an `order` puts later waits for the earlier one. */
function headsOf(state: State, open: LiveModule[][], done: ReadonlySet<LiveModule>): readonly LiveModule[] {
  const heads = new Set<LiveModule>();
  for (const sequence of open) {
    while (sequence[0] && done.has(sequence[0])) sequence.shift();
    if (sequence[0]) heads.add(sequence[0]);
  }
  const list = [...heads];
  const ready = list.filter((module) => !list.some((other) => comesBefore(state, other, module)));
  return ready.length > 0 ? ready : list;
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
