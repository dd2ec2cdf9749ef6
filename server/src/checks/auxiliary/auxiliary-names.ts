// Names on the auxiliary bus: what is created (without its number), and what drivers list.
import type { RootModel } from '../../db/model.ts';
import type { DriverDecl, Literal } from '../../declare/declarations.ts';
import type { Declaration } from '../../link/declaration.ts';
import { foldModule } from '../../link/ids.ts';
import type { Place } from '../../link/place.ts';
import { driverBodies } from '../driver-bodies.ts';
import { madeBy, makersOfDevices } from '../made-here.ts';
import { remembered } from '../watched-model.ts';

const BUS = 'auxiliary';

/**
 * Everything that stands before the last dot of some auxiliary device's name, declared or made by a driver or a module. Each driver
 * of the bus asks for it.
 */
export const auxiliaryNames = remembered(collectNames);

function collectNames(model: RootModel): ReadonlySet<string> {
  const names = new Set<string>();
  for (const result of model.devicesOn(BUS)) names.add(result.name.slice(0, result.name.lastIndexOf('.')));
  for (const { step } of makersOfDevices(model).flatMap((it) => madeBy(it, model))) {
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

/** Of `foo.bar.0` that no device is called: `foo.bar`. */
export function withoutInstance({ text }: AuxiliaryId, made: ReadonlySet<string>): string | undefined {
  return made.has(text) ? undefined : /^(.+\..+)\.\d+$/.exec(text)?.[1];
}

/** The created name that was meant: the same with underscores, or the same part under the creator's module. */
export function creatorsName(
  id: AuxiliaryId,
  ownModule: string,
  made: ReadonlySet<string>,
): string | undefined {
  const dot = id.text.indexOf('.');
  if (dot < 0) return onlyOneEndingIn(`.${id.text}`, made);
  const prefix = id.text.slice(0, dot);
  const part = id.text.slice(dot);
  const folded = foldModule(prefix) + part;
  if (folded !== id.text && made.has(folded)) return folded;
  if (foldModule(prefix) !== ownModule) return undefined;
  return onlyOneEndingIn(part, made);
}

function onlyOneEndingIn(part: string, made: ReadonlySet<string>): string | undefined {
  const others = [...made].filter((name) => name.endsWith(part));
  return others.length === 1 ? others[0] : undefined;
}

/** A driver lists the name with the wrong module or with a number: MK-38 and MK-39 say so, at the id. */
export function isMisspelt(name: string, model: RootModel): boolean {
  const made = auxiliaryNames(model);
  return model.driversOn(BUS).some((driver) => {
    const declared = model.declarationAs('driver', driver.id);
    const ids = declared && !declared.library ? auxiliaryIds(declared, model) : [];
    return ids.some(
      (id) =>
        !made.has(id.text) &&
        (withoutInstance(id, made) === name || creatorsName(id, driver.module, made) === name),
    );
  });
}
