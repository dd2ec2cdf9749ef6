// MK-28: a row that sets nothing but its driver data. Kernel: drivers/usb/core/driver.c:usb_match_id.
import type { RootModel } from '../../db/model.ts';
import { endsTable } from '../../driver-core/id-table.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { driverTables, placeOfRow } from '../driver-rows.ts';
import { takesAll } from './row-sets.ts';

export const dataOnlyRow: Check<'driver'> = {
  code: 'MK-28',
  aliases: [],
  title: 'a row with driver data alone, which takes every device',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'The walk over a usb table goes on while idVendor, idProduct, bDeviceClass, bInterfaceClass *or driver_info* is not 0. A row that sets only `driver_info` therefore does not end the table, and since none of its match flags is set, it takes every interface. No alias comes of it. Whoever wrote it forgot `USB_DEVICE()`.',
    source: ['drivers/usb/core/driver.c:usb_match_id', 'domain rule MK-28'],
    firing: `driver cam on usb { id_table { { idVendor = 0x046d; idProduct = 0x0825; } { driver_data = 2; } } }
`,
    corrected: `driver cam on usb { id_table { { idVendor = 0x046d; idProduct = 0x0825; } { idVendor = 0x046d; idProduct = 0x0826; driver_data = 2; } } }
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  for (const table of driverTables(driver, declared, model)) {
    if (!table.table.end.includes('driver_data')) continue;
    for (const row of table.rows) {
      if (!takesAll(table.table, row) || endsTable(table.table, row)) continue;
      const place = placeOfRow(table, row);
      yield {
        message: `only \`driver_data\` is set: the row does not end the table and takes every device of \`${driver.bus}\``,
        place,
        fixes: () => [{ title: 'Delete this row', edits: [{ act: 'delete', place }] }],
      };
    }
  }
}
