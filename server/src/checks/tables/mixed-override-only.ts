// MK-33: a row that does not wait for driver_override, where others of its table do or the driver is for user space.
// Kernel: drivers/pci/pci-driver.c:pci_match_device.
import type { RootModel } from '../../db/model.ts';
import type { Driver, MatchTable, Row } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import type { Check, DriverSubject, Levels, Report } from '../check.ts';
import { type DriverTable, driverTables, factsOfRow, isOverrideOnly, placeOfRow } from '../driver-rows.ts';

/** Maybe nobody else drives these devices. */
const ALL_ROWS: Levels = { relaxed: 'warning', strict: 'error', stricter: 'error' };

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

/**
 * A row that binds without `driver_override`, of a driver that has rows which wait for it, or that registers with a class whose
 * users own the device (vfio).
 */
export function forgetsOverride(driver: Driver, table: MatchTable, row: Row, model: RootModel): boolean {
  if (isOverrideOnly(row) || !table.fields.some((it) => it.name === 'override_only')) return false;
  return (driver.tables[table.name] ?? []).some(isOverrideOnly) || givesToUser(driver, model);
}

function givesToUser({ probe }: Driver, { topology }: RootModel): boolean {
  return probe.some((step) => step.kind === 'registers' && topology.classes.get(step.of)?.ownsGroup === true);
}

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  for (const table of driverTables(driver, declared, model)) {
    const only = table.rows.find(isOverrideOnly);
    for (const row of table.rows.filter((it) => forgetsOverride(driver, table.table, it, model))) {
      const place = placeOfRow(table, row);
      yield {
        message: only
          ? `binds without being asked; row ${only.number} waits for \`driver_override\``
          : `\`${driver.name}\` gives its device to user space, and this row binds it without being asked`,
        place,
        ...(!only && { levels: ALL_ROWS }),
        related: only ? [{ place: placeOfRow(table, only), message: 'a row that waits' }] : [],
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
