// Times of repeated runs and what is said of them: the median, because neighbors on the machine make outliers.

export interface Samples {
  readonly median: number;
  readonly p95: number;
  readonly count: number;
}

/** Milliseconds that a call took. */
export function timeOf(call: () => unknown): number {
  const start = performance.now();
  call();
  return performance.now() - start;
}

export function samplesOf(times: readonly number[]): Samples {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return { median: at(0.5), p95: at(0.95), count: sorted.length };
}

/** Calls every task in turn, round after round, so that a slow moment of the machine meets all of them. */
export function interleave<Name extends string>(
  tasks: Readonly<Record<Name, () => unknown>>,
  rounds: number,
): Readonly<Record<Name, Samples>> {
  const names = Object.keys(tasks) as Name[];
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) times.get(name)?.push(timeOf(tasks[name]));
  }
  return Object.fromEntries([...times].map(([name, all]) => [name, samplesOf(all)])) as Record<Name, Samples>;
}
