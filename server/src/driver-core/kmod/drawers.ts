// A hash table in three arrays, made once: from a hash to the numbers that are filed under it. Numbers of another hash are never
// visited, those of an equal one always.

export interface Drawers {
  /** Calls `visit` with each number that is filed under this hash. */
  visit(hash: number, visit: (number: number) => void): void;
}

/** Files `numbers[i]` under `hashes[i]`. The entries of drawer d stand from `start[d]` up to `start[d + 1]`. */
export function drawersOf(numbers: readonly number[], hashes: Int32Array): Drawers {
  const bits = bitsFor(numbers.length);
  const start = new Int32Array(2 ** bits + 1);
  for (const hash of hashes) add(start, drawerOf(hash, bits) + 1, 1);
  for (let drawer = 1; drawer < start.length; drawer++) add(start, drawer, start[drawer - 1] ?? 0);
  const next = start.slice();
  const filedHash = new Int32Array(numbers.length);
  const filed = new Int32Array(numbers.length);
  for (const [i, number] of numbers.entries()) {
    const hash = hashes[i] ?? 0;
    const place = add(next, drawerOf(hash, bits), 1) - 1;
    filedHash[place] = hash;
    filed[place] = number;
  }
  return {
    visit(hash, visit) {
      const drawer = drawerOf(hash, bits);
      const end = start[drawer + 1] ?? 0;
      for (let place = start[drawer] ?? 0; place < end; place++)
        if (filedHash[place] === hash) visit(filed[place] ?? 0);
    },
  };
}

/** Twice as many drawers as entries, or more. */
export function bitsFor(size: number): number {
  return Math.ceil(Math.log2(size + 1)) + 1;
}

/** The high bits of the multiplied hash: its own low bits depend on the last characters only. */
export function drawerOf(hash: number, bits: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> (32 - bits);
}

/** Returns the new count. */
export function add(counters: Int32Array, place: number, amount: number): number {
  const sum = (counters[place] ?? 0) + amount;
  counters[place] = sum;
  return sum;
}
