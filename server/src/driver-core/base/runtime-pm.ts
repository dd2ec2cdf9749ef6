// Runtime PM: who is awake, who keeps whom awake, and what goes to sleep once nobody does. Devices whose runtime PM nobody enabled
// count their users and do nothing else. drivers/base/power/runtime.c (LC-58); callbacks succeed.
import type { BaseCore } from './core.ts';
import { EACCES, EAGAIN, EBUSY, EINVAL } from './errno.ts';
import { PM_RUNTIME } from './link-flags.ts';
import type { BaseDevice, Link } from './objects.ts';

/** pm_runtime_enable() of a device that sleeps. */
export function enableRuntime(device: BaseDevice): void {
  device.runtime = 'suspended';
}

/** pm_runtime_get_sync(): 0: it woke up. 1: it was awake. The user is counted even if it fails. */
export function getRuntime(core: BaseCore, device: BaseDevice): number {
  device.users++;
  return resumeRuntime(core, device);
}

/** pm_runtime_put_sync(). -EAGAIN and -EBUSY: others still use it, or a child is awake. */
export function putRuntime(core: BaseCore, device: BaseDevice): number {
  return dropUser(device) ?? idle(core, device, 'now');
}

/** pm_runtime_put(): it falls asleep later, if nobody wants it then. */
export function putRuntimeLater(core: BaseCore, device: BaseDevice): void {
  if (dropUser(device) === undefined) requestIdle(core, device);
}

/** pm_request_idle(). */
export function requestIdle(core: BaseCore, device: BaseDevice): void {
  idle(core, device, 'later');
}

/** pm_runtime_work(): the request that waited, unless it was called off. */
export function carryOutRequest(core: BaseCore, device: BaseDevice): void {
  const { sleepRequest } = device;
  device.sleepRequest = 'none';
  if (sleepRequest === 'wanted') suspend(core, device, 'now');
}

/** pm_runtime_barrier(): what waits is not done any more. */
export function cancelRequest({ work }: BaseCore, device: BaseDevice): void {
  if (device.sleepRequest === 'none') return;
  device.sleepRequest = 'none';
  const place = work.findIndex((item) => item.kind === 'runtime suspend' && item.device === device);
  if (place >= 0) work.splice(place, 1);
}

/** pm_runtime_remove(): a device that goes counts as asleep, without a callback. */
export function removeRuntime(core: BaseCore, device: BaseDevice): void {
  const wasActive = device.runtime === 'active';
  cancelRequest(core, device);
  device.runtime = 'disabled';
  if (!wasActive) return;
  leaveParent(core, device);
  for (const link of device.suppliers) releaseSupplier(core, link);
}

/** pm_runtime_drop_link(): the consumer keeps the supplier awake no longer. */
export function releaseSupplier(core: BaseCore, link: Link): void {
  dropHolds(link);
  requestIdle(core, link.supplier);
}

/** Before the probe: pm_runtime_get_suppliers(), then the parent, and nothing that waits disturbs it. */
export function holdForProbe(core: BaseCore, device: BaseDevice): readonly BaseDevice[] {
  const { parent, suppliers } = device;
  const held: BaseDevice[] = [];
  for (const { supplier, flags } of suppliers) {
    if ((flags & PM_RUNTIME) === 0) continue;
    held.push(supplier);
    wakeFor(core, device, supplier);
  }
  if (parent) wakeFor(core, device, parent);
  cancelRequest(core, device);
  return held;
}

function wakeFor(core: BaseCore, device: BaseDevice, other: BaseDevice): void {
  core.observer?.({ kind: 'runtime resume', device: other, for: device });
  getRuntime(core, other);
}

/** After it. */
export function releaseAfterProbe(core: BaseCore, device: BaseDevice, held: readonly BaseDevice[]): void {
  requestIdle(core, device);
  if (device.parent) putRuntimeLater(core, device.parent);
  for (const supplier of held) putRuntimeLater(core, supplier);
}

type When = 'now' | 'later';

/** rpm_resume(): the parent first, then the suppliers. 1: it was awake. */
export function resumeRuntime(core: BaseCore, device: BaseDevice): number {
  if (device.runtime === 'untracked') return 0;
  if (device.runtime === 'disabled') return -EACCES;
  if (device.sleepRequest === 'wanted') device.sleepRequest = 'called off';
  if (device.runtime === 'active') return 1;
  const { parent } = device;
  if (parent) getRuntime(core, parent);
  for (const link of device.suppliers) {
    if ((link.flags & PM_RUNTIME) === 0) continue;
    getRuntime(core, link.supplier);
    link.holds++;
  }
  core.observer?.({ kind: 'runtime', device, phase: 'resume' });
  device.runtime = 'active';
  if (parent) parent.activeChildren++;
  requestIdle(core, device);
  if (parent) putRuntimeLater(core, parent);
  return 0;
}

/** rpm_idle(): no bus has a callback of its own for it, so it is the way to sleep. */
function idle(core: BaseCore, device: BaseDevice, when: When): number {
  const refusal = whyAwake(device);
  if (refusal !== 0) return refusal;
  if (device.runtime !== 'active' || device.sleepRequest === 'wanted') return -EAGAIN;
  return suspend(core, device, when);
}

/** rpm_suspend(): then its parent and its suppliers may follow. */
function suspend(core: BaseCore, device: BaseDevice, when: When): number {
  const refusal = whyAwake(device);
  if (refusal !== 0) return refusal;
  if (device.runtime !== 'active') return 1;
  if (when === 'later') {
    if (device.sleepRequest === 'none') core.work.push({ kind: 'runtime suspend', device });
    device.sleepRequest = 'wanted';
    return 0;
  }
  if (device.sleepRequest === 'wanted') device.sleepRequest = 'called off';
  core.observer?.({ kind: 'runtime', device, phase: 'suspend' });
  for (const link of device.suppliers) dropHolds(link);
  device.runtime = 'suspended';
  leaveParent(core, device);
  if (device.suppliers.some(({ flags }) => (flags & PM_RUNTIME) !== 0))
    for (const { supplier } of device.suppliers) requestIdle(core, supplier);
  return 0;
}

/** rpm_check_suspend_allowed(). */
function whyAwake({ runtime, users, activeChildren }: BaseDevice): number {
  if (runtime === 'disabled' || runtime === 'untracked') return -EACCES;
  if (users > 0) return -EAGAIN;
  return activeChildren > 0 ? -EBUSY : 0;
}

function leaveParent(core: BaseCore, { parent }: BaseDevice): void {
  if (!parent) return;
  parent.activeChildren = Math.max(parent.activeChildren - 1, 0);
  requestIdle(core, parent);
}

/** Undefined: that was the last one. */
function dropUser(device: BaseDevice): number | undefined {
  if (device.users === 0) return -EINVAL;
  device.users--;
  return device.users > 0 ? 0 : undefined;
}

/** pm_runtime_release_supplier(). */
function dropHolds(link: Link): void {
  link.supplier.users = Math.max(link.supplier.users - link.holds, 0);
  link.holds = 0;
}
