// Suspend, resume, shutdown, and the end of the time that deferred devices are given. drivers/base/power/main.c: dpm_prepare,
// dpm_suspend, dpm_resume, dpm_complete; core.c: device_shutdown, wait_for_init_devices_probe; dd.c: device_block_probing,
// deferred_probe_initcall, deferred_probe_timeout_work_func (LC-28 to LC-30, LC-53 to LC-57).

import type { BaseCore } from './core.ts';
import { trigger } from './deferral.ts';
import { relaxLinks } from './link-states.ts';
import { putRuntimeLater } from './runtime-pm.ts';
import { settle } from './settle.ts';
import { forceSyncState } from './sync-state.ts';

/** Waits for probes, prepares from the first, suspends from the last. Until the resume nothing is probed (LC-54, LC-57). */
export function suspendDevices(core: BaseCore): void {
  settle(core);
  core.blocksProbes = true;
  for (const device of core.order) {
    device.users++;
    core.asleep.add(device);
    core.observer?.({ kind: 'pm', device, phase: 'prepare' });
  }
  for (const device of [...core.order].reverse()) core.observer?.({ kind: 'pm', device, phase: 'suspend' });
}

/** Resumes from the first, completes from the last, and hands what was deferred meanwhile to the worker. */
export function resumeDevices(core: BaseCore): void {
  const woken = [...core.order].filter((device) => core.asleep.has(device));
  core.asleep.clear();
  for (const device of woken) core.observer?.({ kind: 'pm', device, phase: 'resume' });
  for (const device of woken.reverse()) {
    core.observer?.({ kind: 'pm', device, phase: 'complete' });
    putRuntimeLater(core, device);
  }
  core.blocksProbes = false;
  trigger(core);
}

/** Waits for probes, then calls shutdown from the last device on, bound or not; no driver lets go (LC-53). */
export function shutDown(core: BaseCore): void {
  settle(core);
  core.blocksProbes = true;
  for (const device of [...core.order].reverse()) core.observer?.({ kind: 'shutdown', device });
}

/**
 * late_initcall: what was deferred until now is tried, twice (LC-28, LC-29). A kernel without modules knows by then that no other
 * driver will come: the second time nobody waits for a supplier that nothing matches (LC-30).
 */
export function enableDeferral(core: BaseCore, later: 'drivers may come' | 'no drivers come'): void {
  core.retriesDeferred = true;
  trigger(core);
  settle(core);
  if (later === 'no drivers come') relaxLinks(core);
  trigger(core);
  settle(core);
  if (later === 'no drivers come') forceSyncState(core);
}

/**
 * deferred_probe_timeout has passed: links to suppliers that no driver matches hold nobody any more (LC-30), and when what they
 * held up has been tried, sync_state may wait no longer either (LC-39).
 */
export function expireDeferral(core: BaseCore): void {
  relaxLinks(core);
  trigger(core);
  settle(core);
  forceSyncState(core);
}

/** wait_for_init_devices_probe(): whatever some driver matches is probed once without suppliers that none does (LC-37). */
export function probeForInit(core: BaseCore): void {
  settle(core);
  core.probesAnyway = true;
  trigger(core);
  settle(core);
  core.probesAnyway = false;
}
