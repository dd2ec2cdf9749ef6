// MK-33: a table in which some rows wait for driver_override and others do not. Kernel: drivers/pci/pci-driver.c:pci_match_device.
import type { RootModel } from '../../db/model.ts';
import type { Row } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { type DriverTable, driverTables, factsOfRow, isOverrideOnly, placeOfRow } from '../driver-rows.ts';

export const mixedOverrideOnly: Check<'driver'> = {
  code: 'MK-33',
  aliases: [],
  title: 'a row that forgot override_only',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'A vfio variant driver binds only when user space asks for it: all rows of its table carry `override_only` (PCI_DRIVER_OVERRIDE_DEVICE_VFIO). One row without it takes its devices at boot and steals them, VFs above all, from the driver that makes a netdev of them.',
    source: ['include/linux/pci.h: PCI_DRIVER_OVERRIDE_DEVICE_VFIO', 'domain rules LC-70, MK-33'],
    firing: `driver acme_vfio_pci on pci {
    driver_managed_dma;
    id_table {
        { vendor = 0x1234; device = 0x0001; override_only; }
        { vendor = 0x1234; device = 0x0002; }
    }
}
`,
    corrected: `driver acme_vfio_pci on pci {
    driver_managed_dma;
    id_table {
        { vendor = 0x1234; device = 0x0001; override_only; }
        { vendor = 0x1234; device = 0x0002; override_only; }
    }
}
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  for (const table of driverTables(driver, declared, model)) {
    const only = table.rows.find(isOverrideOnly);
    if (!only) continue;
    for (const row of table.rows.filter((it) => !isOverrideOnly(it))) {
      const place = placeOfRow(table, row);
      yield {
        message: `binds without being asked; row ${only.number} waits for \`driver_override\``,
        place,
        related: [{ place: placeOfRow(table, only), message: 'a row that waits' }],
        fixes: () => addFlag(table, row),
      };
    }
  }
}

function addFlag(table: DriverTable, row: Row): readonly Fix[] {
  const last = factsOfRow(table, row).at(-1);
  if (!last) return [];
  const place = { item: last.item, site: last.fact.site };
  return [
    {
      title: 'Add `override_only`',
      edits: [{ act: 'insert-after', place, text: 'override_only;' }],
      preferred: true,
    },
  ];
}
