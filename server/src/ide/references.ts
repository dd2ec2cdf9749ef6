// All places that mean the same thing as the name under the cursor, in every root that holds the file; each place once.
import type { Location } from '../db/model.ts';
import type { Workspace } from '../db/workspace.ts';
import type { FilePosition } from './file-position.ts';
import { modelsOf } from './models-of.ts';
import { nameAt } from './thing-at.ts';

export interface FoundReference {
  readonly location: Location;
  readonly declares: boolean;
}

export function references(workspace: Workspace, at: FilePosition): readonly FoundReference[] {
  const id = nameAt(workspace, at)?.reference.id;
  if (id === undefined) return [];
  const found = new Map<string, FoundReference>();
  for (const model of modelsOf(workspace, at.uri)) {
    for (const { place, declares } of model.referencesTo(id)) {
      const location = model.locate(place);
      if (location !== undefined) found.set(`${location.uri}#${location.start}`, { location, declares });
    }
  }
  return [...found.values()];
}
