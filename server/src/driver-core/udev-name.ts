// The name that udev gives a class device, from the place of its nearest PCI function.
// systemd src/udev/udev-builtin-net_id.c: names_pci_slot, NAMING_SUBFUNC (HX-9, HX-10).
import { deviceField } from './device-field.ts';
import type { LiveDevice } from './live.ts';
import { renderFormat } from './render-format.ts';
import { first } from './value.ts';

/** Undefined if the class has no udev format, or if no parent has a place. */
export function udevName(device: LiveDevice): string | undefined {
  const format = device.udevFormat ?? device.class?.udev;
  return (
    format &&
    renderFormat(format, (name) => (name === 'path' ? locationOf(device) : deviceField(device, name)))
  );
}

/** `p8s0f0`, with `P1` before it in another PCI domain than 0. */
function locationOf(device: LiveDevice): string | undefined {
  const at = device.parent?.located;
  if (!at) return undefined;
  const domain = number(at, 'domain');
  const fn = number(at, 'fn') ?? 0;
  const place = `p${number(at, 'bus')}s${number(at, 'slot')}`;
  return `${domain ? `P${domain}` : ''}${place}${fn > 0 || isMultifunction(at) ? `f${fn}` : ''}`;
}

/**
 * Bit 7 of the header type, where somebody wrote it. Else a function has siblings if they are on the bus, and one that is
 * split into VFs or sub-functions belongs to an adapter with several ports: its number stays in the name.
 */
function isMultifunction(device: LiveDevice): boolean {
  const header = number(device, 'header_type');
  if (header !== undefined) return (header & 0x80) !== 0;
  const { declared, bus, name } = device;
  if (declared && declared.vfs.length + declared.requests.length > 0) return true;
  const slot = name.slice(0, name.lastIndexOf('.') + 1);
  for (let fn = 1; fn < 8; fn++) if (bus?.devices.has(`${slot}${fn}`)) return true;
  return false;
}

function number(device: LiveDevice, field: string): number | undefined {
  const value = first(device.fields[field]);
  return typeof value === 'number' ? value : undefined;
}
