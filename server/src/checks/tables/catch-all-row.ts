// MK-16: a row that takes every device of the bus. Kernel: drivers/pci/pci-driver.c:pci_match_id.
import type { RootModel } from '../../db/model.ts';
import type { MatchTable, Row } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import type { Place } from '../../link/place.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { type DriverTable, driverTables, isOverrideOnly, placeOfRow } from '../driver-rows.ts';
import { takesAll, walked } from './row-sets.ts';

export const catchAllRow: Check<'driver'> = {
  code: 'MK-16',
  aliases: [],
  title: 'a row that takes every device',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'A row with vendor and device left open and no class binds the driver to every device of the bus that nobody has bound yet. Only drivers that are bound by hand have such a row, and theirs is `override_only` (vfio-pci), or the driver steps back for any other (hid-generic).',
    source: [
      'drivers/vfio/pci/vfio_pci.c: PCI_DRIVER_OVERRIDE_DEVICE_VFIO(PCI_ANY_ID, PCI_ANY_ID)',
      'domain rule MK-16',
    ],
    firing: `driver stub on pci { id_table { { vendor = any; device = any; } } }
`,
    corrected: `driver stub on pci { id_table { { override_only; } } }
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  if (driver.flags.has('yields')) return;
  for (const table of driverTables(driver, declared, model)) {
    const { fields } = table.table;
    if (!fields.some((it) => it.name === 'vendor') || !fields.some((it) => it.name === 'device')) continue;
    for (const row of walked(table.table, table.rows)) {
      if (isOverrideOnly(row) || !takesAll(table.table, row) || isMaskForgotten(table.table, row)) continue;
      const place = placeOfRow(table, row);
      yield {
        message: `takes every device of \`${driver.bus}\` that nobody has bound yet`,
        place,
        fixes: () => [remedy(table, row, place)],
      };
    }
  }
}

/** MK-13 says it: with its mask the row would not take everything. */
function isMaskForgotten({ fields }: MatchTable, row: Row): boolean {
  return fields.some(({ mask, name }) => mask !== undefined && row.fields[name] !== undefined);
}

/** Only a table whose rows all wait for an override may have such a row. */
function remedy({ table, rows }: DriverTable, row: Row, place: Place): Fix {
  const waits = table.fields.some((it) => it.name === 'override_only');
  if (waits && rows.every((it) => it === row || isOverrideOnly(it))) {
    return {
      title: 'Take it only on `driver_override`',
      edits: [{ act: 'replace', place, text: '{ override_only; }' }],
    };
  }
  return { title: 'Delete this row', edits: [{ act: 'delete', place }] };
}
