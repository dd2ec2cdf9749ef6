// Tells whether a recorded device is on a bus, of a class, or neither: a recording only says "subsystem", and some names are
// both (mei, typec, gpio). Decided by what the library knows and by where the kernel puts class devices (domain rule LC-6).
import type { DeviceFacts } from './facts.ts';
import { hasNameOf } from './kind-of-device.ts';
import type { LibraryOutline } from './library-outline.ts';

export type Sort = { readonly kind: 'bus' | 'class'; readonly name: string } | { readonly kind: 'none' };

/** `parentSort`: of the device in whose directory this one stands. */
export function sortOfDevice(
  device: DeviceFacts,
  parentSort: Sort | undefined,
  library: LibraryOutline,
): Sort {
  const name = device.subsystem;
  if (name === undefined) return { kind: 'none' };
  const kinds = library.buses.get(name);
  const isClass = library.classes.has(name);
  // Only a device on a bus can have a driver.
  if (device.driver !== undefined && (kinds || !isClass)) return { kind: 'bus', name };
  const inClassDirectory = isInClassDirectory(device.devpath, name, library);
  const announces = device.modalias !== undefined;
  if (kinds && !isClass) return { kind: inClassDirectory && !announces ? 'class' : 'bus', name };
  if (isClass && !kinds) return { kind: 'class', name };
  if (inClassDirectory) return { kind: 'class', name };
  const isOfBus = announces || kinds?.some((kind) => hasNameOf(device.name, kind));
  return { kind: parentSort?.kind === 'class' && !isOfBus ? 'class' : 'bus', name };
}

/**
 * Whether the path runs through a class's directory: `…/net/eth0`, `/devices/virtual/tty/tty0`. A bus may have a directory of
 * its name too, at the top only: `/devices/platform`, `/devices/system/cpu`, `/devices/virtual/wmi`. (Further down it belongs to
 * a class that was named as the bus: usbmisc was called usb before Linux 3.6.)
 */
export function isInClassDirectory(devpath: string, subsystem: string, library: LibraryOutline): boolean {
  const directory = devpath.slice(0, devpath.lastIndexOf('/'));
  if (!directory.endsWith(`/${subsystem}`) || devpath.startsWith('/devices/system/')) return false;
  const isAtTop = /^\/devices\/(?:virtual\/)?[^/]+$/.test(directory);
  return library.classes.has(subsystem) || !library.buses.has(subsystem) || !isAtTop;
}
