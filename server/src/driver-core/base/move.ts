// A device gets another parent. drivers/base/core.c: device_move, devices_kset_move_after, devices_kset_move_before (LC-55).
import type { BaseCore } from './core.ts';
import type { BaseDevice } from './objects.ts';

/** enum dpm_order: where the device goes in the order of suspend. */
export type MoveOrder = 'none' | 'device_after_parent' | 'parent_before_device' | 'device_last';

/** Its children go with it in sysfs, not in the order. `entry`: its name in its new directory, which the caller has found free. */
export function moveDevice(
  core: BaseCore,
  device: BaseDevice,
  parent: BaseDevice | undefined,
  entry: string,
  order: MoveOrder,
): void {
  core.entries.delete(device.entry);
  core.entries.add(entry);
  device.entry = entry;
  core.observer?.({ kind: 'move', device });
  device.parent?.children.delete(device);
  if (parent) device.parent = parent;
  else device.parent = undefined;
  parent?.children.add(device);
  reorder(core, device, parent, order);
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
