// MK-27: interface fields without a vendor against a vendor-specific device. Kernel: drivers/usb/core/driver.c:usb_match_one_id_intf.
import type { RootModel } from '../../db/model.ts';
import { INSTALLED } from '../../driver-core/kmod/module-drivers.ts';
import type { Driver, MatchTable, Row, TableField } from '../../driver-core/topology.ts';
import { compareNumeric, first, scalarEquals } from '../../driver-core/value.ts';
import type { Fix } from '../../link/fix.ts';
import type { Check, DeviceSubject, Report } from '../check.ts';
import { type DriverTable, driverTables, factsOfRow, placeOfRow } from '../driver-rows.ts';
import { isFree } from './row-sets.ts';

export const interfaceWithoutVendor: Check<'device'> = {
  code: 'MK-27',
  aliases: [],
  title: 'interface fields without a vendor against a vendor-specific usb device',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'device',
  reads: 'run',
  run,
  doc: {
    why: 'On a device whose bDeviceClass is 0xff the maker gives the interface numbers a meaning of its own. usbcore therefore compares bInterfaceClass, -SubClass, -Protocol and -Number of such a device only for a row that also names the vendor; another row does not fit, although every number in it is equal.',
    source: ['drivers/usb/core/driver.c:usb_match_one_id_intf', 'domain rule MK-27'],
    firing: `driver dlci on usb { id_table { { bInterfaceClass = 0xff; bInterfaceSubClass = 0x42; } } }
device 1-2 on usb { devtype = usb_device; idVendor = 0x18d1; idProduct = 0x4e11; bDeviceClass = 0xff; }
device 1-2:1.0 on usb under 1-2 { bInterfaceClass = 0xff; bInterfaceSubClass = 0x42; }
`,
    corrected: `driver dlci on usb { id_table { { idVendor = 0x18d1; bInterfaceClass = 0xff; bInterfaceSubClass = 0x42; } } }
device 1-2 on usb { devtype = usb_device; idVendor = 0x18d1; idProduct = 0x4e11; bDeviceClass = 0xff; }
device 1-2:1.0 on usb under 1-2 { bInterfaceClass = 0xff; bInterfaceSubClass = 0x42; }
`,
  },
};

const VENDOR_SPECIFIC = 0xff;

function* run({ result, declared }: DeviceSubject, model: RootModel): Iterable<Report> {
  if (result.bus === undefined || result.driver !== undefined || !declared) return;
  if (result.fields.bDeviceClass !== VENDOR_SPECIFIC || result.reason.code !== 'no-match') return;
  const vendor = result.fields.idVendor;
  for (const { driver, table, row } of vendorlessRows(result.bus, model)) {
    if (driver.devtype !== undefined && driver.devtype !== result.devtype) continue;
    if (!fits(table.table, row, result.fields)) continue;
    const place = placeOfRow(table, row);
    yield {
      message: `row ${row.number} of \`${driver.name}\` has its interface, but bDeviceClass is 0xff: interface fields count only in a row with \`idVendor\``,
      place: { item: declared.item, site: declared.decl.name.site },
      related: [{ place, message: 'the row without a vendor' }],
      fixes: () => (typeof vendor === 'number' ? nameVendor(vendor, table, row) : []),
    };
    return;
  }
}

interface OwnRow {
  readonly driver: Driver;
  readonly table: DriverTable;
  readonly row: Row;
}

/** Rows of the root's own drivers that compare the interface and no vendor; as long as the bus has the same list of drivers. */
const rowsOf = new WeakMap<readonly Driver[], readonly OwnRow[]>();

function vendorlessRows(bus: string, model: RootModel): readonly OwnRow[] {
  const drivers = model.driversOn(bus);
  const known = rowsOf.get(drivers) ?? drivers.flatMap((driver) => [...vendorless(driver, model)]);
  rowsOf.set(drivers, known);
  return known;
}

function* vendorless(driver: Driver, model: RootModel): Iterable<OwnRow> {
  const declared = model.declarationAs('driver', driver.id);
  if (!declared || declared.library || driver.flags.has(INSTALLED)) return;
  for (const table of driverTables(driver, declared, model)) {
    const ofInterface = table.table.fields.filter((it) => it.by === 'usb_interface');
    for (const row of table.rows) {
      if (row.fields.idVendor === undefined && ofInterface.some((it) => !isFree(table.table, it, row)))
        yield { driver, table, row };
    }
  }
}

/** But for the rule of vendor-specific devices. */
function fits(table: MatchTable, row: Row, device: Readonly<Record<string, unknown>>): boolean {
  return table.fields.every(
    (field) => !field.compared || isFree(table, field, row) || isEqual(field, row, device),
  );
}

function isEqual(field: TableField, row: Row, device: Readonly<Record<string, unknown>>): boolean {
  const wanted = first(row.fields[field.name]) ?? 0;
  const given = device['root' in field.is ? field.is.name : field.name] ?? 0;
  if (typeof given !== 'number') return false;
  const order = compareNumeric(given, wanted) ?? 0;
  if (field.bound === 'min') return order >= 0;
  return field.bound === 'max' ? order <= 0 : scalarEquals(given, wanted);
}

function nameVendor(vendor: number, table: DriverTable, row: Row): readonly Fix[] {
  const [written] = factsOfRow(table, row);
  if (!written) return [];
  const text = `idVendor = 0x${vendor.toString(16).padStart(4, '0')};`;
  const place = { item: written.item, site: written.fact.site };
  return [{ title: `Add \`${text}\``, edits: [{ act: 'insert-before', place, text }], preferred: true }];
}
