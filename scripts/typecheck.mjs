// Checks the types of every part under the settings that it runs with: the server's core without Node and DOM, its three hosts,
// the client, the tests.
import { spawnSync } from 'node:child_process';
import { isMain } from './lib/main.mjs';

export const PROJECTS = [
  'server/tsconfig.json',
  'server/tsconfig.node.json',
  'server/tsconfig.browser.json',
  'client/tsconfig.json',
  'test/tsconfig.json',
];

/** Prints the errors; answers whether there is none. */
export function typecheck(project) {
  return spawnSync('node_modules/.bin/tsc', ['-p', project], { stdio: 'inherit' }).status === 0;
}

if (isMain(import.meta.url)) {
  const failed = PROJECTS.filter((project) => !typecheck(project));
  process.exit(failed.length > 0 ? 1 : 0);
}
