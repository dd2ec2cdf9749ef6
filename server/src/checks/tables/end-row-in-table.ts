// MK-2: a row that the kernel takes for the end of the table. Kernel: the walk of each table, scripts/mod/file2alias.c.
import type { RootModel } from '../../db/model.ts';
import { endsTable } from '../../driver-core/id-table.ts';
import type { Row } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import type { Place } from '../../link/place.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { type DriverTable, driverTables, factOfRow, placeOfRow, valueOfRow } from '../driver-rows.ts';
import { isVirtio } from './virtio-row.ts';

export const endRowInTable: Check<'driver'> = {
  code: 'MK-2',
  aliases: [],
  title: 'a row that ends the table',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'A bus walks an id table until a row in which certain fields are 0 or empty: the C terminator `{ }`. Which fields count differs (pci: vendor, subvendor and class_mask; hid: bus; serio: type and proto). A row that is meant to match and looks like this ends the walk: it and all rows after it are never compared, although modpost still writes aliases for them, so the module loads and binds nothing.',
    source: ['drivers/pci/pci-driver.c:pci_match_id and its like', 'domain rules MA-2, MK-2'],
    firing: `driver pads on serio {
    id_table {
        { id = 0x10; proto = 0; type = 0; }
        { type = 0x06; }
    }
}
`,
    corrected: `driver pads on serio {
    id_table {
        { id = 0x10; type = 0x02; }
        { type = 0x06; }
    }
}
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  for (const table of driverTables(driver, declared, model)) {
    if (isVirtio(table.table)) continue;
    const end = table.rows.find((row) => endsTable(table.table, row) && !isAny(table, row));
    if (!end) continue;
    const hidden = table.rows.length - end.number;
    const fields = table.table.end.map((name) => `\`${name}\``).join(', ');
    yield {
      message: `${fields} ${table.table.end.length === 1 ? 'is' : 'are'} 0 or empty: the kernel takes this row for the end of the table${hidden === 0 ? '' : ` and never looks at ${hidden === 1 ? 'the row' : `the ${hidden} rows`} after it`}`,
      place: placeOfRow(table, end),
      fixes: () => (valueOfRow(table, end) ? [] : [deleteRow(placeOfRow(table, end))]),
    };
  }
}

/** If it was meant as the end: the language ends every table itself. */
function deleteRow(place: Place): Fix {
  return { title: 'Delete this row', edits: [{ act: 'delete', place }] };
}

/** `any` where there is no wildcard: MK-22 says it. */
function isAny(table: DriverTable, row: Row): boolean {
  if (valueOfRow(table, row)?.kind === 'any') return true;
  return table.table.end.some((name) => factOfRow(table, row, name)?.fact.values[0]?.kind === 'any');
}
