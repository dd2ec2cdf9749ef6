// Where the thing that a name means is declared: in the file, in an imported one, or in the library. For a device that a driver
// made it is the statement that made it.
import type { TextRange } from '../base/text-range.ts';
import type { Location, RootModel } from '../db/model.ts';
import type { Workspace } from '../db/workspace.ts';
import type { Id } from '../driver-core/topology.ts';
import type { FilePosition } from './file-position.ts';
import { importAt } from './import-at.ts';
import { contractsWith } from './meaning.ts';
import { modelsOf } from './models-of.ts';
import type { NavigationTarget } from './navigation-target.ts';
import { nameInScenario } from './scenario-moment.ts';
import { nameAt } from './thing-at.ts';

export function definition(workspace: Workspace, at: FilePosition): readonly NavigationTarget[] {
  const named = nameAt(workspace, at);
  if (named === undefined) return [...importAt(workspace, at), ...madeInScenario(workspace, at)];
  const { model, reference, location } = named;
  if (reference.id.startsWith('function:')) return entriesOfContracts(model, reference.id, location);
  const target = declarationTarget(model, reference.id);
  return target === undefined ? [] : [{ origin: location, ...target }];
}

/** What only a step of the scenario makes: the statement that makes it. */
function madeInScenario(workspace: Workspace, at: FilePosition): readonly NavigationTarget[] {
  for (const model of modelsOf(workspace, at.uri)) {
    const there = nameInScenario(model, at);
    const target = there && declarationTarget(there.moment, there.id);
    if (target) return [{ origin: there.location, ...target }];
  }
  return [];
}

/** Where contracts declare a function; several may have one of its name. */
function entriesOfContracts(model: RootModel, id: Id, origin: Location): readonly NavigationTarget[] {
  return contractsWith(model, id.slice('function:'.length)).flatMap(({ contract }) => {
    const declared = model.declaration(contract.id);
    const entries = declared === undefined ? [] : model.references(declared.item);
    const entry = entries.find((it) => it.declares && it.id === id);
    const name = entry && model.locate(entry.place);
    return name === undefined ? [] : [{ origin, name, whole: name }];
  });
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
