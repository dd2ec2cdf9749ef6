// What a bus says about itself: its contract, how it matches, the structs of its devices, and whose it is.
import type { RootModel } from '../../db/model.ts';
import type { DeviceStructDecl } from '../../declare/declarations.ts';
import type { BusType, Contract, DeviceStruct } from '../../driver-core/topology.ts';
import type { Declaration } from '../../link/declaration.ts';
import type { Place } from '../../link/place.ts';

/** Some device of it offers something, be it only a life cycle. */
export function saysContract(bus: BusType): boolean {
  return bus.devices.some((struct) => struct.offers.length > 0);
}

/** It has a `match`, or an `id_table` that is compared without one. */
export function saysMatch(bus: BusType): boolean {
  return bus.match !== undefined || bus.tables.id_table !== undefined;
}

/** Its match() says no to every driver: user space binds, or whoever creates the device. */
export function bindsByHand(bus: BusType | undefined): boolean {
  return bus?.match?.some((step) => step.kind === 'never') === true;
}

/** It has devices that a driver can bind to. A bare `bus foo;` says nothing of them. */
export function meetsDrivers(bus: BusType): boolean {
  return bus.devices.some((struct) => !struct.noDriver);
}

/** The struct as it was written: what a version has left out is in the declaration only. */
export function writtenStruct(
  struct: DeviceStruct,
  declared: Declaration<'bus'>,
): DeviceStructDecl | undefined {
  return declared.decl.devices.find((it) => it.name.text === struct.struct);
}

export function namePlace(declared: Declaration<'bus'>): Place {
  return { item: declared.item, site: declared.decl.name.site };
}

/** A contract of this root with a function that takes a pointer to the struct. */
export function contractOf(struct: DeviceStruct, model: RootModel): Contract | undefined {
  const takes = new RegExp(`\\bstruct\\s+${struct.struct}\\s*\\*`);
  for (const contract of model.topology.contracts.values())
    if (contract.entries.some(({ prototype }) => takes.test(prototype))) return contract;
  return undefined;
}
