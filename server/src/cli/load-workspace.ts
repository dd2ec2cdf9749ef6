// Files of the disk in a workspace of the engine: those that were named, what they import, the modules of kernels that they
// or the options name. The command line and the editor's server load alike; only where texts come from differs.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Change, Workspace } from '../db/index.ts';
import { type InstalledModules, readKernelFolder } from './kernel-folder.ts';
import { showPath, showUri, toPath, toUri } from './paths.ts';
import { readText } from './read-text.ts';

export type Loaded =
  | {
      readonly kind: 'workspace';
      readonly workspace: Workspace;
      /** Of the files that were named. */
      readonly uris: readonly string[];
      /** What could not be read and is left out, a line each. */
      readonly notes: readonly string[];
    }
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
  await loadImports(workspace);
  const notes = await loadKernels(workspace, cwd);
  return { kind: 'workspace', workspace, uris: [...files.keys()], notes };
}

function configOf(installed: InstalledModules | undefined): Change {
  return installed === undefined ? {} : { config: { installed } };
}

/** Imports, until nothing more is wanted. One that cannot be read is a finding of the text that imports it. */
async function loadImports(workspace: Workspace): Promise<void> {
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

/** Kernels that topologies name. Each is asked for once: one that cannot be read leaves its topology without modules. */
async function loadKernels(workspace: Workspace, cwd: string): Promise<readonly string[]> {
  const kernels = new Map<string, InstalledModules>();
  const notes: string[] = [];
  for (const uri of workspace.wantedKernels()) {
    const read = await readKernelFolder(toPath(uri) ?? uri, showUri(uri, cwd));
    if (read.kind === 'modules') kernels.set(uri, read.modules);
    else notes.push(`${read.message}; its modules are left out\n`);
  }
  if (kernels.size > 0) workspace.applyChange({ kernels });
  return notes;
}

async function readUri(uri: string): Promise<string | undefined> {
  const path = toPath(uri);
  return path === undefined ? undefined : readFile(path, 'utf8').catch(() => undefined);
}
