// The rows of a driver's tables, with the type of the table and the place of each row in the text.
import type { RootModel } from '../db/model.ts';
import type { Fact, TableRows } from '../declare/declarations.ts';
import type { Driver, MatchTable, Row } from '../driver-core/topology.ts';
import type { Declaration } from '../link/declaration.ts';
import type { Place } from '../link/place.ts';

export interface DriverTable {
  readonly table: MatchTable;
  readonly rows: readonly Row[];
  readonly decl: TableRows;
  readonly item: number;
}

/** Tables of the declaration and of every `extend`; a table that the bus does not match by is left out. */
export function driverTables(
  driver: Driver,
  declared: Declaration<'driver'>,
  model: RootModel,
): readonly DriverTable[] {
  const bus = model.topology.buses.get(driver.bus);
  const bodies = [
    { tables: declared.decl.tables, item: declared.item },
    ...model.extensions('driver', declared.id).map(({ adds, item }) => ({ tables: adds.tables, item })),
  ];
  return bodies.flatMap(({ tables, item }) =>
    tables.flatMap((decl) => {
      const table = bus?.tables[decl.name.text];
      const rows = driver.tables[decl.name.text];
      return table && rows ? [{ table, rows, decl, item }] : [];
    }),
  );
}

/** Where a row stands; the table's own place for a row that another declaration added. */
export function placeOfRow({ decl, item }: DriverTable, row: Row): Place {
  const written = decl.rows[row.number - 1] ?? decl.values[row.number - 1];
  return { item, site: written?.site ?? decl.site };
}

/** A field of a row as written. */
export function factOfRow({ decl }: DriverTable, row: Row, field: string): Fact | undefined {
  return decl.rows[row.number - 1]?.facts.find((fact) => fact.name.text === field);
}

/** Rows that only count when `driver_override` names the driver (LC-70). */
export function isOverrideOnly(row: Row): boolean {
  return row.fields.override_only !== undefined;
}
