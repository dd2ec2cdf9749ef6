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
import { deleteMember, withMember } from './members.ts';
import type { BaseDevice, DriverPresence, Link, LinkState } from './objects.ts';
import { moveToTail } from './order.ts';
import { getRuntime, putRuntimeLater, releaseSupplier, resumeRuntime } from './runtime-pm.ts';

/** DL_MANAGED_LINK_FLAGS: what a stateless link cannot have. */
const MANAGED_ONLY =
  AUTOREMOVE_CONSUMER | AUTOREMOVE_SUPPLIER | AUTOPROBE_CONSUMER | SYNC_STATE_ONLY | INFERRED | CYCLE;
/** Together: the supplier is resumed at once, and held. */
const WAKES = PM_RUNTIME | RPM_ACTIVE;
const VALID = MANAGED_ONLY | STATELESS | PM_RUNTIME | RPM_ACTIVE;

/**
 * device_link_add(). Undefined is its NULL: flags that exclude each other, a supplier that is not registered, or one that
 * depends on the consumer (LC-32); with RPM_ACTIVE also one that cannot be woken. A second link between the two lives as long as the longer of both (core.c).
 */
export function addLink(
  core: BaseCore,
  consumer: BaseDevice,
  supplier: BaseDevice,
  wanted: number,
): Link | undefined {
  if (consumer === supplier || !areFlagsValid(wanted)) return undefined;
  const wakes = (wanted & WAKES) === WAKES;
  if (wakes && !holdAwake(core, supplier)) return undefined;
  const flags = effectiveFlags(wanted);
  // The kernel forgets here that it holds the supplier.
  if ((flags & SYNC_STATE_ONLY) !== 0 && !isSyncStateOnly(flags)) return undefined;
  const link = mayLink(consumer, supplier, flags) ? joinOrMake(core, consumer, supplier, flags) : undefined;
  if (wakes && link) link.holds++;
  else if (wakes) putRuntimeLater(core, supplier);
  return link;
}

/** device_link_remove(): a reference of a stateless link; a managed one goes only with its consumer. */
export function removeLink(core: BaseCore, consumer: BaseDevice, supplier: BaseDevice): void {
  const link = consumer.suppliers.find((candidate) => candidate.supplier === supplier);
  if (!link) return;
  if ((link.flags & STATELESS) !== 0) dropReference(core, link);
  else if (!consumer.isRegistered) detach(core, link);
}

/** device_link_drop_managed(): what is left of the link, if anything, only orders. */
export function dropManaged(core: BaseCore, link: Link): void {
  link.flags &= ~MANAGED;
  link.state = 'none';
  dropReference(core, link);
}

/** device_links_purge(): a deleted device has no links. */
export function purgeLinks(core: BaseCore, device: BaseDevice): void {
  for (const link of [...device.suppliers].reverse()) detach(core, link);
  for (const link of [...device.consumers].reverse()) detach(core, link);
}

/**
 * device_is_dependent(): the target is the device, below it, or a consumer of it or of those. Sync-state links do not count. A
 * target that is being added is not among its parent's children yet, so that its parents stand for it.
 */
export function dependsOn(target: BaseDevice, device: BaseDevice): boolean {
  const seen = new Set<BaseDevice>();
  const ends = new Set<BaseDevice>();
  let hasWayIn = false;
  for (let at: BaseDevice | undefined = target; at; at = at.parent) {
    ends.add(at);
    hasWayIn ||= at.suppliers.some(({ flags }) => !isSyncStateOnly(flags));
  }
  // A supplier that comes after a long chain of consumers has no suppliers itself: the chain need not be walked.
  if (!hasWayIn) return ends.has(device);
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

/** pm_runtime_get_sync(), which fails for a supplier whose runtime PM is not enabled. */
function holdAwake(core: BaseCore, supplier: BaseDevice): boolean {
  if (getRuntime(core, supplier) >= 0) return true;
  supplier.users--;
  return false;
}

function mayLink(consumer: BaseDevice, supplier: BaseDevice, flags: number): boolean {
  if (!supplier.isRegistered) return false;
  if ((flags & SYNC_STATE_ONLY) === 0) return !dependsOn(supplier, consumer);
  // Of no use once the consumer has probed.
  return consumer.presence === 'none' || consumer.presence === 'probing';
}

function joinOrMake(
  core: BaseCore,
  consumer: BaseDevice,
  supplier: BaseDevice,
  flags: number,
): Link | undefined {
  consumer.endsAtSupplier = false;
  const known = consumer.suppliers.find((link) => link.supplier === supplier);
  if (known) return mergeLink(core, known, flags);
  const name = linkName(consumer, supplier);
  if (core.links.has(name)) return undefined;
  const link: Link = { consumer, supplier, name, flags, state: 'none', references: 1, holds: 0 };
  core.links.set(name, link);
  if ((flags & STATELESS) === 0) link.state = initialState(link);
  // Callers expect it while they probe, whether they ask for it or not.
  if (link.state === 'consumer probe' && (flags & PM_RUNTIME) !== 0) resumeRuntime(core, supplier);
  supplier.consumers = withMember(supplier.consumers, link);
  consumer.suppliers.push(link);
  if ((flags & SYNC_STATE_ONLY) === 0) moveToTail(core, [consumer]);
  return link;
}

/** A link is a device of the class devlink, its name unique like any other: a namesake that is not added yet gets none (LC-36). */
function linkName(consumer: BaseDevice, supplier: BaseDevice): string {
  return `${placed(supplier)}--${placed(consumer)}`;
}

/** dev_bus_name() and dev_name(). A bus whose devices get both when they are added has one nameless consumer for a supplier at a time. */
function placed({ bus, className, name, isRegistered }: BaseDevice): string {
  if (bus?.namesOnAdd && !isRegistered) return `${bus.name}:(null)`;
  return `${bus?.name ?? className ?? ''}:${name}`;
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
    if (wasSyncOnly) moveToTail(core, [link.consumer]);
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
    moveToTail(core, [link.consumer]);
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

/** device_link_init_status(): a link to a supplier that is not bound starts dormant, whatever its consumer is. */
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

function dropReference(core: BaseCore, link: Link): void {
  link.references--;
  if (link.references <= 0) detach(core, link);
}

function detach(core: BaseCore, link: Link): void {
  if ((link.flags & PM_RUNTIME) !== 0) releaseSupplier(core, link);
  const place = link.consumer.suppliers.indexOf(link);
  if (place >= 0) link.consumer.suppliers.splice(place, 1);
  link.consumer.endsAtSupplier = false;
  deleteMember(link.supplier.consumers, link);
  core.links.delete(link.name);
}
