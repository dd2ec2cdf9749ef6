// MK-11, MK-12: a row of a table that an earlier row of the same table already covers. Kernel: drivers/pci/pci-driver.c:pci_match_id.
import type { RootModel } from '../db/model.ts';
import type { Driver, Row } from '../driver-core/topology.ts';
import type { Check, DriverSubject, Report } from './check.ts';
import { type DriverTable, driverTables, isOverrideOnly, placeOfRow } from './driver-rows.ts';
import { rowIndex } from './row-index.ts';
import { covers, printRow } from './row-sets.ts';

const SOURCE = ['drivers/pci/pci-driver.c:pci_match_id', 'drivers/usb/core/driver.c:usb_match_id'];

export const unreachableRow: Check<'driver'> = {
  code: 'MK-11',
  aliases: [],
  title: 'a specific row after a general one',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'driver',
  reads: 'declarations',
  run: (subject, model) => reports(subject, model, 'narrower'),
  doc: {
    why: 'Within one table the first row that fits is the one whose `driver_data` the driver gets. A specific row below a general one is never reached, so its quirk is never applied. (Tables of device-tree ids are scored instead; there the order does not matter.)',
    source: [...SOURCE, 'domain rules LC-18, MK-11'],
    firing: `driver nvme on pci {
    id_table {
        { class = 0x010802; class_mask = 0xffffff; }
        { vendor = 0x144d; device = 0xa808; class = 0x010802; class_mask = 0xffffff; }
    }
}
`,
    corrected: `driver nvme on pci {
    id_table {
        { vendor = 0x144d; device = 0xa808; class = 0x010802; class_mask = 0xffffff; }
        { class = 0x010802; class_mask = 0xffffff; }
    }
}
`,
  },
};

export const repeatedRow: Check<'driver'> = {
  code: 'MK-12',
  aliases: [],
  title: 'the same row twice',
  levels: { relaxed: 'hint', strict: 'warning', stricter: 'warning' },
  on: 'driver',
  reads: 'declarations',
  run: (subject, model) => reports(subject, model, 'equal'),
  doc: {
    why: 'The second of two equal rows is never reached. It does no harm, but its `driver_data`, if it has another one, is never used.',
    source: [...SOURCE, 'domain rule MK-12'],
    firing: `driver e1000e on pci {
    id_table {
        { vendor = 0x8086; device = 0x1502; }
        { vendor = 0x8086; device = 0x1502; }
    }
}
`,
    corrected: `driver e1000e on pci {
    id_table {
        { vendor = 0x8086; device = 0x1502; }
        { vendor = 0x8086; device = 0x1503; }
    }
}
`,
  },
};

function* reports(
  { driver, declared }: DriverSubject,
  model: RootModel,
  wanted: 'equal' | 'narrower',
): Iterable<Report> {
  for (const table of driverTables(driver, declared, model)) {
    if (table.table.pick === 'best') continue;
    for (const row of table.rows) {
      const general = hiddenBy(row, driver, table, model);
      if (!general) continue;
      const equal = covers(table.table, row, general);
      if (equal !== (wanted === 'equal')) continue;
      const place = placeOfRow(table, row);
      yield {
        message: equal
          ? `row ${general.number} says the same`
          : `never reached: row ${general.number} takes ${printRow(table.table, general)} first`,
        place,
        related: [{ place: placeOfRow(table, general), message: 'the row that comes first' }],
        fixes: () =>
          equal ? [{ title: 'Delete this row', edits: [{ act: 'delete', place }], preferred: true }] : [],
      };
    }
  }
}

/** The first row that takes all that this one takes. */
function hiddenBy(row: Row, driver: Driver, { table }: DriverTable, model: RootModel): Row | undefined {
  const earlier = rowIndex(driver.bus, table, model)
    .near(row)
    .filter((it) => it.driver.id === driver.id && it.row.number < row.number)
    .map((it) => it.row);
  return earlier.find((it) => isOverrideOnly(it) === isOverrideOnly(row) && covers(table, it, row));
}
