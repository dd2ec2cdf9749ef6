// MK-23, MK-24: a device that counts on the driver's name where the bus does not compare it. Kernel: drivers/base/platform.c:platform_match.
import type { RootModel } from '../../db/model.ts';
import type { TableRows } from '../../declare/declarations.ts';
import { INSTALLED } from '../../driver-core/kmod/module-drivers.ts';
import type { DeviceResult } from '../../driver-core/result.ts';
import type { BusType, Driver } from '../../driver-core/topology.ts';
import { first } from '../../driver-core/value.ts';
import type { Declaration } from '../../link/declaration.ts';
import type { Fix } from '../../link/fix.ts';
import { driverId } from '../../link/ids.ts';
import type { Check, DeviceSubject, Report } from '../check.ts';

const TABLE = 'id_table';
const UNMATCHED: ReadonlySet<string> = new Set(['no-match', 'no-driver']);

export const nameNotInTable: Check<'device'> = {
  code: 'MK-23',
  aliases: [],
  title: 'a name that the driver’s id_table leaves out',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'device',
  reads: 'run',
  run: (subject, model) => reports(subject, model, (bus) => bus === 'platform'),
  doc: {
    why: '`platform_match()` compares the device’s name with the driver’s name only if the driver has *no* id_table. As soon as it has one, its names count and nothing else: a driver `foo` with the table { bar } does not bind the device `foo`.',
    source: ['drivers/base/platform.c:platform_match', 'domain rule MK-23'],
    firing: `driver foo on platform { id_table bar; }
device foo on platform;
`,
    corrected: `driver foo on platform { id_table bar, foo; }
device foo on platform;
`,
  },
};

export const nameOfDriverCounted: Check<'device'> = {
  code: 'MK-24',
  aliases: [],
  title: 'a name that only the driver itself has',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'device',
  reads: 'run',
  run: (subject, model) => reports(subject, model, (bus) => bus === 'spi' || bus === 'i2c'),
  doc: {
    why: 'spi compares the driver’s name only if the driver has no id_table; i2c never does. A client called like the driver binds because the driver’s id_table says so, and the module is loaded because of that table.',
    source: [
      'drivers/spi/spi.c:spi_match_device',
      'drivers/i2c/i2c-core-base.c:i2c_device_match',
      'domain rule MK-24',
    ],
    firing: `driver lm75 on i2c { id_table tmp75; }
device 1-0048 on i2c { name = "lm75"; }
`,
    corrected: `driver lm75 on i2c { id_table tmp75, lm75; }
device 1-0048 on i2c { name = "lm75"; }
`,
  },
};

function* reports(
  { result, declared }: DeviceSubject,
  model: RootModel,
  isMine: (bus: string) => boolean,
): Iterable<Report> {
  const { bus } = result;
  const name = nameOf(result);
  if (bus === undefined || name === undefined || !isMine(bus) || !declared) return;
  if (!UNMATCHED.has(result.reason.code)) return;
  const driver = model.driver(driverId(bus, name));
  // What a module exports is not its whole table, and its name need not be the driver's.
  if (!driver || driver.flags.has(INSTALLED)) return;
  if (!countsOnName(driver, model.topology.buses.get(bus)) || hasInstance(driver, result.name)) return;
  const decl = model.declarationAs('driver', driver.id);
  const table = decl?.decl.tables.find((it) => it.name.text === TABLE);
  yield {
    message: driver.tables[TABLE]
      ? `\`${driver.name}\` has an id_table without \`${name}\`: \`${bus}\` then does not compare the driver's name`
      : `\`${bus}\` never compares the driver's name: \`${driver.name}\` needs \`${name}\` in its id_table`,
    place: { item: declared.item, site: declared.decl.name.site },
    related: decl
      ? [{ place: { item: decl.item, site: (table ?? decl.decl).site }, message: 'what it matches' }]
      : [],
    fixes: () => (decl && !decl.library ? [addName(name, decl, table)] : []),
  };
}

/** To the list, to the rows, or as a table of its own. */
function addName(name: string, { decl, item }: Declaration<'driver'>, table: TableRows | undefined): Fix {
  const value = table?.values.at(-1);
  const row = table?.rows.at(-1);
  return {
    title: `Add \`${name}\` to the id_table`,
    edits: [
      value
        ? { act: 'replace', place: { item, site: value.site }, text: `${value.text}, ${name}` }
        : row
          ? { act: 'insert-after', place: { item, site: row.site }, text: `{ name = ${name}; }` }
          : { act: 'insert-inside', place: { item, site: decl.name.site }, text: `id_table ${name};` },
    ],
    preferred: true,
  };
}

/** The name that is compared (`pdev->name`), not the name in sysfs. */
function nameOf(result: DeviceResult): string | undefined {
  const name = result.fields.name;
  return typeof name === 'string' ? name : undefined;
}

/** The name in sysfs instead: MK-25 says it, at the row. */
function hasInstance({ tables }: Driver, sysfs: string): boolean {
  return tables[TABLE]?.some((row) => first(row.fields.name) === sysfs) ?? false;
}

function countsOnName(driver: Driver, bus: BusType | undefined): boolean {
  const byName = bus?.match?.some((step) => step.kind === 'driver_name') ?? false;
  return driver.tables[TABLE] !== undefined || !byName;
}
