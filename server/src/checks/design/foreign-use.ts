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
  const names = usesOf(declared, model).flatMap(({ use, item }) =>
    use.of || use.ifPresent ? [] : use.names.map(({ text, site }) => ({ text, place: { item, site } })),
  );
  const [first] = names;
  const bus = declared.decl.bus.text;
  const own = offeredBy(bus, model);
  if (!first || own.length === 0 || own.includes(BY_CREATOR)) return undefined;
  if (names.some(({ text }) => hasFunction(own, text, model))) return undefined;
  const [other, another] = [...model.topology.buses.keys()].filter((it) => {
    const offered = it === bus ? [] : offeredBy(it, model);
    return offered.length > 0 && names.every(({ text }) => hasFunction(offered, text, model));
  });
  // A name like `reset` is everybody's.
  if (other === undefined || another !== undefined) return undefined;
  const contract = offeredBy(other, model).find((it) => hasFunction([it], first.text, model)) ?? '';
  return { bus: other, contract, place: first.place };
}

function offeredBy(bus: string, model: RootModel): readonly string[] {
  return closureOf(
    model.topology.buses.get(bus)?.devices.flatMap((struct) => contractsOf(struct)) ?? [],
    model,
  );
}

function hasFunction(contracts: readonly string[], name: string, model: RootModel): boolean {
  return contracts.some((it) =>
    model.topology.contracts.get(it)?.entries.some((entry) => entry.name === name),
  );
}
