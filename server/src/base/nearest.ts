// "Did you mean": the names that a misspelt one was probably meant to be. Pure; the caller limits the candidates.

const MOST = 3;

/**
 * Names within a third of the length in edit distance (a swap counts one; short names have none), best first, at most three. A
 * name that begins with a word so near (`opne`, `open_device`) comes after those that are near as a whole.
 */
export function nearest(name: string, candidates: Iterable<string>): readonly string[] {
  const limit = name.length < 3 ? 0 : Math.max(1, Math.floor(name.length / 3));
  const found: { readonly name: string; readonly distance: number }[] = [];
  for (const candidate of candidates) {
    const distance = candidate === name ? limit + 1 : distanceTo(name, candidate, limit);
    if (distance <= limit + BEGINS) found.push({ name: candidate, distance });
  }
  found.sort((a, b) => a.distance - b.distance);
  return [...new Set(found.map((it) => it.name))].slice(0, MOST);
}

/** Added for a name of which only the beginning is near. */
const BEGINS = 0.5;

function distanceTo(name: string, candidate: string, limit: number): number {
  if (Math.abs(candidate.length - name.length) <= limit) {
    const distance = editDistance(name, candidate, limit);
    if (distance <= limit) return distance;
  }
  const isWord = /[-_.]/.test(candidate.charAt(name.length));
  return isWord ? BEGINS + editDistance(name, candidate.slice(0, name.length), limit) : limit + 1;
}

/** Optimal string alignment distance; stops early with a number above `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = distanceAt(a, b, i, j, { older, previous, row });
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    older = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}

interface Rows {
  readonly older: readonly number[];
  readonly previous: readonly number[];
  readonly row: readonly number[];
}

function distanceAt(a: string, b: string, i: number, j: number, rows: Rows): number {
  const same = a[i - 1] === b[j - 1];
  const { older, previous, row } = rows;
  let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  if (swapped) cost = Math.min(cost, (older[j - 2] ?? 0) + 1);
  return cost;
}
