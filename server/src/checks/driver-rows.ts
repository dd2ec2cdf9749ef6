// The rows of a driver's tables, with the type of the table and the place of each row in the text.
import type { RootModel } from '../db/model.ts';
import type { Fact, Literal, TableRows } from '../declare/declarations.ts';
import type { Driver, MatchTable, Row } from '../driver-core/topology.ts';
import type { Declaration } from '../link/declaration.ts';
import type { ItemKey, Place } from '../link/place.ts';
import { driverBodies } from './driver-bodies.ts';

export interface DriverTable {
  readonly table: MatchTable;
  /** Of the declaration and of every `extend`, in the order in which the kernel would walk them; those that could be read. */
  readonly rows: readonly Row[];
  readonly written: readonly WrittenTable[];
  /** The driver's name. */
  readonly home: Place;
}

/** One `id_table { … }`, in the declaration or in an `extend`. */
export interface WrittenTable {
  readonly decl: TableRows;
  readonly item: ItemKey;
  /** Rows of the table that come before these. */
  readonly before: number;
}

/** A fact of a row, and the item it stands in. */
export interface RowFact {
  readonly fact: Fact;
  readonly item: ItemKey;
}

/** A driver is linked anew when its declaration, an `extend` of it or its bus changed; until then its tables stay. */
const tablesOf = new WeakMap<Driver, readonly DriverTable[]>();

/** A table that the bus does not match by is left out. */
export function driverTables(
  driver: Driver,
  declared: Declaration<'driver'>,
  model: RootModel,
): readonly DriverTable[] {
  const tables = tablesOf.get(driver) ?? collectTables(driver, declared, model);
  tablesOf.set(driver, tables);
  return tables;
}

function collectTables(
  driver: Driver,
  declared: Declaration<'driver'>,
  model: RootModel,
): readonly DriverTable[] {
  const written = writtenTables(declared, model);
  const types = model.topology.buses.get(driver.bus)?.tables ?? {};
  const home = { item: declared.item, site: declared.decl.name.site };
  return Object.entries(driver.tables).flatMap(([name, rows]) => {
    const table = types[name];
    if (!table) return [];
    return [{ table, rows, written: written.get(name) ?? [], home }];
  });
}

function writtenTables(
  declared: Declaration<'driver'>,
  model: RootModel,
): ReadonlyMap<string, readonly WrittenTable[]> {
  const acc = new Map<string, WrittenTable[]>();
  for (const { decl: body, item } of driverBodies(declared, model)) {
    for (const decl of body.tables) {
      const known = acc.get(decl.name.text) ?? [];
      const last = known.at(-1);
      const before = last ? last.before + last.decl.values.length + last.decl.rows.length : 0;
      acc.set(decl.name.text, [...known, { decl, item, before }]);
    }
  }
  return acc;
}

/** Where a row stands. */
export function placeOfRow(table: DriverTable, row: Row): Place {
  const spot = spotOf(table, row);
  const node = spot && (spot.decl.values[spot.index] ?? rowAt(spot));
  return spot && node ? { item: spot.item, site: node.site } : table.home;
}

/** The statement `id_table …` that a row stands in. */
export function placeOfTable(table: DriverTable, row: Row): Place {
  const spot = spotOf(table, row);
  return spot ? { item: spot.item, site: spot.decl.site } : table.home;
}

/** A field of a row as written. */
export function factOfRow(table: DriverTable, row: Row, field: string): RowFact | undefined {
  return factsOfRow(table, row).find(({ fact }) => fact.name.text === field);
}

/** In text order; none for a row of a list. */
export function factsOfRow(table: DriverTable, row: Row): readonly RowFact[] {
  const spot = spotOf(table, row);
  const facts = (spot && rowAt(spot)?.facts) ?? [];
  return spot ? facts.map((fact) => ({ fact, item: spot.item })) : [];
}

/** The value of a row of a table that is a list: `id_table foo, bar;` */
export function valueOfRow(table: DriverTable, row: Row): Literal | undefined {
  const spot = spotOf(table, row);
  return spot?.decl.values[spot.index];
}

/** A written table, and the place of a row in it from 0: values come first. */
interface Spot {
  readonly decl: TableRows;
  readonly item: ItemKey;
  readonly index: number;
}

function spotOf({ written }: DriverTable, row: Row): Spot | undefined {
  const found = written.filter((it) => it.before < row.number).at(-1);
  return found && { decl: found.decl, item: found.item, index: row.number - 1 - found.before };
}

function rowAt({ decl, index }: Spot): TableRows['rows'][number] | undefined {
  return decl.rows[index - decl.values.length];
}

/** Rows that only count when `driver_override` names the driver (LC-70). */
export function isOverrideOnly(row: Row): boolean {
  return row.fields.override_only !== undefined;
}
