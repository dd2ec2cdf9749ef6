// MK-25: a platform id that holds the number of an instance. Kernel: drivers/base/platform.c:platform_match_id.
import type { RootModel } from '../../db/model.ts';
import { first } from '../../driver-core/value.ts';
import { deviceId } from '../../link/ids.ts';
import { spellName } from '../../syntax/index.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { driverTables, factOfRow, placeOfRow, valueOfRow } from '../driver-rows.ts';

export const instanceInId: Check<'driver'> = {
  code: 'MK-25',
  aliases: [],
  title: 'a platform id that holds the number of an instance',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'run',
  run,
  doc: {
    why: '`platform_match_id()` compares the row with `pdev->name`. What stands in sysfs is `dev_name()`: the name with the id of the instance behind it, `foo.0` or `foo.2.auto`. A row with that never matches, whatever the instance.',
    source: ['drivers/base/platform.c:platform_match_id, platform_device_add', 'domain rule MK-25'],
    firing: `driver quux on platform { id_table "foo.0", bar; }
device foo.0 on platform;
`,
    corrected: `driver quux on platform { id_table foo, bar; }
device foo.0 on platform;
`,
  },
};

const INSTANCE = /^(.+?)\.\d+(\.auto)?$/;

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  for (const table of driverTables(driver, declared, model)) {
    const field = table.table.fields.find((it) => it.type === 'char' && it.name === 'name');
    if (!field) continue;
    for (const row of table.rows) {
      const id = first(row.fields.name);
      if (typeof id !== 'string' || !INSTANCE.test(id)) continue;
      const name = nameOf(id, driver.bus, model);
      if (name === undefined || name === id) continue;
      const literal = factOfRow(table, row, 'name')?.fact.values[0] ?? valueOfRow(table, row);
      const place = { ...placeOfRow(table, row), ...(literal && { site: literal.site }) };
      yield {
        message: `\`${id}\` is a name in sysfs: \`${driver.bus}\` compares the device's own name, \`${name}\``,
        place,
        fixes: () => [
          {
            title: `Replace by \`${name}\``,
            edits: [{ act: 'replace', place, text: spellName(name) }],
            preferred: true,
          },
        ],
      };
    }
  }
}

/** The name that is compared, of the device that sysfs calls so. */
function nameOf(sysfs: string, bus: string, model: RootModel): string | undefined {
  const name = model.run.devices.get(deviceId(bus, sysfs))?.fields.name;
  return typeof name === 'string' ? name : undefined;
}
