// Deferred probe: a list of devices that wait, and one worker that retries them after the current operation.
// drivers/base/dd.c: driver_deferred_probe_add, driver_deferred_probe_trigger, deferred_probe_work_func
// (domain.md 1.9, LC-28, section 10 rows 1 and 2).
import type { LiveDevice, State } from './live.ts';
import { note } from './trace.ts';

/** Puts the device on the pending list: the next trigger moves it to the worker. */
export function defer(state: State, device: LiveDevice): void {
  device.deferred = true;
  if (device.queue) return;
  device.queue = 'pending';
  state.pending.push(device);
}

/** Takes the device off its list: it is bound, or gone. */
export function leaveDeferred(state: State, device: LiveDevice): void {
  device.deferred = false;
  const { queue } = device;
  if (!queue) return;
  const place = state[queue].lastIndexOf(device);
  if (place >= 0) state[queue].splice(place, 1);
  delete device.queue;
}

/** Moves all that is pending to the worker. Any successful bind triggers; the retries come after the operation that did. */
export function trigger(state: State): void {
  state.triggers++;
  for (const device of state.pending) device.queue = 'active';
  if (state.nTaken === state.active.length) {
    state.active = state.pending;
    state.nTaken = 0;
  } else for (const device of state.pending) state.active.push(device);
  state.pending = [];
}

/** The supplier is there: whoever was kept waiting by this link alone is worth a retry again. */
export function endWait(state: State, supplier: LiveDevice): void {
  for (const { consumer } of state.consumers.get(supplier.id) ?? []) {
    if (consumer.waitsFor?.supplier === supplier.id) delete consumer.waitsFor;
  }
}

/**
 * Runs the worker until nothing is active: called after each top-level operation, never inside one.
 * It ends because every trigger is paid for by a bind that stays, or by one of a device's few `churn` (see probe.ts).
 */
export function drainDeferred(state: State): void {
  while (state.nTaken < state.active.length) {
    const device = state.active[state.nTaken++];
    if (!device) continue;
    delete device.queue;
    device.deferred = false;
    // A retry goes through device_initial_probe: without autoprobe the device is lost, not retried (row 2).
    if (device.driver || !device.bus?.autoprobe) continue;
    // Its walk would end where it ended before: at the supplier that is still missing.
    if (device.waitsFor) defer(state, device);
    else retry(state, device);
  }
  state.active = [];
  state.nTaken = 0;
}

function retry(state: State, device: LiveDevice): void {
  note(state, () => ({ act: 'retry', device: device.id, text: `retry ${device.name}`, rule: 'LC-28' }));
  state.core.retry(state, device);
}
