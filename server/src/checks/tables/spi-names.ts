// MK-6: device-tree ids of a bus that does not announce them. Kernel: drivers/spi/spi.c:__spi_register_driver.
import type { RootModel } from '../../db/model.ts';
import type { BusType, Row } from '../../driver-core/topology.ts';
import { first } from '../../driver-core/value.ts';
import type { Fix } from '../../link/fix.ts';
import { spellName } from '../../syntax/index.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { type DriverTable, driverTables, placeOfRow, valueOfRow } from '../driver-rows.ts';

export const spiNames: Check<'driver'> = {
  code: 'MK-6',
  aliases: [],
  title: 'device-tree ids of a spi driver without spi ids',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'A spi device announces `spi:` and the chip’s name even if the device tree describes it: emitting `of:` was tried for 5.15 and reverted. So a compatible binds through the of_match_table, but only an id_table with the same name (what follows the comma) loads the module. The spi core says so when the driver registers: “SPI driver … has no spi_device_id for …”.',
    source: ['drivers/spi/spi.c:__spi_register_driver, spi_uevent', 'domain rules MA-8, MK-6'],
    firing: `driver spidev on spi { of_match_table "rohm,dh2228fv"; id_table ltc2488; }
`,
    corrected: `driver spidev on spi { of_match_table "rohm,dh2228fv"; id_table ltc2488, dh2228fv; }
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const bus = model.topology.buses.get(driver.bus);
  if (!bus?.tables.id_table || !announcesNameOnly(bus)) return;
  const known = driver.tables.id_table
    ? new Set(driver.tables.id_table.map((row) => String(first(row.fields.name) ?? '')))
    : new Set([driver.name]);
  const tables = driverTables(driver, declared, model);
  const of = tables.find(({ table }) => table.name === 'of_match_table');
  for (const row of of?.rows ?? []) {
    const name = chipName(row);
    if (!of || name === undefined || known.has(name)) continue;
    known.add(name);
    yield {
      message: `\`${driver.bus}\` announces \`${name}\` and never a compatible: without \`${name}\` in the id_table no device loads \`${driver.module}\``,
      place: placeOfRow(of, row),
      fixes: () => [
        addName(
          name,
          of,
          tables.find(({ table }) => table.name === 'id_table'),
        ),
      ],
    };
  }
}

/** Devices match by compatible and announce a name that is read from it. */
function announcesNameOnly({ devices, match = [] }: BusType): boolean {
  const hasOf = match.some((step) => step.kind === 'table' && step.table === 'of_match_table');
  return (
    hasOf &&
    devices.every(({ modalias, fields }) => {
      const announcesOf = modalias.some(({ value }) => 'table' in value && value.table === 'of_match_table');
      return modalias.length > 0 && !announcesOf && fields.some((it) => it.name === 'name' && it.default);
    })
  );
}

/** `drivers/of/base.c:of_alias_from_compatible`: what follows the comma. */
function chipName(row: Row): string | undefined {
  const compatible = first(row.fields.compatible);
  return typeof compatible === 'string' && compatible !== ''
    ? compatible.slice(compatible.indexOf(',') + 1)
    : undefined;
}

function addName(name: string, of: DriverTable, table: DriverTable | undefined): Fix {
  const last = table?.rows.at(-1);
  const value = table && last && valueOfRow(table, last);
  const place = table && last ? placeOfRow(table, last) : of.home;
  return {
    title: `Add \`${name}\` to the id_table`,
    edits: [
      value
        ? { act: 'replace', place, text: `${spellName(value.text)}, ${spellName(name)}` }
        : table && last
          ? { act: 'insert-after', place, text: `{ name = ${spellName(name)}; }` }
          : { act: 'insert-inside', place, text: `id_table ${spellName(name)};` },
    ],
    preferred: true,
  };
}
