// Files of the disk in a workspace of the engine: those that were named, what they import, the modules of kernels that they
// or the options name. The command line and the editor's server load alike; only where texts come from differs.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Change } from '../db/change.ts';
import { Workspace } from '../db/workspace.ts';
import { type InstalledModules, readKernelFolder } from './kernel-folder.ts';
import { showPath, toPath, toUri } from './paths.ts';
import { readText } from './read-text.ts';

export type Loaded =
  | { readonly kind: 'workspace'; readonly workspace: Workspace; readonly uris: readonly string[] }
  | { readonly kind: 'wrong'; readonly message: string };

/** `paths` are absolute. `kernel`: the folder of `--kernel`, as given. */
export async function loadWorkspace(
  paths: readonly string[],
  cwd: string,
  kernel: string | undefined,
): Promise<Loaded> {
  const installed = kernel === undefined ? undefined : await readKernelFolder(resolve(cwd, kernel), kernel);
  if (installed?.kind === 'unreadable') return { kind: 'wrong', message: installed.message };
  const files = new Map<string, string>();
  for (const path of paths) {
    const read = await readText(path, showPath(path, cwd));
    if (read.kind === 'unreadable') return { kind: 'wrong', message: read.message };
    files.set(toUri(path, cwd), read.text);
  }
  const workspace = new Workspace();
  workspace.applyChange({ files, ...configOf(installed?.modules) });
  await loadWanted(workspace);
  return { kind: 'workspace', workspace, uris: [...files.keys()] };
}

function configOf(installed: InstalledModules | undefined): Change {
  return installed === undefined ? {} : { config: { installed } };
}

/** Imports, until nothing more is wanted. One that cannot be read is a finding of the text that imports it. */
async function loadWanted(workspace: Workspace): Promise<void> {
  for (let wanted = workspace.wanted(); wanted.length > 0; wanted = workspace.wanted()) {
    const texts = await Promise.all(wanted.map(readUri));
    const files = new Map<string, string>();
    const missing: string[] = [];
    for (const [index, uri] of wanted.entries()) {
      const text = texts[index];
      if (text === undefined) missing.push(uri);
      else files.set(uri, text);
    }
    workspace.applyChange({ files, missing });
  }
}

async function readUri(uri: string): Promise<string | undefined> {
  const path = toPath(uri);
  return path === undefined ? undefined : readFile(path, 'utf8').catch(() => undefined);
}
