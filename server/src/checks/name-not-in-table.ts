// MK-23, MK-24: a device that counts on the driver's name where the bus does not compare it. Kernel: drivers/base/platform.c:platform_match.
import type { RootModel } from '../db/model.ts';
import type { DeviceResult } from '../driver-core/result.ts';
import type { BusType, Driver } from '../driver-core/topology.ts';
import type { Check, DeviceSubject, Report } from './check.ts';

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
  if (result.bus === undefined || !isMine(result.bus) || !declared || !UNMATCHED.has(result.reason.code))
    return;
  const bus = model.topology.buses.get(result.bus);
  const name = nameOf(result);
  const driver = model.driversOn(result.bus).find((it) => it.name === name && countsOnName(it, bus));
  if (!driver || name === undefined) return;
  const decl = model.declarationAs('driver', driver.id);
  const table = decl?.decl.tables.find((it) => it.name.text === TABLE);
  const last = table?.values.at(-1);
  yield {
    message: driver.tables[TABLE]
      ? `\`${driver.name}\` has an id_table without \`${name}\`: \`${result.bus}\` then does not compare the driver's name`
      : `\`${result.bus}\` never compares the driver's name: \`${driver.name}\` needs \`${name}\` in its id_table`,
    place: { item: declared.item, site: declared.decl.name.site },
    related: decl
      ? [{ place: { item: decl.item, site: (table ?? decl.decl).site }, message: 'what it matches' }]
      : [],
    fixes: () =>
      decl && last
        ? [
            {
              title: `Add \`${name}\` to the id_table`,
              edits: [
                {
                  act: 'replace',
                  place: { item: decl.item, site: last.site },
                  text: `${last.text}, ${name}`,
                },
              ],
              preferred: true,
            },
          ]
        : [],
  };
}

/** The name that is compared (`pdev->name`), not the name in sysfs. */
function nameOf(result: DeviceResult): string | undefined {
  const name = result.fields.name;
  return typeof name === 'string' ? name : undefined;
}

function countsOnName(driver: Driver, bus: BusType | undefined): boolean {
  const byName = bus?.match?.some((step) => step.kind === 'driver_name') ?? false;
  return driver.tables[TABLE] !== undefined || !byName;
}
