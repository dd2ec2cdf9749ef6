// MK-93: an override where the table counts all the same. Kernel: drivers/cdx/cdx.c:cdx_bus_match, drivers/s390/cio/css.c:css_bus_match.
import type { RootModel } from '../../db/model.ts';
import type { BusType, MatchTable } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import { driverId } from '../../link/ids.ts';
import type { Check, DeviceSubject, Report } from '../check.ts';
import { type DriverTable, driverTables, isOverrideOnly, placeOfRow, valueOfRow } from '../driver-rows.ts';

export const overrideWithoutRow: Check<'device'> = {
  code: 'MK-93',
  aliases: [],
  title: 'an override on cdx or css to a driver whose table has no row',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'device',
  reads: 'run',
  run,
  doc: {
    why: 'On most buses `driver_override` binds whatever it names. cdx and css only use it as a filter: another driver’s name means no, and this one’s goes on to the id table, which must have a row for the device as ever. An override to a driver without such a row leaves the device without any driver.',
    source: ['drivers/cdx/cdx.c:cdx_bus_match', 'drivers/s390/cio/css.c:css_bus_match', 'domain rule MK-93'],
    firing: `driver vfio_ccw on css { id_table 0; }
device 0.0.1234 on css { type = 1; driver_override = vfio_ccw; }
`,
    corrected: `driver vfio_ccw on css { id_table 0, 1; }
device 0.0.1234 on css { type = 1; driver_override = vfio_ccw; }
`,
  },
};

function* run({ result, device, declared }: DeviceSubject, model: RootModel): Iterable<Report> {
  const bus = result.bus === undefined ? undefined : model.topology.buses.get(result.bus);
  const wanted = device?.driverOverride;
  if (!bus || !declared || wanted === undefined || !isFilter(bus)) return;
  const driver = model.driver(driverId(bus.name, wanted));
  if (!driver || result.matching.some((it) => it.driver === driver.id)) return;
  const decl = model.declarationAs('driver', driver.id);
  const table = decl && driverTables(driver, decl, model).find((it) => it.table.name === 'id_table');
  yield {
    message: `on \`${bus.name}\` an override does not excuse a driver from its table: \`${wanted}\` has no row for this device, so nothing binds`,
    place: { item: declared.item, site: declared.decl.name.site },
    related: decl ? [{ place: { item: decl.item, site: decl.decl.name.site }, message: 'the driver' }] : [],
    fixes: () => (table && decl && !decl.library ? addRow(table, result.fields) : []),
  };
}

/** The name goes on to the tables, and no later step lets it in without a row. */
function isFilter({ match = [] }: BusType): boolean {
  const steps = match.filter((it) => it.kind === 'driver_override');
  return steps.length > 0 && steps.every((it) => it.filters);
}

function addRow(table: DriverTable, device: Readonly<Record<string, unknown>>): readonly Fix[] {
  const last = table.rows.at(-1);
  const ids = idsOf(table.table, device);
  const [first] = ids;
  if (!last || !first) return [];
  const place = placeOfRow(table, last);
  const value = valueOfRow(table, last);
  const flag = table.rows.every(isOverrideOnly) ? 'override_only; ' : '';
  const row = `{ ${ids.map(({ name, text }) => `${name} = ${text};`).join(' ')} ${flag}}`;
  return [
    {
      title: `Add \`${value ? first.text : row}\` to the id_table`,
      edits: [
        value
          ? { act: 'replace', place, text: `${value.text}, ${first.text}` }
          : { act: 'insert-after', place, text: row },
      ],
      preferred: true,
    },
  ];
}

/** What a row must name; the rest may stay open. */
function idsOf(
  { fields, end }: MatchTable,
  device: Readonly<Record<string, unknown>>,
): readonly { readonly name: string; readonly text: string }[] {
  const needed = fields.filter(
    (it) => it.compared && !it.mask && (end.length === 0 || end.includes(it.name)),
  );
  return needed.flatMap(({ name }) => {
    const value = device[name];
    return typeof value === 'number'
      ? [{ name, text: value > 9 ? `0x${value.toString(16)}` : `${value}` }]
      : [];
  });
}
