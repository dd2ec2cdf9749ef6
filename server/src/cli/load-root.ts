// One topology for `tree` and `explain`: the file that was named is the root, whatever else lies beside it.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RootModel, Workspace } from '../db/index.ts';
import { loadWorkspace } from './load-workspace.ts';
import { showPath } from './paths.ts';

export type LoadedRoot =
  | {
      readonly kind: 'root';
      readonly model: RootModel;
      /** The file as shown. */
      readonly file: string;
      /** What could not be read, a line each. */
      readonly notes: string;
      readonly workspace: Workspace;
      /** Of any file of the root. */
      readonly text: (uri: string) => string | undefined;
    }
  | { readonly kind: 'wrong'; readonly message: string };

export async function loadRoot(file: string, cwd: string, kernel: string | undefined): Promise<LoadedRoot> {
  const path = resolve(cwd, file);
  const status = await stat(path).catch(() => undefined);
  if (status?.isDirectory()) {
    return { kind: 'wrong', message: `\`${file}\` is a folder; give one topology` };
  }
  const loaded = await loadWorkspace([path], cwd, kernel);
  if (loaded.kind === 'wrong') return loaded;
  const { workspace, uris, notes } = loaded;
  const model = workspace.models().find(({ root }) => root === uris[0]) ?? workspace.models()[0];
  if (model === undefined) return { kind: 'wrong', message: `\`${file}\` holds no topology` };
  const broken = model.files.flatMap((uri) => workspace.brokenItems(uri)).length;
  const left = broken === 0 ? '' : `${brokenText(broken)}; \`buswright check ${file}\` says which\n`;
  const text = (uri: string): string | undefined => workspace.text(uri);
  return { kind: 'root', model, file: showPath(path, cwd), notes: notes.join('') + left, workspace, text };
}

function brokenText(broken: number): string {
  return broken === 1 ? 'a statement has a syntax error' : `${broken} statements have syntax errors`;
}
