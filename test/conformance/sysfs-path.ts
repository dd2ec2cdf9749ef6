// Where a device of a scenario stands below /sys: by its parent and its class (LC-6), also when a parent was deleted or
// another one came in its place.
import type { BusKind } from '../kernel/format.ts';
import { type Home, known, type Machine, type ReplayDevice } from './machine.ts';

/** kobject_get_path(): the chain of parents that are left. A deleted one has no parent any more. */
export function sysfsPath(machine: Machine, { base, home }: ReplayDevice): string {
  const parent = base.parent && known(machine.byBase, base.parent);
  if (!parent) return `${topDirectory(home)}/${base.name}`;
  const above = parent.base.isDead ? `/${parent.base.name}` : sysfsPath(machine, parent);
  return `${above}/${inParent(home, parent, base.name)}`;
}

/**
 * A name for its entry that no other has. The directory of a parent that is there again is not the one that was deleted with its
 * first life.
 */
export function sysfsEntry(name: string, home: Home, parent: ReplayDevice | undefined): string {
  return parent ? `${parent.base.id}/${inParent(home, parent, name)}` : `${topDirectory(home)}/${name}`;
}

/** get_device_parent(): a class has a directory of its own in a parent that is of none. */
function inParent(home: Home, parent: ReplayDevice, name: string): string {
  return 'class' in home && !('class' in parent.home) ? `${home.class}/${name}` : name;
}

function topDirectory(home: Home): string {
  return 'class' in home ? `/devices/virtual/${home.class}` : TOP[home.bus.op.kind];
}

/** The recorder gives auxiliary devices without a parent one of its own: they may not be without. */
const TOP: Readonly<Record<BusKind, string>> = {
  own: '/devices',
  platform: '/devices/platform',
  auxiliary: '/devices/orc_root',
};
