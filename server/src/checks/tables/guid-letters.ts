// MK-8: a GUID in lower case, which binds and loads nothing. Kernel: scripts/mod/file2alias.c:do_wmi_entry.
import type { RootModel } from '../../db/model.ts';
import type { BusType, MatchTable, TableField } from '../../driver-core/topology.ts';
import { quote } from '../../syntax/index.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { driverTables, factOfRow, placeOfRow, valueOfRow } from '../driver-rows.ts';

export const guidLetters: Check<'driver'> = {
  code: 'MK-8',
  aliases: [],
  title: 'a wmi GUID in lower case, which loads nothing',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'The wmi core parses the GUID of a row, so its letters match in either case. modpost copies the text into the alias as it is, and a wmi device announces upper case: kmod compares letter by letter, so the module of a lower-case GUID is never loaded by a device. The guide for WMI drivers asks for upper case.',
    source: [
      'Documentation/wmi/driver-development-guide.rst',
      'scripts/mod/file2alias.c:do_wmi_entry',
      'domain rules KM-7, MK-8',
    ],
    firing: `driver dell_smm_hwmon on wmi { id_table "f1ddee52-063c-4784-a11e-8a06684b9b01"; }
`,
    corrected: `driver dell_smm_hwmon on wmi { id_table "F1DDEE52-063C-4784-A11E-8A06684B9B01"; }
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const bus = model.topology.buses.get(driver.bus);
  if (!bus || driver.flags.has('no_module_device_table')) return;
  for (const table of driverTables(driver, declared, model)) {
    const field = table.table.fields.find((it) => isCopied(it, table.table, bus));
    if (!field) continue;
    for (const row of table.rows) {
      const written = factOfRow(table, row, field.name);
      const literal = written?.fact.values[0] ?? valueOfRow(table, row);
      if (!literal || !/[a-f]/.test(literal.text)) continue;
      const place = written ? { item: written.item, site: literal.site } : placeOfRow(table, row);
      const upper = literal.text.toUpperCase();
      yield {
        message: `lower-case letters match, but the alias repeats them and a \`${driver.bus}\` device announces upper case: nothing loads \`${driver.module}\``,
        place,
        fixes: () => [
          {
            title: `Write \`${upper}\``,
            edits: [{ act: 'replace', place, text: literal.kind === 'text' ? quote(upper) : upper }],
            preferred: true,
          },
        ],
      };
    }
  }
}

/** The alias has the GUID as it is written, the device's modalias in upper case. */
function isCopied({ name, by }: TableField, { alias }: MatchTable, { devices }: BusType): boolean {
  // Few tables have GUIDs, and every driver is asked.
  if (by !== 'guid') return false;
  const holes = alias.flatMap((it) => it.parts);
  const announced = devices.flatMap((it) =>
    it.modalias.flatMap(({ value }) => ('format' in value ? value.format.parts : [])),
  );
  return (
    holes.some((it) => it.kind === 'hole' && it.name === name && it.print.kind === 'plain') &&
    announced.some((it) => it.kind === 'hole' && it.print.kind === 'upper')
  );
}
