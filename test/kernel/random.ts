// A small source of numbers that is the same for a seed on every machine. Not for secrets.

export interface Random {
  /** A whole number from 0 to below `limit`. */
  readonly below: (limit: number) => number;
  /** A whole number from `low` to `high`, both possible. */
  readonly between: (low: number, high: number) => number;
  /** True in `percent` of 100 cases. */
  readonly chance: (percent: number) => boolean;
  readonly pick: <T>(members: readonly [T, ...T[]]) => T;
  /** Not set: there are no members. */
  readonly pickAny: <T>(members: readonly T[]) => T | undefined;
  /** A key, each as likely as its weight says. */
  readonly weighted: <K extends string>(weights: Readonly<Record<K, number>>) => K;
  /** `count` of the members (or all), in random order. */
  readonly sample: <T>(members: readonly T[], count: number) => readonly T[];
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, of a quality that is enough for test data. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = state;
    bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const pickAny = <T>(members: readonly T[]) => members[below(members.length)];
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (percent) => next() * 100 < percent,
    pick: ([first, ...others]) => [first, ...others][below(others.length + 1)] ?? first,
    pickAny,
    weighted: (weights) => pickWeighted(weights, next()),
    sample: (members, count) => shuffled(members, below).slice(0, count),
  };
}

function pickWeighted<K extends string>(weights: Readonly<Record<K, number>>, at: number): K {
  const keys = Object.keys(weights) as K[];
  let left = at * keys.reduce((sum, key) => sum + weights[key], 0);
  const found = keys.find((key) => {
    left -= weights[key];
    return left < 0;
  });
  const chosen = found ?? keys.at(-1);
  if (chosen === undefined) throw new Error('nothing to choose from');
  return chosen;
}

function shuffled<T>(members: readonly T[], below: (limit: number) => number): readonly T[] {
  return members
    .map((member) => ({ member, key: below(2 ** 30) }))
    .sort((a, b) => a.key - b.key)
    .map(({ member }) => member);
}
