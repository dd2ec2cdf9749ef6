// What match() said in a run as rows: a device has one id, a driver a row for each id that it takes. Devices that the same drivers take
// share an id, so that tables stay short. Answers that rows cannot give are problems of the journal.

import { addTo } from '../../base/add-to.ts';
import { EPROBE_DEFER } from '../../driver-core/base/errno.ts';
import type { BaseDevice } from '../../driver-core/base/objects.ts';
import { type Journal, type Matches, report } from './journal.ts';
import type { DeviceOp } from './operation.ts';

export interface MatchTable {
  readonly idOf: (device: BaseDevice) => string;
  readonly rowsOf: (matches: Matches) => readonly string[];
  /** match() that fails: counted deferrals, or one error. */
  readonly troubleOf: (device: BaseDevice) => Pick<DeviceOp, 'mdefer' | 'merr'>;
}

/** The id of what no driver takes. */
const NOBODY = '-';
/** More calls than any run makes. */
const ALWAYS = 1_000_000;

export function matchTable(journal: Journal): MatchTable {
  const { device: nameOf } = journal.names;
  const ids = idsOf(takersOf(journal));
  const idOf = (device: BaseDevice): string => ids.get(nameOf(device)) ?? NOBODY;
  const trouble = new Map(
    [...journal.verdicts].map(([device, results]) => [device, troubleOf(journal, device, results)]),
  );
  return {
    idOf,
    rowsOf: (matches) => {
      const taken = [...matches].filter(([, results]) => results.some((it) => it > 0));
      return [...new Set(taken.map(([device]) => idOf(device)))];
    },
    troubleOf: (device) => trouble.get(device) ?? {},
  };
}

/** By the name of a device, the tables of drivers that take it: their numbers, in the order of registration. */
function takersOf(journal: Journal): ReadonlyMap<string, readonly number[]> {
  const { lives, names } = journal;
  const takers = new Map<string, number[]>();
  const tables = lives.flatMap(({ driver, matches }) => matches.map((it) => ({ driver, matches: it })));
  for (const [number, { matches, driver }] of tables.entries()) {
    const said = new Map<string, boolean>();
    for (const [device, results] of matches) {
      const name = names.device(device);
      for (const result of results) {
        if (result < 0) continue;
        if (said.has(name) && said.get(name) !== result > 0) {
          const text = `match() with ${driver.name} says yes at one time and no at another`;
          report(journal, text, device.id);
        }
        said.set(name, result > 0);
      }
    }
    for (const [name, isTaken] of said) if (isTaken) addTo(takers, name, number);
  }
  return takers;
}

function idsOf(takers: ReadonlyMap<string, readonly number[]>): ReadonlyMap<string, string> {
  const shared = new Map<string, string>();
  const ids = new Map<string, string>();
  for (const [name, numbers] of takers) {
    const key = numbers.join();
    const id = shared.get(key) ?? name;
    shared.set(key, id);
    ids.set(name, id);
  }
  return ids;
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
