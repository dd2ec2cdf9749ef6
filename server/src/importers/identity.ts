// Decodes what identifies a device to its bus: the fields of its MODALIAS, and its firmware's names. Which fields a bus has
// comes from the library's formats; here stand only the three announcements that several buses share or that recordings
// spell otherwise. Sources: drivers/of/device.c:of_device_uevent, drivers/acpi/device_sysfs.c.
import { readName } from '../driver-core/read-format.ts';
import type { DeviceFacts } from './facts.ts';
import type { DeviceKind } from './library-outline.ts';
import { type IdentityValue, readModalias } from './read-modalias.ts';

/** Field → its value, or the members of its list. */
export type Identity = ReadonlyMap<string, readonly IdentityValue[]>;

/** What the recording says of the device; `kind`: which of its bus's `kinds` of device it is. */
export function identityOf(
  device: DeviceFacts,
  kinds: readonly DeviceKind[],
  kind: DeviceKind | undefined,
): Identity {
  const fields = new Map<string, readonly IdentityValue[]>();
  for (const [name, value] of announcedFields(device, kinds)) {
    if (!isInName(device.name, kind, name, value)) fields.set(name, [value]);
  }
  for (const [name, texts] of firmwareFields(device)) {
    const values = texts.map((text) => ({ kind: 'text', text }) as const);
    if (values.length > 0) fields.set(name, values);
  }
  const phyId = /^0x([0-9a-f]{8})$/.exec(device.attributes.get('phy_id')?.trim() ?? '')?.[1];
  if (phyId && kind?.numbers.has('phy_id')) fields.set('phy_id', [{ kind: 'hex', digits: phyId }]);
  return fields;
}

/** Whether its fields say what the device announced. Firmware's announcements are read into fields of their own. */
export function isReadable(modalias: string, kinds: readonly DeviceKind[]): boolean {
  if (/^(of:|acpi:|pnp:)/.test(modalias)) return kinds.length > 0;
  return kinds.some((kind) => kind.modaliases.some((format) => readModalias(format, modalias) !== undefined));
}

function announcedFields(
  device: DeviceFacts,
  kinds: readonly DeviceKind[],
): ReadonlyMap<string, IdentityValue> {
  const modalias = device.modalias ?? announcementOf(device);
  if (modalias === undefined) return new Map();
  const read = kinds.flatMap((kind) => kind.modaliases).map((format) => readModalias(format, modalias));
  return read.find((fields) => fields !== undefined) ?? new Map();
}

/** Texts that the declared name says already: `mlx5_core.eth.0` is enough for `match_name`. */
function isInName(name: string, kind: DeviceKind | undefined, field: string, value: IdentityValue): boolean {
  if (kind === undefined || value.kind !== 'text') return false;
  const said = readName(kind.names, name, (it) => kind.numbers.has(it))[field];
  return typeof said === 'string' && said.toLowerCase() === value.text.toLowerCase();
}

/** Identity that firmware gives, whatever the bus: device tree, ACPI and PnP. */
function firmwareFields(
  device: DeviceFacts,
): readonly (readonly [field: string, texts: readonly string[]])[] {
  const { modalias = '', properties, name, subsystem } = device;
  const node = /^of:N(.*?)T(\(null\)|<NULL>|[a-z-]*)(?:C(.*))?$/s.exec(modalias);
  const nodeName = properties.get('OF_NAME') ?? node?.[1] ?? '';
  const type = properties.get('OF_TYPE') ?? node?.[2] ?? '';
  const isNamed = name.endsWith(`.${nodeName}`);
  return [
    ['compatible', compatibles(device, node?.[3])],
    ['node_name', node && nodeName !== '' && !isNamed ? [nodeName] : []],
    ['device_type', node && /^[a-z-]+$/.test(type) ? [type] : []],
    ['acpi_ids', modalias.startsWith('acpi:') ? modalias.slice(5).split(':').filter(Boolean) : []],
    ['pnp_ids', subsystem === 'pnp' ? pnpIds(device) : []],
  ];
}

/** The file `id` in sysfs, else what the kernel's own announcement held before the ACPI companion's took its place. */
function pnpIds({ modalias = '', attributes }: DeviceFacts): readonly string[] {
  const announced = modalias.startsWith('pnp:')
    ? modalias.slice(4).split(/d(?=[A-Z@_]{3}[0-9A-Fa-f]{4})/)
    : [];
  return [...(attributes.get('id') ?? '').split(/\s+/), ...announced].filter(Boolean);
}

/**
 * The `compatible` list: udev's OF_COMPATIBLE_n, else the MODALIAS cut at each `C`. A compatible that holds a capital C
 * cannot be told from two; the announcement is the same either way.
 */
function compatibles({ properties }: DeviceFacts, announced: string | undefined): readonly string[] {
  const listed: string[] = [];
  for (
    let text = properties.get('OF_COMPATIBLE_0');
    text;
    text = properties.get(`OF_COMPATIBLE_${listed.length}`)
  ) {
    listed.push(text);
  }
  return listed.length > 0 ? listed : (announced ?? '').split(/C(?=[a-z0-9])/).filter(Boolean);
}

/** The MODALIAS that the bus would have announced, from the other properties of the uevent. */
function announcementOf({ subsystem, properties }: DeviceFacts): string | undefined {
  switch (subsystem) {
    case 'pci':
      return pciAnnouncement(properties);
    case 'usb':
      return usbAnnouncement(properties);
    default:
      return undefined;
  }
}

/** drivers/pci/pci-driver.c:pci_uevent */
function pciAnnouncement(properties: ReadonlyMap<string, string>): string | undefined {
  const [vendor, device] = numbers(properties.get('PCI_ID'), ':', [8, 8]) ?? [];
  const [subvendor, subdevice] = numbers(properties.get('PCI_SUBSYS_ID'), ':', [8, 8]) ?? [];
  const [, base, sub, interfaceClass] =
    /^(..)(..)(..)$/.exec((properties.get('PCI_CLASS') ?? '').padStart(6, '0')) ?? [];
  if (!vendor || !subvendor) return undefined;
  return `pci:v${vendor}d${device}sv${subvendor}sd${subdevice}bc${base}sc${sub}i${interfaceClass}`;
}

/** drivers/usb/core/usb.c:usb_dev_uevent, message.c:usb_if_uevent; a whole device announces nothing but has the ids. */
function usbAnnouncement(properties: ReadonlyMap<string, string>): string | undefined {
  const [vendor, product, release] = numbers(properties.get('PRODUCT'), '/', [4, 4, 4]) ?? [];
  const [deviceClass, subclass, protocol] = numbers(properties.get('TYPE'), '/', [2, 2, 2], 10) ?? [];
  const [ic, isc, ip] = numbers(properties.get('INTERFACE'), '/', [2, 2, 2], 10) ?? [];
  if (!vendor || !deviceClass) return undefined;
  const whole = `usb:v${vendor}p${product}d${release}dc${deviceClass}dsc${subclass}dp${protocol}`;
  return ic ? `${whole}ic${ic}isc${isc}ip${ip}` : whole;
}

/** The numbers of `46d/c539/3904`, each in upper-case hexadecimal of its width; `undefined`: there are not so many. */
function numbers(
  text: string | undefined,
  separator: string,
  widths: readonly number[],
  base = 16,
): readonly string[] | undefined {
  const values = (text ?? '').split(separator).map((part) => Number.parseInt(part, base));
  if (values.length !== widths.length || values.some(Number.isNaN)) return undefined;
  return values.map((value, index) =>
    value
      .toString(16)
      .toUpperCase()
      .padStart(widths[index] ?? 0, '0'),
  );
}
