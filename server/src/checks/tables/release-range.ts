// MK-29: a range of releases that is empty, or of no product. Kernel: drivers/usb/core/driver.c:usb_match_device.
import type { RootModel } from '../../db/model.ts';
import type { Row, TableField } from '../../driver-core/topology.ts';
import { compareNumeric, first } from '../../driver-core/value.ts';
import type { Fix } from '../../link/fix.ts';
import type { Check, DriverSubject, Levels, Report } from '../check.ts';
import { type DriverTable, driverTables, factOfRow, type RowFact } from '../driver-rows.ts';

/** It works; a release only has a meaning for its product. */
const NO_PRODUCT: Levels = { relaxed: 'off', strict: 'warning', stricter: 'warning' };

export const releaseRange: Check<'driver'> = {
  code: 'MK-29',
  aliases: [],
  title: 'a usb release range that is empty or has no product',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: '`bcdDevice_lo` and `bcdDevice_hi` are compared one after the other, so a range whose bounds are swapped takes nothing, and modpost makes no alias of it. A release counts the versions of one product: a range without `idVendor` and `idProduct` compares numbers of different makers.',
    source: [
      'drivers/usb/core/driver.c:usb_match_device',
      'include/linux/usb.h:USB_DEVICE_VER',
      'domain rule MK-29',
    ],
    firing: `driver cam on usb { id_table { { idVendor = 0x046d; idProduct = 0x0825; bcdDevice_lo = 0x0200; bcdDevice_hi = 0x0100; } } }
`,
    corrected: `driver cam on usb { id_table { { idVendor = 0x046d; idProduct = 0x0825; bcdDevice_lo = 0x0100; bcdDevice_hi = 0x0200; } } }
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  for (const table of driverTables(driver, declared, model)) {
    const { fields } = table.table;
    const low = fields.find((it) => it.bound === 'min');
    const high = fields.find((it) => it.bound === 'max');
    if (!low || !high) continue;
    for (const row of table.rows) {
      const bounds = { low: boundOf(table, low, row), high: boundOf(table, high, row) };
      const any = bounds.low ?? bounds.high;
      if (!any) continue;
      if (isSwapped(bounds)) yield swapped(bounds);
      else if (row.fields.idProduct === undefined || row.fields.idVendor === undefined) yield vague(any);
    }
  }
}

interface Bound extends RowFact {
  readonly value: number | bigint;
}
interface Bounds {
  readonly low: Bound | undefined;
  readonly high: Bound | undefined;
}

function boundOf(table: DriverTable, { name }: TableField, row: Row): Bound | undefined {
  const written = factOfRow(table, row, name);
  const value = first(row.fields[name]);
  return written && value !== undefined && typeof value !== 'string' ? { ...written, value } : undefined;
}

function isSwapped(bounds: Bounds): bounds is { readonly low: Bound; readonly high: Bound } {
  const { low, high } = bounds;
  return low !== undefined && high !== undefined && (compareNumeric(low.value, high.value) ?? 0) > 0;
}

function swapped({ low, high }: { readonly low: Bound; readonly high: Bound }): Report {
  return {
    message: `no release is from ${hex(low)} to ${hex(high)}: the row takes nothing`,
    place: { item: low.item, site: low.fact.site },
    fixes: () => [swap(low, high)],
  };
}

function swap(low: Bound, high: Bound): Fix {
  const [from, to] = [low, high].map(({ item, fact }) => ({
    place: { item, site: fact.values[0]?.site ?? fact.site },
    text: fact.values[0]?.text ?? '',
  }));
  if (!from || !to) return { title: 'Swap the bounds', edits: [] };
  return {
    title: 'Swap the bounds',
    edits: [
      { act: 'replace', place: from.place, text: to.text },
      { act: 'replace', place: to.place, text: from.text },
    ],
    preferred: true,
  };
}

function vague({ item, fact }: Bound): Report {
  return {
    message: `\`${fact.name.text}\` without \`idVendor\` and \`idProduct\` compares the releases of different products`,
    place: { item, site: fact.site },
    levels: NO_PRODUCT,
  };
}

function hex({ value }: Bound): string {
  return `0x${value.toString(16).padStart(4, '0')}`;
}
