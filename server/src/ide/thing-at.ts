// What the name at an offset means: the reference under the cursor, or else the declaration around it.
import { contains } from '../base/text-range.ts';
import type { ItemView, Location, Reference, RootModel } from '../db/model.ts';
import type { Workspace } from '../db/workspace.ts';
import type { Id } from '../driver-core/topology.ts';
import { WHOLE_ITEM } from '../link/place.ts';
import { madeFor } from './contract/request-card.ts';
import { declarationsOf } from './declarations-of.ts';
import { type FilePosition, itemAt } from './file-position.ts';
import { modelsOf } from './models-of.ts';

export interface Named {
  readonly model: RootModel;
  readonly reference: Reference;
  readonly location: Location;
}

/** The name under the cursor, in the first root that knows what it means. */
export function nameAt(workspace: Workspace, at: FilePosition): Named | undefined {
  for (const model of modelsOf(workspace, at.uri)) {
    const item = itemAt(model, at);
    if (item === undefined) continue;
    for (const reference of model.references(item.key)) {
      const location = model.locate(reference.place);
      if (location !== undefined && contains(location, at.offset)) return { model, reference, location };
    }
  }
  return undefined;
}

/** For commands about "the thing here": the name's meaning if it is a device, driver, bus or class, else what is around it. */
export function thingAt(
  workspace: Workspace,
  at: FilePosition,
): { readonly model: RootModel; readonly id: Id } | undefined {
  const named = nameAt(workspace, at);
  if (named !== undefined) {
    const id = resultOf(named.model, named.reference.id);
    if (shown(named.model, id)) return { model: named.model, id };
  }
  for (const model of modelsOf(workspace, at.uri)) {
    const item = itemAt(model, at);
    const id = item === undefined ? undefined : innermost(model, item, at.offset);
    if (id !== undefined) return { model, id };
  }
  return undefined;
}

/** A request stands for the device that came of it. */
function resultOf(model: RootModel, id: Id): Id {
  return id.startsWith('request:') ? (madeFor(model, id)[0]?.id ?? id) : id;
}

function shown(model: RootModel, id: Id): boolean {
  return (
    model.run.devices.has(id) ||
    model.driver(id) !== undefined ||
    id.startsWith('bus:') ||
    id.startsWith('class:')
  );
}

function innermost(model: RootModel, item: ItemView, offset: number): Id | undefined {
  const whole = model.locate({ item: item.key, site: WHOLE_ITEM });
  if (whole === undefined || !contains(whole, offset)) return undefined;
  let found: Id | undefined;
  for (const { id, decl } of declarationsOf(model, item)) {
    const location = model.locate({ item: item.key, site: decl.site });
    if (location === undefined || !contains(location, offset)) continue;
    const meant = resultOf(model, id);
    if (shown(model, meant)) found = meant;
  }
  return found;
}
