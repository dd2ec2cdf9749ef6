// Whose a contract is: the buses whose devices offer it, and the classes that require it of a driver.
import type { RootModel } from '../../db/model.ts';

const byContract = new WeakMap<RootModel, ReadonlyMap<string, readonly string[]>>();

/** Names of buses, then of classes; none for a contract of single auxiliary devices. */
export function ownersOf(contract: string, model: RootModel): readonly string[] {
  const known = byContract.get(model) ?? collect(model);
  byContract.set(model, known);
  return known.get(contract) ?? [];
}

function collect(model: RootModel): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (contract: string, owner: string): void => {
    const list = found.get(contract) ?? [];
    if (!list.includes(owner)) list.push(owner);
    found.set(contract, list);
  };
  for (const bus of model.topology.buses.values()) {
    for (const offer of bus.devices.flatMap((struct) => struct.offers)) add(offer.value, bus.name);
  }
  for (const type of model.topology.classes.values()) {
    for (const contract of type.requires) add(contract.value, type.name);
  }
  return found;
}
