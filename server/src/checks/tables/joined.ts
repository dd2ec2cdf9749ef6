// Two lists as one. Mostly one of them is empty, and nothing is copied.

export function joined<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  if (a.length === 0) return b;
  return b.length === 0 ? a : [...a, ...b];
}
