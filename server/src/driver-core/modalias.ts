// What a device announces: the MODALIAS of its uevent, or the alias that its bus asks for itself.
// Each bus's uevent callback; the formats are the bus's own, in its topology.
import { holds } from './condition.ts';
import { deviceField, lookupFor } from './device-field.ts';
import { isTableUsed } from './firmware-table.ts';
import type { Format, Hole } from './format.ts';
import { isText } from './id-table.ts';
import type { LiveDevice } from './live.ts';
import { renderHole } from './render-format.ts';
import type { BusType, Kernel, TableField, Value } from './topology.ts';
import { isList, members, own } from './value.ts';

/**
 * The device's modalias without the trailing `*`, which belongs to the driver's alias; undefined: it announces nothing. What a
 * recording says counts. Else the first format whose fields are all there is taken; numbers of the id_table that nobody wrote are 0.
 */
export function deviceModalias(kernel: Kernel, device: LiveDevice): string | undefined {
  if (device.declared?.recordedModalias !== undefined) return device.declared.recordedModalias;
  if (!device.bus || !device.struct) return undefined;
  for (const { value, when } of device.struct.modalias) {
    if (when.length > 0 && !holds(when, lookupFor(kernel, device))) continue;
    if ('table' in value && !isTableUsed(kernel, value.table)) continue;
    const formats =
      'format' in value ? [value.format] : (own(device.bus.type.tables, value.table)?.modalias ?? []);
    for (const format of formats) {
      const text = renderForDevice(format, device, device.bus.type);
      if (text !== undefined) return text.endsWith('*') ? text.slice(0, -1) : text;
    }
  }
  return undefined;
}

/** The alias that the bus itself gives to request_module() (docs/language.md, Mechanisms). */
export function requestedModule(device: LiveDevice): string | undefined {
  const format = device.struct?.requestModule;
  return format && device.bus && renderForDevice(format, device, device.bus.type);
}

/** True if some device struct of the bus has a modalias or asks for a module: its drivers can be loaded by name of a device. */
export function announces(bus: BusType): boolean {
  return bus.devices.some(
    ({ modalias, requestModule }) => modalias.length > 0 || requestModule !== undefined,
  );
}

function renderForDevice(format: Format, device: LiveDevice, bus: BusType): string | undefined {
  const { holes, end } = announcementOf(format, bus);
  let text = '';
  for (const hole of holes) {
    const more = printed(hole, device);
    if (more === undefined) return undefined;
    text += more;
  }
  return text + end;
}

/** A hole of a format that devices of a bus announce. Neighbors say nearly the same: what it printed last is kept. */
interface AnnouncedHole {
  readonly hole: Hole;
  /** What stands in front of it. */
  readonly before: string;
  /** The field of the bus that a device may leave open. */
  readonly field: TableField | undefined;
  value: Value | undefined;
  text: string | undefined;
}

function printed(part: AnnouncedHole, device: LiveDevice): string | undefined {
  const value = announcedField(part, device);
  if (value !== part.value) {
    part.value = value;
    part.text = textOf(part, value);
  }
  return part.text;
}

function textOf({ hole, before }: Pick<AnnouncedHole, 'hole' | 'before'>, value: Value | undefined) {
  const text = renderHole(hole, value);
  return text === undefined ? undefined : before + text;
}

function announcedField({ hole: { name }, field }: AnnouncedHole, device: LiveDevice): Value | undefined {
  const written = own(device.fields, name);
  if (written !== undefined) return name === 'acpi_ids' ? withoutDeviceTreeId(written) : written;
  if (field && isText(field)) return field.wildcard ? (field.wildcard.value ?? '') : undefined;
  if (field) return 0;
  return name === 'name' ? undefined : deviceField(device, name);
}

interface Announcement {
  readonly bus: BusType;
  readonly holes: readonly AnnouncedHole[];
  /** What stands behind the last of them. */
  readonly end: string;
}

const announcements = new WeakMap<Format, Announcement>();

/** Made once for a format: every device of the bus announces by it. */
function announcementOf(format: Format, bus: BusType): Announcement {
  const known = announcements.get(format);
  if (known?.bus === bus) return known;
  const holes: AnnouncedHole[] = [];
  let text = '';
  for (const part of format.parts) {
    if (part.kind === 'literal') {
      text += part.text;
      continue;
    }
    const place = { hole: part, before: text };
    holes.push({
      ...place,
      field: comparedField(bus, part.name),
      value: undefined,
      text: textOf(place, undefined),
    });
    text = '';
  }
  const announcement = { bus, holes, end: text };
  announcements.set(format, announcement);
  return announcement;
}

/** A field of the id_table, or one that is compared with it and may be left open: nobody who writes a device writes them all. */
function comparedField(bus: BusType, name: string): TableField | undefined {
  const fields = bus.tables.id_table?.fields ?? [];
  return (
    fields.find((field) => field.name === name) ??
    fields.find(
      ({ is, wildcard }) => wildcard !== undefined && 'root' in is && is.root === 'dev' && is.name === name,
    )
  );
}

/** PRP0001 says that the compatible counts, and is not announced (drivers/acpi/device_sysfs.c:create_pnp_modalias). */
function withoutDeviceTreeId(ids: Value): Value | undefined {
  if (!isList(ids)) return ids === 'PRP0001' ? undefined : ids;
  const rest = members(ids).filter((id) => id !== 'PRP0001');
  return rest.length > 0 ? rest : undefined;
}
