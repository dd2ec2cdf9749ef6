// The roots that a file is looked at in: those with devices first, because only they have results to show.
import type { RootModel } from '../db/model.ts';
import type { Workspace } from '../db/workspace.ts';

/** For a file of the library: all roots. Empty for a file that nobody knows. */
export function modelsOf(workspace: Workspace, uri: string): readonly RootModel[] {
  const models = workspace.modelsOf(uri);
  if (models.length < 2) return models;
  return [...models.filter((model) => model.hasDevices), ...models.filter((model) => !model.hasDevices)];
}

/** The first of them. */
export function modelOf(workspace: Workspace, uri: string): RootModel | undefined {
  return modelsOf(workspace, uri)[0];
}
