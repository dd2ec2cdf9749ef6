// Comparisons that are neither equality, mask nor bound: the words after `by` (docs/language.md, Mechanisms).
import type { MatchSubject } from './match-subject.ts';
import type { Row, Scalar, TableField, Value } from './topology.ts';
import { first, members } from './value.ts';

/** The place of the device's member that fits, `any`, undefined: no; `as equality`: the ordinary comparison decides. */
export function fitsMechanism(
  field: TableField,
  row: Row,
  given: Value | undefined,
  subject: MatchSubject,
): number | 'any' | undefined | 'as equality' {
  const wanted = first(row.fields[field.name]);
  switch (field.by) {
    case 'acpi_id':
      return placeOf(members(given), (id) => id === wanted);
    case 'acpi_class':
      return acpiClass(field, row, members(given));
    case 'pnp_id':
      return typeof wanted === 'string' ? placeOf(members(given), (id) => pnpIdFits(wanted, id)) : undefined;
    case 'usb_interface':
      return vendorClassHides(row, subject) ? undefined : 'as equality';
    case 'bit':
      return bitIsSet(wanted, first(given)) ? 0 : undefined;
    default:
      return 'as equality';
  }
}

/** The class triple of a row as the six lower-case digits of an id, `.` where the mask leaves a byte out. */
export function acpiClassDigits(field: TableField, row: Row): string | undefined {
  const cls = first(row.fields[field.name]);
  const mask = field.mask === undefined ? 0xff_ffff : (first(row.fields[field.mask]) ?? 0xff_ffff);
  if (typeof cls !== 'number' || typeof mask !== 'number' || cls === 0) return undefined;
  return [16, 8, 0]
    .map((shift) => {
      const byte = (cls >>> shift) & 0xff;
      return ((mask >>> shift) & 0xff) === 0 ? '..' : byte.toString(16).padStart(2, '0');
    })
    .join('');
}

/** drivers/acpi/bus.c:__acpi_match_device_cls. A row without a class decides nothing. */
function acpiClass(field: TableField, row: Row, ids: readonly Scalar[]): number | 'any' | undefined {
  const digits = acpiClassDigits(field, row);
  if (digits === undefined) return 'any';
  return placeOf(ids, (id) => id.length === digits.length && likeDigits(digits, id));
}

function likeDigits(digits: string, id: string): boolean {
  for (let at = 0; at < digits.length; at++) {
    if (digits[at] !== '.' && digits[at] !== id[at]) return false;
  }
  return true;
}

/** drivers/pnp/driver.c:compare_pnp_id: three exact characters, then four digits in which `X` is any. */
function pnpIdFits(wanted: string, id: string): boolean {
  if (wanted === 'ANYDEVS') return true;
  if (wanted.length !== 7 || id.length !== 7 || wanted.slice(0, 3) !== id.slice(0, 3)) return false;
  for (let at = 3; at < 7; at++) {
    const one = wanted.charAt(at).toUpperCase();
    const other = id.charAt(at).toUpperCase();
    if (one !== other && one !== 'X' && other !== 'X') return false;
  }
  return true;
}

/** drivers/usb/core/driver.c:usb_match_one_id_intf: a vendor-specific device class hides the interface's from other vendors. */
function vendorClassHides(row: Row, subject: MatchSubject): boolean {
  const deviceClass = first(subject.lookup({ root: 'dev', name: 'bDeviceClass' }));
  return deviceClass === 0xff && row.fields.idVendor === undefined;
}

function bitIsSet(mask: Scalar | undefined, bit: Scalar | undefined): boolean {
  if (typeof mask === 'string' || typeof bit === 'string' || mask === undefined || bit === undefined)
    return false;
  return ((BigInt(mask) >> BigInt(bit)) & 1n) === 1n;
}

function placeOf(ids: readonly Scalar[], fits: (id: string) => boolean): number | undefined {
  const place = ids.findIndex((id) => typeof id === 'string' && fits(id));
  return place < 0 ? undefined : place;
}
