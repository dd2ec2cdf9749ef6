// A table pasted from C as rows of the language. Text in, text out; what it does not know it leaves for the reader to see.

/** Macros that make the fields of a row. include/linux/pci.h, include/linux/usb.h */
const MACROS: Readonly<Record<string, readonly string[]>> = {
  PCI_DEVICE: ['vendor', 'device'],
  PCI_VDEVICE: ['vendor', 'device'],
  PCI_DEVICE_SUB: ['vendor', 'device', 'subvendor', 'subdevice'],
  PCI_VDEVICE_SUB: ['vendor', 'device', 'subvendor', 'subdevice'],
  PCI_DRIVER_OVERRIDE_DEVICE_VFIO: ['vendor', 'device'],
  USB_DEVICE: ['idVendor', 'idProduct'],
};

/** Vendors that drivers name by a constant. include/linux/pci_ids.h */
export const VENDOR_IDS: Readonly<Record<string, string>> = {
  PCI_VENDOR_ID_AMD: '0x1022',
  PCI_VENDOR_ID_ATI: '0x1002',
  PCI_VENDOR_ID_BROADCOM: '0x14e4',
  PCI_VENDOR_ID_INTEL: '0x8086',
  PCI_VENDOR_ID_MELLANOX: '0x15b3',
  PCI_VENDOR_ID_NVIDIA: '0x10de',
  PCI_VENDOR_ID_QCOM: '0x17cb',
  PCI_VENDOR_ID_REALTEK: '0x10ec',
  PCI_VENDOR_ID_REDHAT_QUMRANET: '0x1af4',
};

/** `PCI_DEVICE(0x15b3, 0x1017)` as `vendor = 0x15b3; device = 0x1017;`; undefined: an unknown macro. */
export function expandMacro(call: string): string | undefined {
  const match = /^(\w+)\s*\(([^)]*)\)?$/.exec(call.trim());
  const fields = MACROS[match?.[1] ?? ''];
  if (!match || !fields) return undefined;
  const name = match[1] ?? '';
  const values = (match[2] ?? '').split(',').map((value) => value.trim());
  const facts = fields.map((field, index) => `${field} = ${convertValue(values[index] ?? '…', name)};`);
  return facts.join(' ') + (name.includes('OVERRIDE') ? ' override_only;' : '');
}

function convertValue(value: string, macro: string): string {
  if (/^(\w*_)?ANY(_ID)?$/.test(value)) return 'any';
  const constant = /^PCI_VDEVICE/.test(macro) ? `PCI_VENDOR_ID_${value}` : value;
  return VENDOR_IDS[constant] ?? value;
}

/**
 * What stands between the braces of a table. Rows that only end a C table are left out.
 * @param fields what values without a name are, in their order; undefined: nobody knows
 * @returns undefined if a row has values without a name that nobody knows
 */
export function convertTable(text: string, fields: readonly string[] | undefined): string | undefined {
  const rows = text.replace(/[ \t]*(?:\r?\n[ \t]*)?\{\s*0?\s*[,;]?\s*\}(?:\s*,)?/g, '');
  const unknown = [...rows.matchAll(ROWS)].some(([, row]) => isPositionalRow(row ?? ''));
  if (unknown && fields === undefined) return undefined;
  return rows.replace(ROWS, (_, row: string) => `{ ${convertRow(row, fields ?? [])} }`);
}

const ROWS = /\{([^{}]*)\}(?:\s*,)?/g;

/** The fields that C drivers give by their order. include/linux/mod_devicetable.h */
const POSITIONAL: Readonly<Record<string, readonly string[]>> = {
  pci: ['vendor', 'device', 'subvendor', 'subdevice', 'class', 'class_mask'],
  i2c: ['name'],
  spi: ['name'],
  platform: ['name'],
  auxiliary: ['name'],
};

/** What values without a name are in a row of this bus, in their order. */
export function positionalFields(bus: string | undefined): readonly string[] | undefined {
  return bus !== undefined && Object.hasOwn(POSITIONAL, bus) ? POSITIONAL[bus] : undefined;
}

/** Whether it is a value as C writes it: a number, a text or a constant. */
export function isPositionalValue(part: string): boolean {
  return /^(?:0[xX][0-9a-fA-F]+|\d+|[A-Z][A-Z0-9_]*|"[^"]*")$/.test(part);
}

function isPositionalRow(row: string): boolean {
  return isPositionalValue(splitRow(row)[0] ?? '');
}

/** The facts of a C row, without its braces. */
export function convertRow(row: string, fields: readonly string[]): string {
  const names = isPositionalRow(row) ? fields : [];
  return splitRow(row)
    .map((part, index) =>
      isPositionalValue(part) ? convertPositional(names[index], part) : convertPart(part),
    )
    .filter((part) => part !== '')
    .join(' ');
}

/** A class of 0 with a mask of 0 means every class. */
function convertPositional(name: string | undefined, value: string): string {
  if (name === undefined || (value === '0' && name.startsWith('class'))) return '';
  return `${name} = ${convertValue(value, '')};`;
}

function convertPart(part: string): string {
  return /^\w+\s*\(/.test(part) ? (expandMacro(part) ?? part) : convertField(part);
}

/** At commas and semicolons outside parentheses and comments. */
function splitRow(row: string): string[] {
  const parts = row.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').match(/(?:\([^)]*\)?|[^,;(])+/g) ?? [];
  return parts.map((part) => part.trim());
}

/** `.vendor = X`; a value without a name is C's driver data, which no bus matches by. */
function convertField(part: string): string {
  const field = /^\.?(\w+)\s*=\s*([\s\S]*)$/.exec(part);
  if (field && /^driver_(data|info)$/.test(field[1] ?? '')) return '';
  if (field) return `${field[1]} = ${convertValue((field[2] ?? '').trim(), '')};`;
  return part === 'override_only' ? `${part};` : '';
}
