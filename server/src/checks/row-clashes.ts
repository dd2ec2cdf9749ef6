// Rows of one driver that meet rows of a driver registered before it: the same devices, or devices that the earlier driver's more
// general row takes. What MK-9 and MK-10 say, each of its half.
import type { RootModel } from '../db/model.ts';
import type { Driver, Id, MatchTable, Row } from '../driver-core/topology.ts';
import type { DriverSubject } from './check.ts';
import { type DriverTable, driverTables, isOverrideOnly } from './driver-rows.ts';
import { type IndexedRow, rowIndex } from './row-index.ts';
import { covers } from './row-sets.ts';

export interface Clash {
  /** Of the later driver. */
  readonly table: DriverTable;
  readonly row: Row;
  readonly earlier: IndexedRow;
  /** `hidden`: the earlier row takes all that this one takes, and more. */
  readonly kind: 'same' | 'hidden';
}

/** At most one of a kind for each earlier driver and table. */
export function* clashes({ driver, declared }: DriverSubject, model: RootModel): Iterable<Clash> {
  if (driver.flags.has('yields')) return;
  for (const table of driverTables(driver, declared, model)) {
    const index = rowIndex(driver.bus, table.table, model);
    const rank = index.rankOf(driver);
    const told = new Set<string>();
    for (const row of table.rows.filter((it) => !isOverrideOnly(it))) {
      for (const earlier of index.near(row)) {
        if (earlier.rank >= rank || isOverrideOnly(earlier.row)) continue;
        const kind = compete(earlier.driver, driver)
          ? kindOf(table.table, earlier, row, driver, model)
          : undefined;
        if (kind === undefined || told.has(`${kind} ${earlier.driver.id}`)) continue;
        if (declines(earlier.driver, driver, model)) continue;
        told.add(`${kind} ${earlier.driver.id}`);
        yield { table, row, earlier, kind };
      }
    }
  }
}

/** A driver that steps back for others takes nothing from them; drivers of two kinds of device never meet. */
function compete(earlier: Driver, later: Driver): boolean {
  return !earlier.flags.has('yields') && earlier.devtype === later.devtype;
}

/** Nothing if the rows do not meet, or the narrow one is asked before the wide one, as whoever wrote them wants it. */
function kindOf(
  table: MatchTable,
  earlier: IndexedRow,
  row: Row,
  driver: Driver,
  model: RootModel,
): Clash['kind'] | undefined {
  const isWider = covers(table, earlier.row, row);
  const isNarrower = covers(table, row, earlier.row);
  const isTold = isToldApart(table, earlier, row, driver);
  if (isWider && !isTold) return isNarrower ? 'same' : 'hidden';
  if (isNarrower && !isWider) return undefined;
  return first(sharedDevices(driver, earlier.driver, model)) === undefined ? undefined : 'same';
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

/** There are devices that both match, and the earlier driver's probe leaves every one of them to others. */
function declines(earlier: Driver, later: Driver, model: RootModel): boolean {
  let isShared = false;
  for (const id of sharedDevices(later, earlier, model)) {
    if (model.run.devices.get(id)?.driver === earlier.id) return false;
    isShared = true;
  }
  return isShared;
}

/** Devices that match() gives to both, and that no override decides. */
export function* sharedDevices(a: Driver, b: Driver, model: RootModel): Iterable<Id> {
  for (const id of model.run.drivers.get(a.id)?.matches ?? []) {
    const matching = model.run.devices.get(id)?.matching ?? [];
    if (model.device(id)?.driverOverride === undefined && matching.some((it) => it.driver === b.id)) yield id;
  }
}

function first<T>(all: Iterable<T>): T | undefined {
  for (const it of all) return it;
  return undefined;
}
