// Files, clock and timer of a Node process. Reads only; the one thing it writes is a read-only copy of a library file, in a
// cache folder, for editors that cannot show a document without a file.
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Scheduler } from '../base/ports.ts';
import type { ServerHost } from '../lsp/host.ts';

export function createNodeHost(): ServerHost {
  return {
    clock: { now: () => performance.now() },
    scheduler: { after },
    files: (folders) => ({ read, find: () => find(folders) }),
    writeLibraryFile,
  };
}

const after: Scheduler['after'] = (milliseconds, act) => {
  if (milliseconds === 0) {
    const immediate = setImmediate(act);
    return () => clearImmediate(immediate);
  }
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
};

async function read(uri: string): Promise<string | undefined> {
  try {
    return await readFile(fileURLToPath(uri), 'utf8');
  } catch {
    return undefined;
  }
}

async function find(folders: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    if (folder.startsWith('file:')) await findBelow(fileURLToPath(folder), found);
  }
  return found;
}

/** Folders that hold other people's files. */
const PASSED_OVER: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn']);

async function findBelow(folder: string, found: string[]): Promise<void> {
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const entries = await readdir(next, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = join(next, entry.name);
      if (entry.isDirectory() && !PASSED_OVER.has(entry.name)) waiting.push(path);
      else if (entry.isFile() && entry.name.endsWith('.topo')) found.push(pathToFileURL(path).toString());
    }
  }
}

async function writeLibraryFile(name: string, text: string): Promise<string> {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const folder = join(cache, 'buswright', 'library');
  const path = join(folder, name);
  await mkdir(folder, { recursive: true });
  const present = await readFile(path, 'utf8').catch(() => undefined);
  if (present !== text) {
    if (present !== undefined) await chmod(path, 0o644);
    await writeFile(path, text);
    await chmod(path, 0o444);
  }
  return pathToFileURL(path).toString();
}
