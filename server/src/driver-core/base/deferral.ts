// Deferred probe: the devices that wait, and the trigger that hands them to the worker (settle.ts).
// drivers/base/dd.c: driver_deferred_probe_add, driver_deferred_probe_del, driver_deferred_probe_trigger (LC-28, LC-29).
import type { BaseCore, Work } from './core.ts';
import { moveAll, takeOut } from './device-queue.ts';
import type { BaseDevice } from './objects.ts';

/** Puts the device on the pending list: the next trigger hands it to the worker. Nothing if no driver ever matched it. */
export function defer(core: BaseCore, device: BaseDevice, rule: string, text: string): void {
  if (!device.canMatch || device.isDeferred) return;
  device.isDeferred = true;
  core.pending.devices.push(device);
  core.observer?.({ kind: 'defer', device, rule, text });
}

/** Takes the device off its list: it is bound, or gone. */
export function leaveDeferred(core: BaseCore, device: BaseDevice): void {
  if (!device.isDeferred) return;
  takeOut(core.pending, device);
  takeOut(core.active, device);
  device.isDeferred = false;
}

/** Something has changed that match() may look at, or who is asked: the next retry of each device is made, whatever it lacks. */
export function forgetWalks({ pending, active }: BaseCore): void {
  for (const queue of [pending, active]) for (const device of queue) device.endsAtSupplier = false;
}

/** Hands all that is pending to the worker, which runs when the current operation is over. */
export function trigger(core: BaseCore): void {
  if (!core.retriesDeferred) return;
  core.triggers++;
  moveAll(core.pending, core.active);
  if (!core.work.includes(RETRY)) core.work.push(RETRY);
}

const RETRY: Work = { kind: 'retry deferred' };

/** A probe said -EPROBE_DEFER. A trigger that came while it ran counts for this device too (LC-28). */
export function deferAfterProbe(
  core: BaseCore,
  device: BaseDevice,
  before: number,
  rule: string,
  text: string,
): void {
  defer(core, device, rule, text);
  if (before !== core.triggers && !core.blocksProbes) trigger(core);
}
