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

/** What stands between the braces of a table. Rows that only end a C table are left out. */
export function convertTable(text: string): string {
  return text
    .replace(/[ \t]*(?:\r?\n[ \t]*)?\{\s*0?\s*,?\s*\}\s*,?/g, '')
    .replace(/\{([^{}]*)\}\s*,?/g, (_, row: string) => `{ ${convertRow(row)} }`);
}

function convertRow(row: string): string {
  return splitRow(row)
    .map((part) => part.trim())
    .map((part) => (/^\w+\s*\(/.test(part) ? (expandMacro(part) ?? part) : convertField(part)))
    .filter((part) => part !== '')
    .join(' ');
}

/** At commas and semicolons outside parentheses. */
function splitRow(row: string): string[] {
  return row.match(/(?:\([^)]*\)?|[^,;(])+/g) ?? [];
}

/** `.vendor = X`; a value without a name is C's driver data, which no bus matches by. */
function convertField(part: string): string {
  const field = /^\.?(\w+)\s*=\s*([\s\S]*)$/.exec(part);
  if (field && /^driver_(data|info)$/.test(field[1] ?? '')) return '';
  if (field) return `${field[1]} = ${convertValue((field[2] ?? '').trim(), '')};`;
  return part === 'override_only' ? `${part};` : '';
}
