// Lists of devices in the order of their addition.
import type { LiveDevice } from './live.ts';

/** Inserts where the order wants it; a device of the same turn is replaced. */
export function insertBySeq(list: LiveDevice[], device: LiveDevice): void {
  const last = list.at(-1);
  if (!last || last.seq < device.seq) {
    list.push(device);
    return;
  }
  const place = placeOf(list, device.seq);
  list.splice(place, list[place]?.seq === device.seq ? 1 : 0, device);
}

export function removeBySeq(list: LiveDevice[], device: LiveDevice): void {
  const place = placeOf(list, device.seq);
  if (list[place]?.seq === device.seq) list.splice(place, 1);
}

/** The first place whose member did not come before `seq`. */
export function lowerBound<T>(list: readonly T[], seqOf: (member: T) => number, seq: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const member = list[middle];
    if (member !== undefined && seqOf(member) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The same in a list of devices. */
export function placeOf(list: readonly LiveDevice[], seq: number): number {
  return lowerBound(list, (device) => device.seq, seq);
}
