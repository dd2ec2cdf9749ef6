// Files below a folder that a predicate accepts, as sorted `/`-separated paths. Node 20 has no fs.globSync.
import { readdirSync } from 'node:fs';

export function globSync(root, accepts) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`.replaceAll('\\', '/'))
    .filter(accepts)
    .sort();
}
