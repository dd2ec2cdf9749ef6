// What is said of a driver: its declaration and every `extend` of it, each with the item that its sites belong to.
import type { RootModel } from '../db/model.ts';
import type { DriverDecl, Fact, UsesDecl } from '../declare/declarations.ts';
import type { Declaration } from '../link/declaration.ts';
import type { ItemKey } from '../link/place.ts';

export interface DriverBody {
  readonly decl: DriverDecl;
  readonly item: ItemKey;
}

export function driverBodies(declared: Declaration<'driver'>, model: RootModel): readonly DriverBody[] {
  const added = model.extensions('driver', declared.id).map(({ adds, item }) => ({ decl: adds, item }));
  return [{ decl: declared.decl, item: declared.item }, ...added];
}

/** A fact or flag of it. */
export function factOfDriver(
  declared: Declaration<'driver'>,
  name: string,
  model: RootModel,
): { readonly fact: Fact; readonly item: ItemKey } | undefined {
  for (const { decl, item } of driverBodies(declared, model)) {
    const fact = decl.facts.find((it) => it.name.text === name);
    if (fact) return { fact, item };
  }
  return undefined;
}

export interface DriverUse {
  readonly use: UsesDecl;
  readonly item: ItemKey;
}

/** Its `uses` statements. */
export function usesOf(declared: Declaration<'driver'>, model: RootModel): readonly DriverUse[] {
  return driverBodies(declared, model).flatMap(({ decl, item }) => decl.uses.map((use) => ({ use, item })));
}
