// Where the thing that a name means is declared: in the file, in an imported one, or in the library. For a device that a driver
// made it is the statement that made it.
import type { TextRange } from '../base/text-range.ts';
import type { Location, RootModel } from '../db/model.ts';
import type { Workspace } from '../db/workspace.ts';
import type { Id } from '../driver-core/topology.ts';
import type { FilePosition } from './file-position.ts';
import { importAt } from './import-at.ts';
import type { NavigationTarget } from './navigation-target.ts';
import { nameAt } from './thing-at.ts';

export function definition(workspace: Workspace, at: FilePosition): readonly NavigationTarget[] {
  const named = nameAt(workspace, at);
  if (named === undefined) return importAt(workspace, at);
  const target = declarationTarget(named.model, named.reference.id);
  return target === undefined ? [] : [{ origin: named.location, ...target }];
}

/** `undefined` if the thing has no text: a module that only a driver names. */
function declarationTarget(
  model: RootModel,
  id: Id,
): { readonly name: Location; readonly whole: TextRange } | undefined {
  const place = model.placeOf(id);
  const name = place === undefined ? undefined : model.locate(place);
  if (name === undefined) return undefined;
  const declared = model.declaration(id);
  const whole = declared && model.locate({ item: declared.item, site: declared.decl.site });
  return { name, whole: whole ?? name };
}
