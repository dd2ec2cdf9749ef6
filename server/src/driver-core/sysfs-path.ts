// Where a device's directory is below /sys. drivers/base/core.c:get_device_parent, lib/kobject.c:kobject_set_name_vargs (LC-6).
import type { LiveDevice } from './live.ts';

/**
 * A class device stands in a directory of its class below a parent of another kind, a device of a bus without a parent below the
 * bus's `dev_root`; `/` in names becomes `!`.
 */
export function sysfsPath(
  name: string,
  className: string | undefined,
  parent: LiveDevice | undefined,
  devRoot: string | undefined,
): string {
  const file = name.includes('/') ? name.replaceAll('/', '!') : name;
  if (className === undefined) return `${parent?.path ?? rootOf(devRoot)}/${file}`;
  if (!parent) return `/devices/virtual/${className}/${file}`;
  return parent.class ? `${parent.path}/${file}` : `${parent.path}/${className}/${file}`;
}

function rootOf(devRoot: string | undefined): string {
  return devRoot === undefined ? '/devices' : `/devices/${devRoot}`;
}

/** The entry in that directory: two devices with the same one clash. The path itself is as long as the tree is deep. */
export function entryOf(name: string, className: string | undefined, parent: LiveDevice | undefined): string {
  return `${parent?.id ?? ''} ${className ?? ''} ${name}`;
}
