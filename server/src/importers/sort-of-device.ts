// Tells whether a recorded device is on a bus, of a class, or neither: a recording only says "subsystem", and some names are
// both (mei, nd, gpio). Decided by what the library knows and by where the kernel puts class devices (domain rule LC-6).
import type { DeviceFacts } from './facts.ts';
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
  const isBus = library.buses.has(name);
  const isClass = library.classes.has(name);
  if (isBus !== isClass) return { kind: isBus ? 'bus' : 'class', name };
  // Only a device on a bus can have a driver.
  if (device.driver !== undefined) return { kind: 'bus', name };
  if (isInClassDirectory(device.devpath, name)) return { kind: 'class', name };
  const announcesItself = device.modalias !== undefined;
  return { kind: parentSort?.kind === 'class' && !announcesItself ? 'class' : 'bus', name };
}

/** `…/net/eth0`, `/devices/virtual/tty/tty0`; not `/devices/system/cpu/cpu0`, which is a bus's own directory. */
export function isInClassDirectory(devpath: string, subsystem: string): boolean {
  const directory = devpath.slice(0, devpath.lastIndexOf('/'));
  return directory.endsWith(`/${subsystem}`) && !devpath.startsWith('/devices/system/');
}
