// A device appears, and goes. drivers/base/core.c: device_add, device_del; drivers/base/bus.c: bus_add_device, bus_probe_device,
// bus_remove_device (LC-6 to LC-9, LC-19, LC-48, LC-49).
import { getOrMake } from '../../base/get-or-make.ts';
import { attachDevice, attachNew } from './attach.ts';
import type { BaseCore } from './core.ts';
import { leaveDeferred } from './deferral.ts';
import { addEntry, deleteEntry, hasEntry } from './entries.ts';
import { EEXIST, ENOENT } from './errno.ts';
import { STATELESS } from './link-flags.ts';
import { relaxLink } from './link-states.ts';
import { addLink, purgeLinks } from './links.ts';
import { deleteKey, deleteMember, withKey, withMember } from './members.ts';
import type { BaseDevice } from './objects.ts';
import { isOrphan } from './probe.ts';
import { releaseDriver } from './release.ts';
import { removeRuntime } from './runtime-pm.ts';

/** A supplier that the device names, with the flags of the link to it. */
export interface NamedSupplier {
  readonly id: string;
  /** Undefined: it is not there yet. */
  readonly device: BaseDevice | undefined;
  readonly flags: number;
}

/**
 * device_add(): 0, or -EEXIST if the name is taken in its directory, its class or on its bus (LC-7), or -ENOENT below a device that
 * was deleted or is not added yet. `entered` is called when it is on its lists. User space may act from the uevent on; the device
 * itself is probed after it (LC-8, LC-9).
 */
export function addDevice(
  core: BaseCore,
  device: BaseDevice,
  suppliers: readonly NamedSupplier[],
  entered?: () => void,
): number {
  core.observer?.({ kind: 'add', device });
  if (device.claim) device.driver = device.claim;
  const error = isOrphan(device) ? -ENOENT : nameClash(core, device);
  if (error !== 0) return error;
  enter(core, device);
  entered?.();
  core.observer?.({ kind: 'notify', device, what: 'add' });
  core.observer?.({ kind: 'uevent', device, what: 'add' });
  linkConsumers(core, device);
  linkSuppliers(core, device, suppliers);
  device.isReady = true;
  if (!device.bus?.attachesItself) attachNew(core, device);
  if (core.relaxesLinks && !device.canMatch) for (const link of device.consumers) relaxLink(core, link);
  if (device.parent) device.parent.children = withMember(device.parent.children, device);
  if (device.bus?.attachesItself) attachDevice(core, device);
  return 0;
}

/** device_del(): unbinds it and takes it off every list. Its children stay, without a place (LC-49). */
export function deleteDevice(core: BaseCore, device: BaseDevice): void {
  const { bus } = device;
  core.observer?.({ kind: 'del', device });
  if (device.isRegistered) {
    device.isDead = true;
    orphanBelow(device);
    core.observer?.({ kind: 'notify', device, what: 'del' });
    if (device.parent) deleteMember(device.parent.children, device);
    bus?.devices.delete(device.name);
    releaseDriver(core, device);
    core.order.delete(device);
    removeRuntime(core, device);
    leaveDeferred(core, device);
    for (const id of device.absentSuppliers.keys()) core.awaited.get(id)?.delete(device);
    purgeLinks(core, device);
    core.observer?.({ kind: 'notify', device, what: 'removed' });
    core.observer?.({ kind: 'uevent', device, what: 'remove' });
    device.isRegistered = false;
    leaveEntries(core, device);
  }
  core.observer?.({ kind: 'del_done', device });
}

/** Without recursion: how deep devices lie below each other is up to the text. */
function orphanBelow(top: BaseDevice): void {
  const open = [top];
  for (let at = open.pop(); at; at = open.pop()) {
    for (const child of at.children) {
      if (child.isOrphan) continue;
      child.isOrphan = true;
      open.push(child);
    }
  }
}

/** Section 10 row 8: a clash in its class or on its bus comes after the directory was made, and is undone with a uevent. */
function nameClash({ entries, observer }: BaseCore, device: BaseDevice): number {
  const { entry, parent, bus, name } = device;
  if (hasEntry(entries, parent, entry)) return -EEXIST;
  const classEntry = entryInClass(device);
  const isTaken =
    (classEntry !== undefined && hasEntry(entries, undefined, classEntry)) || bus?.devices.has(name);
  if (!isTaken) return 0;
  observer?.({ kind: 'uevent', device, what: 'remove' });
  return -EEXIST;
}

function enter({ entries, order, keepsOrder }: BaseCore, device: BaseDevice): void {
  const classEntry = entryInClass(device);
  addEntry(entries, device.parent, device.entry);
  if (classEntry !== undefined) addEntry(entries, undefined, classEntry);
  device.isRegistered = true;
  if (keepsOrder) order.add(device);
  device.bus?.devices.set(device.name, device);
}

function leaveEntries({ entries }: BaseCore, device: BaseDevice): void {
  const classEntry = entryInClass(device);
  deleteEntry(entries, device.parent, device.entry);
  if (classEntry !== undefined) deleteEntry(entries, undefined, classEntry);
}

function entryInClass({ className, name }: BaseDevice): string | undefined {
  return className === undefined ? undefined : `class ${className} ${name}`;
}

/** fw_devlink_link_device(), and the links that others make for the device: those to what is not there come with it. */
function linkSuppliers(core: BaseCore, device: BaseDevice, suppliers: readonly NamedSupplier[]): void {
  for (const { id, device: supplier, flags } of suppliers) {
    if (supplier) linkNamed(core, device, supplier, flags);
    else waitForSupplier(core, device, id, flags);
  }
}

/** Nothing would ever bind a device without a bus: what it gives is there with it. */
function linkNamed(core: BaseCore, device: BaseDevice, supplier: BaseDevice, wanted: number): void {
  const flags = supplier.bus ? wanted : STATELESS;
  const isMade = addLink(core, device, supplier, flags) !== undefined;
  core.observer?.({ kind: 'link', device, supplier, flags, isMade });
}

function waitForSupplier({ awaited }: BaseCore, device: BaseDevice, id: string, flags: number): void {
  device.absentSuppliers = withKey(device.absentSuppliers, id, flags);
  getOrMake(awaited, id, () => new Set()).add(device);
}

function linkConsumers(core: BaseCore, device: BaseDevice): void {
  const waiting = core.awaited.get(device.id);
  if (!waiting) return;
  core.awaited.delete(device.id);
  // fwnode_link_add() puts a link before those that are there.
  for (const consumer of [...waiting].reverse()) {
    const flags = consumer.absentSuppliers.get(device.id);
    deleteKey(consumer.absentSuppliers, device.id);
    if (flags !== undefined && consumer.isRegistered) linkNamed(core, consumer, device, flags);
  }
}
