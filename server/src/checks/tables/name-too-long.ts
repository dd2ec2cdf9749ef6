// MK-26: a name that does not fit in the field of the id table. Kernel: include/linux/mod_devicetable.h.
import type { RootModel } from '../../db/model.ts';
import { first } from '../../driver-core/value.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { driverTables, factOfRow, placeOfRow } from '../driver-rows.ts';

export const nameTooLong: Check<'driver'> = {
  code: 'MK-26',
  aliases: [],
  title: 'a name longer than its field',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'Names in id tables are char arrays of a fixed size that includes the NUL: 20 on platform and i2c, 32 on auxiliary, spi, rpmsg and mhi. A longer string is a compiler error at best, and at worst loses its end and its NUL, so it matches something else or reads on.',
    source: [
      'include/linux/mod_devicetable.h: PLATFORM_NAME_SIZE, I2C_NAME_SIZE, AUXILIARY_NAME_SIZE',
      'domain rule MK-26',
    ],
    firing: `driver long on platform { id_table abcdefghijklmnopqrstuvwxyz; }
`,
    corrected: `driver long on platform { id_table abcdefghijklmnopqrs; }
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  for (const table of driverTables(driver, declared, model)) {
    for (const field of table.table.fields) {
      const size = field.type === 'char' ? field.length : undefined;
      if (!size) continue;
      for (const row of table.rows) {
        const text = String(first(row.fields[field.name]) ?? '');
        if (text.length < size) continue;
        const written = factOfRow(table, row, field.name);
        const value = written?.fact.values[0];
        yield {
          message: `${text.length} characters and a NUL do not fit in \`char ${field.name}[${size}]\``,
          place: written && value ? { item: written.item, site: value.site } : placeOfRow(table, row),
        };
      }
    }
  }
}
