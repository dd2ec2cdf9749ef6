// The suppliers that a description names: what link each becomes, and what resource it stands for.
// drivers/base/core.c: device_link_add, fw_devlink_create_devlink (LC-37, LC-38).
import type { NamedSupplier } from './base/device.ts';
import {
  AUTOPROBE_CONSUMER,
  CYCLE,
  INFERRED,
  linkFlags,
  PM_RUNTIME,
  STATELESS,
  SYNC_STATE_ONLY,
} from './base/link-flags.ts';
import { absentSupplier } from './base/link-states.ts';
import type { LiveDevice, State } from './live.ts';
import type { Id, Kernel, Supplier } from './topology.ts';

/**
 * The suppliers of a device that is about to be added, with the flags of their links: those of its maker's own links, then those that
 * firmware names, the last one first. `fw_devlink = off` makes none from firmware.
 */
export function namedSuppliers(state: State, consumer: Id, suppliers: readonly Supplier[]): NamedSupplier[] {
  const { kernel } = state.topology;
  const own: NamedSupplier[] = [];
  const ofFirmware = new Map<Id, NamedSupplier>();
  for (const it of suppliers) {
    const { supplier, flags } = it;
    // fwnode_link_add() makes one link of all properties that name the same supplier.
    if (flags === undefined && (ofFirmware.has(supplier) || !isNamedByFirmware(kernel, it))) continue;
    const device = state.devices.get(supplier);
    const named = { id: supplier, device, flags: flagsOf(state, consumer, supplier, flags) };
    if (flags === undefined) ofFirmware.set(supplier, named);
    else own.push(named);
  }
  // It puts a link before those that are there.
  return [...own, ...[...ofFirmware.values()].reverse()];
}

/**
 * True for a supplier that fw_devlink makes a link to: the link is not the driver's own, and the property is not an optional one
 * (drivers/of/property.c:of_link_property; before 5.12 none was, and permissive is never strict).
 */
export function isNamedByFirmware(kernel: Kernel, { flags, isOptional }: Supplier): boolean {
  const { version, fwDevlink, isStrict } = kernel;
  if (flags !== undefined || fwDevlink === 'off') return false;
  return !isOptional || version < 5_012 || (isStrict === true && fwDevlink !== 'permissive');
}

/** The suppliers that stand for a resource which `needs NAME` asks for. */
export function resourceSuppliers(state: State, { named }: LiveDevice, name: string): readonly Id[] {
  const labeled = named.filter(({ label }) => label === name);
  const chosen =
    labeled.length > 0
      ? labeled
      : named.filter(({ label, supplier }) => label === undefined && standsFor(state, supplier, name));
  return chosen.map(({ supplier }) => supplier);
}

/** A supplier without a bus never binds: what it gives is there as soon as it is. */
export function isAvailable(state: State, id: Id): boolean {
  const supplier = state.devices.get(id);
  return supplier !== undefined && (supplier.isBound || supplier.bus === undefined);
}

/** The supplier that keeps the device from being probed. */
export function missingSupplier(device: LiveDevice): Id | undefined {
  return device.waitsFor?.supplier.id ?? absentSupplier(device);
}

/** The supplier's name; its id if nobody declared it. */
export function supplierName(state: State, id: Id): string {
  return (state.devices.get(id) ?? state.declared.get(id))?.name ?? id;
}

function flagsOf(state: State, consumer: Id, supplier: Id, flags: readonly string[] | undefined): number {
  const declared = state.devices.get(supplier) ?? state.declared.get(supplier);
  // Nothing would ever bind it, and nobody has to wait once it is there.
  if (declared && declared.bus === undefined) return STATELESS;
  if (flags) return linkFlags(flags);
  return isCyclic(state, supplier, consumer)
    ? INFERRED | CYCLE | SYNC_STATE_ONLY
    : FIRMWARE_FLAGS[state.topology.kernel.fwDevlink];
}

const FIRMWARE_FLAGS: Readonly<Record<Kernel['fwDevlink'], number>> = {
  off: SYNC_STATE_ONLY,
  permissive: INFERRED | SYNC_STATE_ONLY,
  on: INFERRED | AUTOPROBE_CONSUMER,
  rpm: INFERRED | AUTOPROBE_CONSUMER | PM_RUNTIME,
};

/** True if the supplier is below the device, or consumes it by way of others: the links of that circle hold nobody (LC-38). */
function isCyclic(state: State, supplier: Id, consumer: Id): boolean {
  const component = state.cycles().get(consumer);
  return component !== undefined && component === state.cycles().get(supplier);
}

function standsFor(state: State, id: Id, name: string): boolean {
  const supplier = state.devices.get(id);
  if ((supplier ?? state.declared.get(id))?.name === name) return true;
  const steps = supplier?.driver?.decl.probe ?? [];
  return steps.some((step) => step.kind === 'registers' && step.of === name);
}
