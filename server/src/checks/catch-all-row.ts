// MK-16: a row that takes every device of the bus. Kernel: drivers/pci/pci-driver.c:pci_match_id.
import type { RootModel } from '../db/model.ts';
import type { Check, DriverSubject, Report } from './check.ts';
import { driverTables, isOverrideOnly, placeOfRow } from './driver-rows.ts';
import { takesAll } from './row-sets.ts';

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
  const hasOverrideOnly = (names: readonly string[]): boolean => names.includes('override_only');
  for (const table of driverTables(driver, declared, model)) {
    const names = table.table.fields.map((field) => field.name);
    if (!names.includes('vendor') || !names.includes('device')) continue;
    for (const row of table.rows) {
      if (isOverrideOnly(row) || !takesAll(table.table, row)) continue;
      const place = placeOfRow(table, row);
      yield {
        message: `takes every device of \`${driver.bus}\` that nobody has bound yet`,
        place,
        fixes: () =>
          hasOverrideOnly(names)
            ? [
                {
                  title: 'Take it only on `driver_override`',
                  edits: [{ act: 'replace', place, text: '{ override_only; }' }],
                },
              ]
            : [],
      };
    }
  }
}
