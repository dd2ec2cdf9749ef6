// The `.topo` files that PATHS mean: files as they are named, folders with all below them. Hidden folders and node_modules
// are not looked into; links to folders are not followed, so a circle of links cannot hang it.
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { reasonOf } from './read-text.ts';

export type Found =
  /** Absolute paths, each once, sorted within a folder. */
  | { readonly kind: 'files'; readonly paths: readonly string[] }
  | { readonly kind: 'wrong'; readonly message: string };

export async function findFiles(given: readonly string[], cwd: string): Promise<Found> {
  const paths = new Set<string>();
  for (const name of given) {
    const path = resolve(cwd, name);
    const status = await stat(path).catch(() => undefined);
    if (status === undefined) return { kind: 'wrong', message: `there is no file or folder \`${name}\`` };
    const below = status.isDirectory() ? await topoFilesBelow(path).catch(reasonOf) : [path];
    if (typeof below === 'string') return { kind: 'wrong', message: `\`${name}\` cannot be read: ${below}` };
    if (below.length === 0) return { kind: 'wrong', message: `no .topo file lies in \`${name}\`` };
    for (const file of below) paths.add(file);
  }
  return { kind: 'files', paths: [...paths] };
}

async function topoFilesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return isLookedInto(entry.name) ? topoFilesBelow(path) : [];
        return entry.name.endsWith('.topo') ? [path] : [];
      }),
  );
  return found.flat();
}

function isLookedInto(folder: string): boolean {
  return !folder.startsWith('.') && folder !== 'node_modules';
}
