// MK-20: a 0 that is the wildcard of its field. Kernel: include/linux/hid.h:HID_GROUP_ANY.
import type { RootModel } from '../../db/model.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { driverTables, factOfRow } from '../driver-rows.ts';

export const zeroWildcard: Check<'driver'> = {
  code: 'MK-20',
  aliases: [],
  title: 'hid group 0, which means any group',
  levels: { relaxed: 'hint', strict: 'hint', stricter: 'warning' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: '`HID_GROUP_ANY` is 0: a row with `.group = 0` takes the devices of every group, multitouch screens and pens included. Who wants the plain ones says `HID_GROUP_GENERIC`, 1. (soundwire, hdaudio and the empty texts of device-tree ids have the same wildcard.)',
    source: [
      'include/linux/hid.h:HID_GROUP_ANY',
      'drivers/hid/hid-core.c:hid_match_one_id',
      'domain rule MK-20',
    ],
    firing: `driver hid-lenovo on hid { id_table { { bus = 3; group = 0; vendor = 0x17ef; product = 0x6009; } } }
`,
    corrected: `driver hid-lenovo on hid { id_table { { bus = 3; group = any; vendor = 0x17ef; product = 0x6009; } } }
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  for (const table of driverTables(driver, declared, model)) {
    const fields = table.table.fields.filter((it) => it.compared && !it.mask && it.wildcard?.value === 0);
    for (const field of fields) {
      for (const row of table.rows) {
        const written = row.fields[field.name] === 0 ? factOfRow(table, row, field.name) : undefined;
        const value = written?.fact.values[0];
        if (!written || value?.kind !== 'number') continue;
        const place = { item: written.item, site: value.site };
        yield {
          message: `0 is the wildcard of \`${field.name}\` on \`${driver.bus}\`: the row takes any`,
          place,
          fixes: () => [
            { title: 'Write `any`', edits: [{ act: 'replace', place, text: 'any' }], preferred: true },
          ],
        };
      }
    }
  }
}
