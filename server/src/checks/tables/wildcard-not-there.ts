// MK-22: `any` for a field that has no wildcard. Kernel: the match function of each bus.
import type { RootModel } from '../../db/model.ts';
import type { TableField } from '../../driver-core/topology.ts';
import type { Place } from '../../link/place.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { driverTables, factOfRow, placeOfRow, valueOfRow } from '../driver-rows.ts';

export const wildcardNotThere: Check<'driver'> = {
  code: 'MK-22',
  aliases: [],
  title: 'a wildcard that the bus does not have',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'Not every bus has wildcards. fsl-mc, slimbus and ulpi compare all fields for equality, so a row names every device that the driver serves; a 0 there is the number 0 (or the end of the table) and not “any”.',
    source: [
      'drivers/bus/fsl-mc/fsl-mc-bus.c:fsl_mc_bus_match',
      'drivers/slimbus/core.c:slim_match',
      'domain rule MK-22',
    ],
    firing: `driver dpaa2-eth on fsl-mc { id_table { { vendor = 0x1957; obj_type = any; } } }
`,
    corrected: `driver dpaa2-eth on fsl-mc { id_table { { vendor = 0x1957; obj_type = dpni; } } }
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  for (const table of driverTables(driver, declared, model)) {
    for (const row of table.rows) {
      const [listed] = table.table.fields;
      const value = valueOfRow(table, row);
      if (listed && value?.kind === 'any' && hasNoWildcard(listed))
        yield lacking(listed, placeOfRow(table, row), driver.bus);
      for (const field of table.table.fields.filter(hasNoWildcard)) {
        const written = factOfRow(table, row, field.name);
        const any = written?.fact.values.find((it) => it.kind === 'any');
        if (written && any) yield lacking(field, { item: written.item, site: any.site }, driver.bus);
      }
    }
  }
}

function hasNoWildcard(field: TableField): boolean {
  return field.compared && !field.wildcard;
}

function lacking(field: TableField, place: Place, bus: string): Report {
  return {
    message: `\`${field.name}\` has no wildcard on \`${bus}\`: all its values must be equal, so each has a row`,
    place,
  };
}
