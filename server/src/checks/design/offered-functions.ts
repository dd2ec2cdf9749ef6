// The functions that devices give to their driver: those of the bus's contract, or of what the creator offers.
import type { RootModel } from '../../db/model.ts';
import type { BusType, DeviceStruct, Driver, Id } from '../../driver-core/topology.ts';

/** The contract without functions: a device of it can be added and removed. */
export const LIFECYCLE = 'lifecycle';

/** `offers creator`: each `creates` says which contract its device carries. */
export const BY_CREATOR = 'creator';

export interface Offered {
  readonly contracts: readonly string[];
  readonly functions: ReadonlySet<string>;
  /** The root itself declares all of these contracts, so what they leave out is not there. */
  readonly complete: boolean;
}

/** What one device of a bus offers a driver; nothing if it is not known (a creator that does not say). */
export function offeredTo(driver: Driver, device: Id, model: RootModel): Offered | undefined {
  const bus = model.topology.buses.get(driver.bus);
  if (!bus) return undefined;
  const contracts = contractsFor(bus, driver).flatMap((name) =>
    name === BY_CREATOR ? creatorsOffers(device, model) : [name],
  );
  return contracts.length > 0 ? offered(contracts, model) : undefined;
}

/** Each device of the bus may offer something else: whoever creates it says what. */
export function dependsOnMaker(driver: Driver, model: RootModel): boolean {
  const bus = model.topology.buses.get(driver.bus);
  return bus !== undefined && contractsFor(bus, driver).includes(BY_CREATOR);
}

/** What a struct says it offers: contracts, `lifecycle`, `creator`. */
export function contractsOf(struct: DeviceStruct): readonly string[] {
  return struct.offers.map((offer) => offer.value);
}

/** These and all that they extend. */
export function closureOf(contracts: readonly string[], model: RootModel): readonly string[] {
  const visited = new Set(contracts);
  for (const name of visited) {
    for (const base of model.topology.contracts.get(name)?.extends ?? []) visited.add(base);
  }
  return [...visited];
}

function contractsFor(bus: BusType, driver: Driver): readonly string[] {
  const struct = bus.devices.find((it) => it.struct === driver.devtype) ?? bus.devices[0];
  return struct ? contractsOf(struct) : [];
}

function creatorsOffers(device: Id, model: RootModel): readonly string[] {
  const made = model.run.devices.get(device)?.madeBy;
  const maker = made?.driver === undefined ? undefined : model.driver(made.driver);
  if (!made || !maker) return [];
  const steps = [
    ...maker.probe,
    ...(maker.sriovConfigure ?? []),
    ...maker.flavours.flatMap((flavour) => flavour.steps),
  ];
  const name = model.run.devices.get(device)?.name ?? '';
  return steps.flatMap((step) => {
    if (step.kind !== 'creates' || step.label !== made.label) return [];
    const begins = step.name?.parts[0];
    const isThis = begins?.kind !== 'literal' || name.startsWith(begins.text);
    return isThis ? step.offers.map((offer) => offer.value) : [];
  });
}

function offered(contracts: readonly string[], model: RootModel): Offered {
  const all = closureOf(contracts, model);
  const entries = all.flatMap((name) => model.topology.contracts.get(name)?.entries ?? []);
  return {
    contracts,
    functions: new Set(entries.map((entry) => entry.name)),
    complete: all.every((name) => model.declarationAs('contract', `contract:${name}`)?.library === false),
  };
}
