// Rows of one driver that meet rows of a driver registered before it: the same devices, or devices that the earlier driver's more
// general row takes. What MK-9 and MK-10 say, each of its half.
import type { RootModel } from '../../db/model.ts';
import type { Attempt } from '../../driver-core/result.ts';
import type { Driver, Id, MatchTable, Row } from '../../driver-core/topology.ts';
import type { DriverSubject } from '../check.ts';
import { type DriverTable, driverTables, isOverrideOnly } from '../driver-rows.ts';
import { readTogether } from '../watched-model.ts';
import { forgetsOverride } from './mixed-override-only.ts';
import { type IndexedRow, type RowIndex, rowIndex } from './row-index.ts';
import { covers, takesAll, walked } from './row-sets.ts';

export interface Clash {
  /** Of the later driver. */
  readonly table: DriverTable;
  readonly row: Row;
  readonly earlier: IndexedRow;
  /** `hidden`: the earlier row takes all that this one takes, and more. */
  readonly kind: 'same' | 'hidden';
}

/** A subject is made anew whenever its checks are asked: MK-9 and MK-10 share one search. */
const clashesOf = new WeakMap<DriverSubject, readonly Clash[]>();

/** At most one for each earlier driver and table, the closest. */
export function clashes(subject: DriverSubject, model: RootModel): readonly Clash[] {
  return readTogether(model, subject.driver, () => {
    const known = clashesOf.get(subject) ?? [...findClashes(subject, model)];
    clashesOf.set(subject, known);
    return known;
  });
}

function* findClashes({ driver, declared }: DriverSubject, model: RootModel): Iterable<Clash> {
  if (driver.flags.has('yields') || isKeptOut(driver, model)) return;
  for (const table of driverTables(driver, declared, model)) {
    for (const [earlier, meeting] of closest(meetings(driver, table, model))) {
      const kind = isKeptOut(earlier, model) ? undefined : verdict(earlier, driver, meeting, model);
      if (kind !== undefined) yield { table, row: meeting.row, earlier: meeting.earlier, kind };
    }
  }
}

/** Two rows with devices in common: the same, those of one among those of the other, or some. */
interface Meeting {
  readonly row: Row;
  readonly earlier: IndexedRow;
  readonly how: 'same' | 'hidden' | 'overlap';
}

function* meetings(driver: Driver, table: DriverTable, model: RootModel): Iterable<Meeting> {
  const index = rowIndex(driver.bus, table.table, model);
  const rank = index.rankOf(driver);
  for (const row of walked(table.table, table.rows)) {
    if (isOverrideOnly(row)) continue;
    for (const earlier of index.near(row)) {
      if (earlier.rank >= rank || isOverrideOnly(earlier.row) || !compete(earlier.driver, driver)) continue;
      if (forgetsOverride(driver, table.table, row, model)) break;
      if (isSaidAtRow(table.table, earlier, model)) continue;
      const how = meet(table.table, earlier, row, driver);
      if (how !== undefined) yield { row, earlier, how };
    }
  }
  yield* shownMeetings(driver, table, index, model);
}

/** Rows that only overlap: the devices that both take show them. Two names in the list of one device are MK-31's. */
function* shownMeetings(
  driver: Driver,
  { table, rows }: DriverTable,
  index: RowIndex,
  model: RootModel,
): Iterable<Meeting> {
  const seen = new Set<Id>();
  if (table.fields.some((it) => it.in)) return;
  for (const id of model.run.drivers.get(driver.id)?.matches ?? []) {
    const { matching = [] } = model.run.devices.get(id) ?? {};
    if (matching.length < 2) continue;
    const attempts = matching.filter((it) => it.verdict.table === table.name);
    const row = rowOf(rows, attempts, driver);
    for (const attempt of row ? attempts : []) {
      const other = model.driver(attempt.driver);
      if (!row || !other || seen.has(other.id) || !compete(other, driver)) continue;
      const rank = index.rankOf(other);
      const theirs = rowOf(other.tables[table.name] ?? [], attempts, other);
      if (!theirs || rank >= index.rankOf(driver) || !index.isNear(theirs, row)) continue;
      const earlier = { row: theirs, driver: other, rank };
      if (isSaidAtRow(table, earlier, model) || forgetsOverride(driver, table, row, model)) continue;
      const how = meet(table, earlier, row, driver);
      if (how !== undefined) yield { row, earlier, how };
      if (how !== undefined) seen.add(other.id);
    }
  }
}

/** The row by which match() gave the device to the driver; none that waits for an override. */
function rowOf(rows: readonly Row[], attempts: readonly Attempt[], { id }: Driver): Row | undefined {
  const number = attempts.find((it) => it.driver === id)?.verdict.row ?? 0;
  const likely = rows[number - 1];
  const row = likely?.number === number ? likely : rows.find((it) => it.number === number);
  return row && !isOverrideOnly(row) ? row : undefined;
}

const CLOSENESS = { same: 2, hidden: 1, overlap: 0 } as const;

function closest(all: Iterable<Meeting>): ReadonlyMap<Driver, Meeting> {
  const acc = new Map<Driver, Meeting>();
  for (const meeting of all) {
    const known = acc.get(meeting.earlier.driver);
    if (!known || CLOSENESS[known.how] < CLOSENESS[meeting.how]) acc.set(meeting.earlier.driver, meeting);
  }
  return acc;
}

/** Rows that only overlap need a device that shows it; an earlier driver that leaves all such devices alone is in nobody's way. */
function verdict(
  earlier: Driver,
  later: Driver,
  { how }: Meeting,
  model: RootModel,
): Clash['kind'] | undefined {
  let isShared = false;
  for (const id of sharedDevices(later, earlier, model)) {
    if (model.run.devices.get(id)?.driver === earlier.id) return how === 'hidden' ? 'hidden' : 'same';
    isShared = true;
  }
  return isShared || how === 'overlap' ? undefined : how;
}

/** modprobe.d says that its module is not for these devices (KM-14, KM-15), and nothing else has loaded it. */
export function isKeptOut({ module }: Driver, { run, topology }: RootModel): boolean {
  const { blacklist, installs } = topology.modprobe;
  if (run.modules.get(module)?.loaded) return false;
  return blacklist.includes(module) || installs.some(({ name }) => name === module);
}

/** It takes everything, or forgot to wait for an override: MK-13, MK-16, MK-28 or MK-33 says so once, at the row. */
function isSaidAtRow(table: MatchTable, { row, driver }: IndexedRow, model: RootModel): boolean {
  if (model.declarationAs('driver', driver.id)?.library !== false) return false;
  const has = (name: string): boolean => table.fields.some((it) => it.name === name);
  const isNamed = (has('vendor') && has('device')) || table.end.includes('driver_data');
  return (isNamed && takesAll(table, row)) || forgetsOverride(driver, table, row, model);
}

/** A driver that steps back for others takes nothing from them; drivers of two kinds of device never meet. */
function compete(earlier: Driver, later: Driver): boolean {
  return !earlier.flags.has('yields') && earlier.devtype === later.devtype;
}

/** Nothing if the narrow row is asked before the wide one, as whoever wrote them wants it. */
function meet(table: MatchTable, earlier: IndexedRow, row: Row, driver: Driver): Meeting['how'] | undefined {
  const isWider = covers(table, earlier.row, row);
  const isNarrower = covers(table, row, earlier.row);
  if (isNarrower && !isWider) return undefined;
  if (!isWider || isToldApart(table, earlier, row, driver)) return 'overlap';
  return isNarrower ? 'same' : 'hidden';
}

/**
 * The rows or the drivers differ in what `match` and `skip` may ask beside the compared fields (card and queue rows of ap, the
 * manual_bind of serio): then only a device shows that both take it.
 */
function isToldApart(table: MatchTable, earlier: IndexedRow, row: Row, driver: Driver): boolean {
  const flags = table.fields.filter(({ type }) => type === 'flag');
  if (flags.some(({ name }) => (earlier.row.fields[name] === undefined) !== (row.fields[name] === undefined)))
    return true;
  const names = new Set([...Object.keys(earlier.driver.fields), ...Object.keys(driver.fields)]);
  return [...names].some((name) => earlier.driver.fields[name] !== driver.fields[name]);
}

/** Devices that match() gives to both, and that no override decides. */
export function* sharedDevices(a: Driver, b: Driver, model: RootModel): Iterable<Id> {
  for (const id of model.run.drivers.get(a.id)?.matches ?? []) {
    const { matching = [], driverOverride } = model.run.devices.get(id) ?? {};
    if (driverOverride === undefined && matching.some((it) => it.driver === b.id)) yield id;
  }
}
