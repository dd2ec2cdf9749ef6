// sync_state(): called once for a supplier when the last of its consumers is bound. drivers/base/core.c:
// __device_links_queue_sync_state, sync_state_resume_initcall (LC-39).
import { MANAGED } from './link-flags.ts';
import type { BaseCore, BaseDevice } from './objects.ts';

/** Calls the device's sync_state if it is due: not before late_initcall_sync, and not while a consumer is missing. */
export function syncState({ pausesSyncState, observer }: BaseCore, device: BaseDevice): void {
  if (pausesSyncState || device.isSynced || !device.isBound || !device.driver?.hasSyncState) return;
  for (const { flags, state } of device.consumers) {
    if ((flags & MANAGED) !== 0 && state !== 'active') return;
  }
  device.isSynced = true;
  observer?.({ kind: 'sync_state', device });
}

/** late_initcall_sync: what waited for the end of the boot. */
export function resumeSyncState(core: BaseCore, devices: Iterable<BaseDevice>): void {
  core.pausesSyncState = false;
  for (const device of devices) syncState(core, device);
}
