// Device links: made, merged and taken away. Their states move in link-states.ts.
// drivers/base/core.c: device_link_add, device_is_dependent, device_link_remove, device_links_purge (LC-32, LC-35).

import type { BaseCore } from './core.ts';
import {
  AUTOPROBE_CONSUMER,
  AUTOREMOVE_CONSUMER,
  AUTOREMOVE_SUPPLIER,
  CYCLE,
  INFERRED,
  isSyncStateOnly,
  MANAGED,
  PM_RUNTIME,
  RPM_ACTIVE,
  STATELESS,
  SYNC_STATE_ONLY,
} from './link-flags.ts';
import type { BaseDevice, DriverPresence, Link, LinkState } from './objects.ts';
import { moveToTail } from './order.ts';

/** DL_MANAGED_LINK_FLAGS: what a stateless link cannot have. */
const MANAGED_ONLY =
  AUTOREMOVE_CONSUMER | AUTOREMOVE_SUPPLIER | AUTOPROBE_CONSUMER | SYNC_STATE_ONLY | INFERRED | CYCLE;
const VALID = MANAGED_ONLY | STATELESS | PM_RUNTIME | RPM_ACTIVE;

/**
 * device_link_add(). Undefined is its NULL: flags that exclude each other, a supplier that is not registered, or one that
 * depends on the consumer (LC-32). A second link between the two lives as long as the longer of both (core.c).
 */
export function addLink(
  core: BaseCore,
  consumer: BaseDevice,
  supplier: BaseDevice,
  wanted: number,
): Link | undefined {
  if (consumer === supplier || !areFlagsValid(wanted)) return undefined;
  const flags = effectiveFlags(wanted);
  const isSyncOnly = (flags & SYNC_STATE_ONLY) !== 0;
  if (isSyncOnly && !isSyncStateOnly(flags)) return undefined;
  if (!supplier.isRegistered || (!isSyncOnly && dependsOn(supplier, consumer))) return undefined;
  // Of no use once the consumer has probed.
  if (isSyncOnly && consumer.presence !== 'none' && consumer.presence !== 'probing') return undefined;
  const known = consumer.suppliers.find((link) => link.supplier === supplier);
  if (known) return mergeLink(core, known, flags);
  const link: Link = { consumer, supplier, flags, state: 'none', references: 1 };
  if ((flags & STATELESS) === 0) link.state = initialState(link);
  supplier.consumers.add(link);
  consumer.suppliers.push(link);
  if (!isSyncOnly) moveToTail(core, consumer);
  return link;
}

/** Why device_link_add() refuses, in half a sentence; undefined if it does not. For explanations, not for the core. */
export function linkRefusal(consumer: BaseDevice, supplier: BaseDevice, wanted: number): string | undefined {
  if (consumer === supplier) return 'consumer and supplier are the same device';
  if (!areFlagsValid(wanted)) return 'its flags exclude each other';
  const flags = effectiveFlags(wanted);
  if ((flags & SYNC_STATE_ONLY) !== 0 && !isSyncStateOnly(flags))
    return 'SYNC_STATE_ONLY goes with no other flag';
  if (!supplier.isRegistered) return 'the supplier is not registered';
  if ((flags & SYNC_STATE_ONLY) === 0 && dependsOn(supplier, consumer))
    return 'the supplier depends on the consumer';
  return undefined;
}

/** device_link_remove(): a reference of a stateless link; a managed one goes only with its consumer. */
export function removeLink(consumer: BaseDevice, supplier: BaseDevice): void {
  const link = consumer.suppliers.find((candidate) => candidate.supplier === supplier);
  if (!link) return;
  if ((link.flags & STATELESS) !== 0) dropReference(link);
  else if (!consumer.isRegistered) detach(link);
}

/** device_link_drop_managed(): what is left of the link, if anything, only orders. */
export function dropManaged(link: Link): void {
  link.flags &= ~MANAGED;
  link.state = 'none';
  dropReference(link);
}

/** device_links_purge(): a deleted device has no links. */
export function purgeLinks(device: BaseDevice): void {
  for (const link of [...device.suppliers].reverse()) detach(link);
  for (const link of [...device.consumers].reverse()) detach(link);
}

/**
 * device_is_dependent(): the target is the device, below it, or a consumer of it or of those. Sync-state links do not count. A
 * target that is being added is not among its parent's children yet, so that its parents stand for it.
 */
export function dependsOn(target: BaseDevice, device: BaseDevice): boolean {
  const seen = new Set<BaseDevice>();
  const ends = new Set<BaseDevice>();
  for (let at: BaseDevice | undefined = target; at; at = at.parent) ends.add(at);
  const open = [device];
  for (let at = open.pop(); at; at = open.pop()) {
    if (ends.has(at)) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...at.children);
    for (const { consumer, flags } of at.consumers) if (!isSyncStateOnly(flags)) open.push(consumer);
  }
  return false;
}

function areFlagsValid(flags: number): boolean {
  if ((flags & ~VALID) !== 0) return false;
  if ((flags & STATELESS) !== 0 && (flags & MANAGED_ONLY) !== 0) return false;
  return (flags & AUTOPROBE_CONSUMER) === 0 || (flags & (AUTOREMOVE_CONSUMER | AUTOREMOVE_SUPPLIER)) === 0;
}

function effectiveFlags(wanted: number): number {
  const flags = (wanted & STATELESS) === 0 ? wanted | MANAGED : wanted;
  return (flags & AUTOREMOVE_SUPPLIER) === 0 ? flags : flags & ~AUTOREMOVE_CONSUMER;
}

function mergeLink(core: BaseCore, link: Link, flags: number): Link {
  if ((flags & INFERRED) === 0) link.flags &= ~INFERRED;
  link.flags |= flags & PM_RUNTIME;
  if ((flags & STATELESS) !== 0) {
    const wasSyncOnly = (link.flags & (SYNC_STATE_ONLY | STATELESS)) === SYNC_STATE_ONLY;
    link.references++;
    link.flags |= STATELESS;
    if (wasSyncOnly) moveToTail(core, link.consumer);
    return link;
  }
  lengthenLife(link, flags);
  if ((link.flags & MANAGED) === 0) {
    link.references++;
    link.flags |= MANAGED;
    link.state = initialState(link);
  }
  if ((link.flags & SYNC_STATE_ONLY) !== 0 && (flags & SYNC_STATE_ONLY) === 0) {
    link.flags &= ~SYNC_STATE_ONLY;
    moveToTail(core, link.consumer);
  }
  return link;
}

function lengthenLife(link: Link, flags: number): void {
  if ((flags & AUTOREMOVE_SUPPLIER) !== 0) {
    if ((link.flags & AUTOREMOVE_CONSUMER) === 0) return;
    link.flags = (link.flags & ~AUTOREMOVE_CONSUMER) | AUTOREMOVE_SUPPLIER;
  } else if ((flags & AUTOREMOVE_CONSUMER) === 0) {
    link.flags &= ~(AUTOREMOVE_CONSUMER | AUTOREMOVE_SUPPLIER);
  }
}

const BOUND_SUPPLIER: Readonly<Record<DriverPresence, LinkState>> = {
  none: 'available',
  probing: 'consumer probe',
  bound: 'active',
  unbinding: 'available',
};

/** device_link_init_status(): a link to a supplier that is not bound starts dormant, whatever its consumer is (section 10 row 9). */
function initialState({ consumer, supplier }: Link): LinkState {
  switch (supplier.presence) {
    case 'probing':
      return consumer.presence === 'probing' ? 'consumer probe' : 'dormant';
    case 'bound':
      return BOUND_SUPPLIER[consumer.presence];
    case 'unbinding':
      return 'supplier unbind';
    case 'none':
      return 'dormant';
  }
}

function dropReference(link: Link): void {
  link.references--;
  if (link.references <= 0) detach(link);
}

function detach(link: Link): void {
  const place = link.consumer.suppliers.indexOf(link);
  if (place >= 0) link.consumer.suppliers.splice(place, 1);
  link.supplier.consumers.delete(link);
}
