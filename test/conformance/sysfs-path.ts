// Where a device of a scenario stands below /sys: when it is added (LC-6), and after a parent was deleted (section 10 row 7).
import type { BusKind } from '../kernel/format.ts';
import { known, type Machine, type ReplayDevice } from './machine.ts';
import type { Birth } from './make-device.ts';

/** The path that device_add() gives it. */
export function sysfsPath({ name, home, parent }: Birth): string {
  if ('bus' in home) return `${parent ? parent.path : TOP[home.bus.op.kind]}/${name}`;
  if (!parent) return `/devices/virtual/${home.class}/${name}`;
  return 'class' in parent.home ? `${parent.path}/${name}` : `${parent.path}/${home.class}/${name}`;
}

/** kobject_get_path(): the chain of parents that are left. A deleted one has no parent any more. */
export function currentPath({ byBase }: Machine, { base, path }: ReplayDevice): string {
  for (let above = base.parent; above; above = above.parent) {
    if (above.isDead) return `/${above.name}${path.slice(known(byBase, above).path.length)}`;
  }
  return path;
}

/** The recorder gives auxiliary devices without a parent one of its own: they may not be without. */
const TOP: Readonly<Record<BusKind, string>> = {
  own: '/devices',
  platform: '/devices/platform',
  auxiliary: '/devices/orc_root',
};
