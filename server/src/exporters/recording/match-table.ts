// What match() said in a run as rows: a device has one id, a driver a row for each id that it takes. Devices that the same drivers take
// share an id, so that tables stay short. Answers that rows cannot give are problems of the journal.

import { EPROBE_DEFER } from '../../driver-core/base/errno.ts';
import type { BaseDevice } from '../../driver-core/base/objects.ts';
import { type Journal, type Life, report } from './journal.ts';
import type { DeviceOp } from './operation.ts';

export interface MatchTable {
  readonly idOf: (device: BaseDevice) => string;
  readonly rowsOf: (life: Life) => readonly string[];
  /** match() that fails: counted deferrals, or one error. */
  readonly troubleOf: (device: BaseDevice) => Pick<DeviceOp, 'mdefer' | 'merr'>;
}

/** The id of what no driver takes. */
const NOBODY = '-';
/** More calls than any run makes. */
const ALWAYS = 1_000_000;

export function matchTable(journal: Journal): MatchTable {
  const takers = new Map<BaseDevice, Life[]>();
  for (const life of journal.lives) {
    for (const [device, results] of life.matches)
      if (takes(journal, life, device, results)) put(takers, device, life);
  }
  const ids = idsOf(journal, takers);
  const trouble = new Map(
    [...journal.verdicts].map(([device, results]) => [device, troubleOf(journal, device, results)]),
  );
  return {
    idOf: (device) => ids.get(device) ?? NOBODY,
    rowsOf: (life) => [
      ...new Set(
        [...takers].flatMap(([device, lives]) => (lives.includes(life) ? [ids.get(device) ?? NOBODY] : [])),
      ),
    ],
    troubleOf: (device) => trouble.get(device) ?? {},
  };
}

function takes(journal: Journal, { driver }: Life, device: BaseDevice, results: readonly number[]): boolean {
  const said = results.filter((it) => it >= 0);
  if (new Set(said).size > 1)
    report(journal, `match() with ${driver.name} says yes at one time and no at another`, device.id);
  return said.some((it) => it > 0);
}

function idsOf(
  { names, lives }: Journal,
  takers: ReadonlyMap<BaseDevice, readonly Life[]>,
): ReadonlyMap<BaseDevice, string> {
  const ids = new Map<BaseDevice, string>();
  const shared = new Map<string, string>();
  const used = new Set<string>();
  const number = new Map(lives.map((life, index) => [life, index]));
  for (const [device, group] of takers) {
    const key = group.map((life) => number.get(life)).join();
    const id = shared.get(key) ?? freeId(used, names.device(device));
    shared.set(key, id);
    used.add(id);
    ids.set(device, id);
  }
  return ids;
}

function freeId(used: ReadonlySet<string>, wished: string): string {
  for (let n = 1; ; n++) {
    const id = n === 1 ? wished : `${wished}:${n}`;
    if (!used.has(id)) return id;
  }
}

function troubleOf(
  journal: Journal,
  { id }: BaseDevice,
  results: readonly number[],
): Pick<DeviceOp, 'mdefer' | 'merr'> {
  const first = results.findIndex((it) => it !== -EPROBE_DEFER);
  if (first < 0) return results.length === 0 ? {} : { mdefer: ALWAYS };
  const rest = results.slice(first);
  const errors = new Set(rest.filter((it) => it < 0));
  const [merr] = errors;
  if (errors.size > 1 || errors.has(-EPROBE_DEFER) || (merr !== undefined && rest.includes(0)))
    report(journal, 'its match() fails for some drivers, or at some times, and not for others', id);
  return { ...(first > 0 && { mdefer: first }), ...(merr !== undefined && { merr }) };
}

function put<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
