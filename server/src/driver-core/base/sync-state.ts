// sync_state(): called once for a supplier when the last of its consumers is bound, or when the time for that is over.
// drivers/base/core.c: __device_links_queue_sync_state, sync_state_resume_initcall, fw_devlink_probing_done (LC-39).

import type { BaseCore } from './core.ts';
import { MANAGED } from './link-flags.ts';
import type { BaseDevice } from './objects.ts';

/** Calls the device's sync_state if it is due: not before late_initcall_sync, and not while a consumer is missing. */
export function syncState(core: BaseCore, device: BaseDevice): void {
  if (!hasSyncState(device)) return;
  if (core.pausesSyncState) {
    core.awaitsSync.add(device);
    return;
  }
  if (device.isSynced) return;
  for (const { flags, state } of device.consumers) {
    if ((flags & MANAGED) !== 0 && state !== 'active') return;
  }
  device.isSynced = true;
  core.observer?.({ kind: 'sync_state', device, cause: 'consumers' });
}

/**
 * fw_devlink_probing_done(): with `fw_devlink.sync_state=timeout` suppliers wait no longer for consumers that are not bound. Those
 * whose sync_state the boot still holds back are left out.
 */
export function forceSyncState(core: BaseCore): void {
  if (!core.forcesSyncState) return;
  const due: BaseDevice[] = [];
  for (const { supplier, flags, state } of core.links.values()) {
    if ((flags & MANAGED) === 0 || state === 'active' || supplier.isSynced) continue;
    if (!hasSyncState(supplier) || core.awaitsSync.has(supplier)) continue;
    supplier.isSynced = true;
    due.push(supplier);
  }
  for (const device of due) core.observer?.({ kind: 'sync_state', device, cause: 'time-out' });
}

/** late_initcall_sync: what waited for the end of the boot. */
export function resumeSyncState(core: BaseCore): void {
  core.pausesSyncState = false;
  for (const device of core.awaitsSync) syncState(core, device);
  core.awaitsSync.clear();
}

/** dev_has_sync_state(): a driver's counts from the moment when it is set, before it has bound. */
export function hasSyncState({ driver, bus }: BaseDevice): boolean {
  return (driver?.hasSyncState || bus?.hasSyncState) ?? false;
}
