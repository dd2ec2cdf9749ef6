// The order of devices_kset and dpm_list: addition, changed by new links and by deferred retries (LC-35, LC-55).
// drivers/base/core.c:device_reorder_to_tail, device_pm_move_to_tail.

import type { BaseCore } from './core.ts';
import { isSyncStateOnly } from './link-flags.ts';
import type { BaseDevice } from './objects.ts';

/**
 * Moves each device in turn behind all others, behind it its children, then its consumers, each with theirs. The kernel moves a
 * device once for every way that leads to it; here only the last of these moves is made, so the cost is that of the group.
 */
export function moveToTail({ order, keepsOrder }: BaseCore, devices: readonly BaseDevice[]): void {
  if (!keepsOrder || devices.length === 0) return;
  for (const member of backwards(devices).reverse()) if (order.delete(member)) order.add(member);
}

interface Frame {
  readonly device: BaseDevice;
  readonly followers: BaseDevice[];
}

/** The group from its end: a walk that takes the last follower first and each device after what follows it. */
function backwards(devices: readonly BaseDevice[]): BaseDevice[] {
  const group: BaseDevice[] = [];
  const seen = new Set<BaseDevice>();
  for (const device of [...devices].reverse()) if (!seen.has(device)) addBackwards(group, seen, device);
  return group;
}

function addBackwards(group: BaseDevice[], seen: Set<BaseDevice>, device: BaseDevice): void {
  seen.add(device);
  const stack: Frame[] = [{ device, followers: followersOf(device) }];
  for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
    const next = frame.followers.pop();
    if (next === undefined) {
      group.push(frame.device);
      stack.pop();
    } else if (!seen.has(next)) {
      seen.add(next);
      stack.push({ device: next, followers: followersOf(next) });
    }
  }
}

function followersOf({ children, consumers }: BaseDevice): BaseDevice[] {
  const followers = [...children];
  for (const { consumer, flags } of consumers) if (!isSyncStateOnly(flags)) followers.push(consumer);
  return followers;
}
