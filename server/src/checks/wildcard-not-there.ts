// MK-22: `any` for a field that has no wildcard. Kernel: per bus, domain.md 2.2.
import type { RootModel } from '../db/model.ts';
import type { Check, DriverSubject, Report } from './check.ts';
import { driverTables } from './driver-rows.ts';

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
  for (const { table, decl, item } of driverTables(driver, declared, model)) {
    for (const fact of decl.rows.flatMap((row) => row.facts)) {
      const field = table.fields.find((it) => it.name === fact.name.text);
      const any = fact.values.find((value) => value.kind === 'any');
      if (!field || !any || field.wildcard || !field.compared) continue;
      yield {
        message: `\`${field.name}\` has no wildcard on \`${driver.bus}\`: it is compared for equality, write a row for each value`,
        place: { item, site: any.site },
      };
    }
  }
}
