// Names on the auxiliary bus: what is created (without its number), and what drivers list.
import type { RootModel } from '../../db/model.ts';
import type { DriverDecl, Literal } from '../../declare/declarations.ts';
import type { Declaration } from '../../link/declaration.ts';
import type { Place } from '../../link/place.ts';
import { driverBodies } from '../driver-bodies.ts';
import { madeBy, makers } from '../made-here.ts';

const BUS = 'auxiliary';

/** Each driver of the bus asks for the names of the whole topology. */
const namesOf = new WeakMap<RootModel, ReadonlySet<string>>();

/** Everything that stands before the last dot of some auxiliary device's name, declared or made by a driver or a module. */
export function auxiliaryNames(model: RootModel): ReadonlySet<string> {
  const names = namesOf.get(model) ?? collectNames(model);
  namesOf.set(model, names);
  return names;
}

function collectNames(model: RootModel): ReadonlySet<string> {
  const names = new Set<string>();
  for (const result of model.devicesOn(BUS)) names.add(result.name.slice(0, result.name.lastIndexOf('.')));
  for (const { step } of makers(model).flatMap((it) => madeBy(it, model))) {
    if (step.kind === 'creates' && step.of.text === BUS && step.name) names.add(step.name.text);
  }
  return names;
}

/** A name of a match table, and where it stands. */
export interface AuxiliaryId {
  readonly text: string;
  readonly place: Place;
}

/** The names that a driver's id_table lists; none for a driver of another bus. */
export function auxiliaryIds(declared: Declaration<'driver'>, model: RootModel): readonly AuxiliaryId[] {
  if (declared.decl.bus.text !== BUS) return [];
  return driverBodies(declared, model).flatMap(({ decl, item }) =>
    listed(decl).map(({ text, site }) => ({ text, place: { item, site } })),
  );
}

function listed(decl: DriverDecl): readonly Literal[] {
  return decl.tables
    .filter((table) => table.name.text === 'id_table')
    .flatMap((table) => [
      ...table.values,
      ...table.rows.flatMap((row) =>
        row.facts.filter((fact) => fact.name.text === 'name').flatMap((fact) => fact.values),
      ),
    ]);
}
