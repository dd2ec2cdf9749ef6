// Where a device's directory is below /sys. drivers/base/core.c:get_device_parent, lib/kobject.c:kobject_set_name_vargs (LC-6).
import type { LiveDevice } from './live.ts';

/**
 * Its directory below that of its parent, or below /sys/devices: two devices with the same one clash. A class device stands in a
 * directory of its class below a parent of another kind, a device of a bus without a parent below the bus's `dev_root`; `/` in
 * names becomes `!`.
 */
export function sysfsEntry(
  name: string,
  className: string | undefined,
  parent: LiveDevice | undefined,
  devRoot: string | undefined,
): string {
  const file = name.includes('/') ? name.replaceAll('/', '!') : name;
  const place = parent ? placeBelow(parent, className) : placeAtTop(className, devRoot);
  return place === undefined ? file : `${place}/${file}`;
}

/** Below /sys. */
export function sysfsPath(entry: string, parent: LiveDevice | undefined): string {
  return `${parent?.path ?? '/devices'}/${entry}`;
}

function placeBelow(parent: LiveDevice, className: string | undefined): string | undefined {
  return parent.class ? undefined : className;
}

function placeAtTop(className: string | undefined, devRoot: string | undefined): string | undefined {
  return className === undefined ? devRoot : `virtual/${className}`;
}
