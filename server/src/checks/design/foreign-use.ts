// A driver that knows its device only by the functions of another bus.
import type { RootModel } from '../../db/model.ts';
import type { Declaration } from '../../link/declaration.ts';
import type { Place } from '../../link/place.ts';
import { usesOf } from '../driver-bodies.ts';
import { BY_CREATOR, closureOf, contractsOf } from './offered-functions.ts';

export interface ForeignUse {
  /** The other bus and its contract. */
  readonly bus: string;
  readonly contract: string;
  readonly place: Place;
}

/** Set if all that it calls on its own device belongs to exactly one other bus, and none of it to its own. */
export function foreignUse(declared: Declaration<'driver'>, model: RootModel): ForeignUse | undefined {
  const [first, ...others] = usesOf(declared, model).flatMap(({ use, item }) =>
    use.of || use.ifPresent ? [] : use.names.map(({ text, site }) => ({ text, place: { item, site } })),
  );
  const bus = declared.decl.bus.text;
  if (!first || !hasOwnContract(bus, model)) return undefined;
  const offerers = offerersOf(model);
  const candidates = [...(offerers.get(first.text) ?? [])].filter(([name]) =>
    others.every(({ text }) => offerers.get(text)?.has(name)),
  );
  const [found, another] = candidates;
  const isOwn = [first, ...others].some(({ text }) => offerers.get(text)?.has(bus));
  // A name like `reset` is everybody's.
  if (!found || another || isOwn) return undefined;
  return { bus: found[0], contract: found[1], place: first.place };
}

/** Its devices all offer the same, and it says what. */
function hasOwnContract(bus: string, model: RootModel): boolean {
  const said = model.topology.buses.get(bus)?.devices.flatMap((struct) => contractsOf(struct)) ?? [];
  return said.length > 0 && !said.includes(BY_CREATOR);
}

/** Function → the buses that offer it, each with the contract. */
type Offerers = ReadonlyMap<string, ReadonlyMap<string, string>>;

const known = new WeakMap<RootModel, Offerers>();

function offerersOf(model: RootModel): Offerers {
  const found = known.get(model) ?? collect(model);
  known.set(model, found);
  return found;
}

function collect(model: RootModel): Offerers {
  const found = new Map<string, Map<string, string>>();
  for (const bus of model.topology.buses.values()) {
    const contracts = bus.devices.flatMap((struct) => contractsOf(struct));
    for (const contract of closureOf(contracts, model)) {
      for (const { name } of model.topology.contracts.get(contract)?.entries ?? []) {
        const buses = found.get(name) ?? new Map<string, string>();
        found.set(name, buses.set(bus.name, contract));
      }
    }
  }
  return found;
}
