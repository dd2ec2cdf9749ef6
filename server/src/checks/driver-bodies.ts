// What is said of a driver: its declaration and every `extend` of it, each with the item that its sites belong to.
import type { RootModel } from '../db/model.ts';
import type { DriverDecl, UsesDecl } from '../declare/declarations.ts';
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

export interface DriverUse {
  readonly use: UsesDecl;
  readonly item: ItemKey;
}

/** Its `uses` statements. */
export function usesOf(declared: Declaration<'driver'>, model: RootModel): readonly DriverUse[] {
  return driverBodies(declared, model).flatMap(({ decl, item }) => decl.uses.map((use) => ({ use, item })));
}
