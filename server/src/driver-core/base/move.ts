// A device gets another parent. drivers/base/core.c: device_move, devices_kset_move_after, devices_kset_move_before (LC-55).
import type { BaseCore } from './core.ts';
import { addEntry, deleteEntry, hasEntry } from './entries.ts';
import { EEXIST, ENOENT } from './errno.ts';
import { deleteMember, withMember } from './members.ts';
import type { BaseDevice } from './objects.ts';
import { isOrphan } from './probe.ts';

/** enum dpm_order: where the device goes in the order of suspend. */
export type MoveOrder = 'none' | 'device_after_parent' | 'parent_before_device' | 'device_last';

/**
 * 0; -EEXIST if the new directory has an `entry` of this name; -ENOENT if the device, or where it goes, is below a deleted one. Children go along in sysfs, not in the order.
 */
export function moveDevice(
  core: BaseCore,
  device: BaseDevice,
  parent: BaseDevice | undefined,
  entry: string,
  order: MoveOrder,
): number {
  if (isOrphan(device) || (parent && (parent.isDead || isOrphan(parent)))) return -ENOENT;
  const isOther = parent !== device.parent || entry !== device.entry;
  if (isOther && hasEntry(core.entries, parent, entry)) return -EEXIST;
  deleteEntry(core.entries, device.parent, device.entry);
  addEntry(core.entries, parent, entry);
  device.entry = entry;
  core.observer?.({ kind: 'move', device });
  if (device.parent) deleteMember(device.parent.children, device);
  device.parent = parent;
  if (parent) parent.children = withMember(parent.children, device);
  reorder(core, device, parent, order);
  return 0;
}

function reorder(
  { order }: BaseCore,
  device: BaseDevice,
  parent: BaseDevice | undefined,
  how: MoveOrder,
): void {
  switch (how) {
    case 'none':
      break;
    case 'device_after_parent':
      if (parent) insert(order, device, [parent, device]);
      break;
    case 'parent_before_device':
      if (parent) insert(order, parent, [parent, device]);
      break;
    case 'device_last':
      order.delete(device);
      order.add(device);
  }
}

/** Puts the pair, of which one moves, where the other is. */
function insert(order: Set<BaseDevice>, moved: BaseDevice, pair: readonly BaseDevice[]): void {
  order.delete(moved);
  const all = [...order];
  order.clear();
  for (const member of all) for (const one of pair.includes(member) ? pair : [member]) order.add(one);
}
