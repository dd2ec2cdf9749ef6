// How the states of a device's links move while a driver probes it, binds it or leaves it (LC-33, LC-34).
// drivers/base/core.c: device_links_check_suppliers, device_links_driver_bound, device_links_no_driver, device_links_busy,
// device_links_driver_cleanup. A stale state here is what a real kernel hangs on.

import type { BaseCore } from './core.ts';
import { defer } from './deferral.ts';
import {
  AUTOPROBE_CONSUMER,
  AUTOREMOVE_CONSUMER,
  AUTOREMOVE_SUPPLIER,
  CYCLE,
  INFERRED,
  isSyncStateOnly,
  MANAGED,
  PM_RUNTIME,
  STATELESS,
  SYNC_STATE_ONLY,
} from './link-flags.ts';
import { dropManaged } from './links.ts';
import { deleteKey, withKey } from './members.ts';
import type { BaseDevice, Link } from './objects.ts';
import { releaseSupplier } from './runtime-pm.ts';
import { syncState } from './sync-state.ts';

/** What device_links_check_suppliers() says: 0, -EPROBE_DEFER, -EAGAIN. */
export type Suppliers = 'ready' | 'missing' | 'overlooked';

/**
 * Missing: a firmware supplier is not there, or a managed link's supplier is not bound, so the device has to wait (LC-34, LC-37).
 * Overlooked: it is probed all the same, because nothing drives the suppliers that are missing.
 */
export function checkSuppliers(core: BaseCore, device: BaseDevice): Suppliers {
  device.waitsFor = undefined;
  const isLenient = isBestEffort(core, device);
  const isAbsent = absentSupplier(device) !== undefined;
  if (isAbsent && !isLenient) return 'missing';
  let found: Suppliers = isAbsent ? 'overlooked' : 'ready';
  for (const link of device.suppliers) {
    if (!isManaged(link)) continue;
    if (!blocks(link)) link.state = 'consumer probe';
    else if (isLenient && isUndriven(link)) found = 'overlooked';
    else {
      found = 'missing';
      device.waitsFor = link;
      break;
    }
  }
  if (found === 'missing')
    for (const link of device.suppliers) if (link.state === 'consumer probe') link.state = settledState(link);
  device.presence = 'probing';
  return found;
}

/** fwnode_links_check_suppliers(): the id of a supplier that keeps the device from its probe because it is not there. */
export function absentSupplier({ absentSuppliers }: BaseDevice): string | undefined {
  for (const [id, flags] of absentSuppliers) if ((flags & (STATELESS | SYNC_STATE_ONLY)) === 0) return id;
  return undefined;
}

/** dev_is_best_effort() (LC-37). */
export function isBestEffort(core: BaseCore, { isBestEffort: isMarked, canMatch }: BaseDevice): boolean {
  return isMarked || (core.probesAnyway && canMatch);
}

/** What checkSuppliers() said the last time still holds: of links only the one that held the device then is looked at. */
export function knownToLackSupplier(device: BaseDevice): boolean {
  const { waitsFor, isBestEffort: isMarked } = device;
  return waitsFor ? blocks(waitsFor) : !isMarked && absentSupplier(device) !== undefined;
}

/** True while the consumer may not be probed because of this link. */
function blocks(link: Link): boolean {
  return link.state !== 'available' && (link.flags & (MANAGED | SYNC_STATE_ONLY)) === MANAGED;
}

/** device_links_force_bind(): links whose supplier is not bound are dropped, not waited for (LC-73). */
export function forceLinks(core: BaseCore, device: BaseDevice): void {
  for (const link of device.suppliers.slice()) {
    if (!isManaged(link)) continue;
    if (link.state === 'available') link.state = 'consumer probe';
    else dropManaged(core, link);
  }
  device.presence = 'probing';
}

/** device_links_driver_bound(): consumers may come, suppliers are in use. */
export function linksBound(core: BaseCore, device: BaseDevice): void {
  purgeNamed(core, device);
  for (const link of device.consumers) {
    if (!isManaged(link) || link.state === 'consumer probe' || link.state === 'active') continue;
    link.state = 'available';
    if ((link.flags & AUTOPROBE_CONSUMER) !== 0) defer(core, link.consumer, 'LC-34', 'its supplier is bound');
  }
  const managed = device.suppliers.filter(isManaged);
  for (const link of managed) {
    if ((link.flags & SYNC_STATE_ONLY) !== 0 || wasOverlooked(core, link)) dropManaged(core, link);
    else link.state = 'active';
  }
  device.presence = 'bound';
  syncState(core, device);
  for (const { supplier } of managed) syncState(core, supplier);
}

/** device_links_no_driver(): a probe has failed. */
export function linksUnprobed(core: BaseCore, device: BaseDevice): void {
  for (const link of device.consumers) {
    if (!isManaged(link)) continue;
    if (link.state === 'consumer probe' || link.state === 'active') link.state = 'dormant';
  }
  leaveSuppliers(core, device);
}

/** device_links_driver_cleanup(): the driver is gone, and with it the links that last as long as it. */
export function linksUnbound(core: BaseCore, device: BaseDevice): void {
  for (const link of [...device.consumers]) {
    if (!isManaged(link)) continue;
    if (link.state === 'supplier unbind' && (link.flags & AUTOREMOVE_SUPPLIER) !== 0) dropManaged(core, link);
    link.state = 'dormant';
    link.consumer.endsAtSupplier = false;
  }
  core.awaitsSync.delete(device);
  leaveSuppliers(core, device);
}

/** device_links_busy(): some consumer still uses the device, or is being probed. Those that do not cannot begin any more. */
export function hasBusyConsumer(device: BaseDevice): boolean {
  device.presence = 'unbinding';
  for (const link of device.consumers) {
    if (isBusy(link)) return true;
    if (isManaged(link)) link.state = 'supplier unbind';
  }
  return false;
}

/** Its consumer is bound, or being probed. */
export function isBusy(link: Link): boolean {
  return isManaged(link) && (link.state === 'consumer probe' || link.state === 'active');
}

/** fw_devlink_drivers_done(): links that firmware asks for hold nobody any more if nothing ever matched their supplier (LC-30, LC-37). */
export function relaxLinks(core: BaseCore): void {
  core.relaxesLinks = true;
  for (const link of core.links.values()) if (!link.supplier.canMatch) relaxLink(core, link);
}

/** fw_devlink_relax_link(). */
export function relaxLink(core: BaseCore, link: Link): void {
  if ((link.flags & INFERRED) === 0 || isSyncStateOnly(link.flags)) return;
  if ((link.flags & PM_RUNTIME) !== 0) releaseSupplier(core, link);
  link.flags = MANAGED | INFERRED | SYNC_STATE_ONLY;
}

/** __fw_devlink_relax_cycles(): the last device of a circle has come, and this link, made or to come, is part of it (LC-38). */
export function relaxCycle(core: BaseCore, consumer: BaseDevice, supplierId: string): void {
  for (const link of consumer.suppliers) {
    if (link.supplier.id !== supplierId || (link.flags & INFERRED) === 0) continue;
    relaxLink(core, link);
    link.flags |= CYCLE;
  }
  if (consumer.absentSuppliers.has(supplierId))
    withKey(consumer.absentSuppliers, supplierId, INFERRED | CYCLE | SYNC_STATE_ONLY);
}

export function isManaged(link: Link): boolean {
  return (link.flags & MANAGED) !== 0;
}

/** fwnode_links_purge_suppliers(): who has bound needs none of the firmware's suppliers that were not there. */
function purgeNamed({ awaited }: BaseCore, device: BaseDevice): void {
  if (device.absentSuppliers.size === 0) return;
  for (const [id, flags] of [...device.absentSuppliers]) {
    if ((flags & INFERRED) === 0) continue;
    deleteKey(device.absentSuppliers, id);
    awaited.get(id)?.delete(device);
  }
}

/** True for a link that firmware asks for to a supplier that no driver has matched. */
function isUndriven({ flags, supplier }: Link): boolean {
  return (flags & INFERRED) !== 0 && !supplier.canMatch;
}

/** The consumer has bound without it, so it was optional. */
function wasOverlooked(core: BaseCore, link: Link): boolean {
  return link.state !== 'consumer probe' && isUndriven(link) && isBestEffort(core, link.consumer);
}

function leaveSuppliers(core: BaseCore, device: BaseDevice): void {
  for (const link of [...device.suppliers].reverse()) {
    if (!isManaged(link)) continue;
    if ((link.flags & AUTOREMOVE_CONSUMER) !== 0) dropManaged(core, link);
    else if (link.state === 'consumer probe' || link.state === 'active') link.state = settledState(link);
  }
  device.presence = 'none';
}

function settledState({ supplier }: Link): 'available' | 'dormant' {
  return supplier.presence === 'bound' ? 'available' : 'dormant';
}
