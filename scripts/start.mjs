// `npm start`: builds, then opens VS Code on examples/ with this extension. Without a `code` command or a display, it serves VS Code's
// workbench on this machine, prints its address, and prints the resulting buses of the first examples. Ctrl-C ends it.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setUpHost } from '../tools/vscode-host/setup.mjs';
import { startServer } from '../tools/vscode-host/workbench.mjs';
import { buildBundles } from './build.mjs';
import { packageExtension } from './package.mjs';

const root = path.resolve(import.meta.dirname, '..');
const examples = path.join(root, 'examples');
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
const hasCode = spawnSync('code', ['--version'], { shell: process.platform === 'win32' }).status === 0;

await buildBundles();
if (hasDisplay && hasCode) openCode();
else await serveWorkbench();

function openCode() {
  const args = ['--new-window', '--wait', `--extensionDevelopmentPath=${root}`, examples];
  const code = spawn('code', args, { stdio: 'inherit', shell: process.platform === 'win32' });
  code.on('exit', (status) => process.exit(status ?? 1));
}

async function serveWorkbench() {
  printBuses();
  setUpHost();
  mkdirSync(path.join(root, 'out'), { recursive: true });
  const vsix = await packageExtension(path.join(root, 'out/start.vsix'));
  const server = await startServer({ install: [vsix] });
  let stopping = false;
  const stop = () => {
    stopping = true;
    void server.close().finally(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  console.log('\nThere is no VS Code with a display here. Its workbench, with Buswright on examples/, is at');
  console.log(`  ${server.url({ open: examples })}`);
  console.log('Open the Buses view in the Activity Bar. Ctrl-C ends it.');
  await server.died.catch((error) => {
    if (stopping) return;
    console.error(error.message);
    process.exit(1);
  });
}

/** The same answer as the view's, from the command line. */
function printBuses() {
  for (const folder of ['first', 'board']) {
    const files = readdirSync(path.join(examples, folder)).filter((name) => name.endsWith('.topo'));
    for (const name of files) {
      const file = `examples/${folder}/${name}`;
      console.log(`\n$ npx buswright tree ${file}`);
      spawnSync(process.execPath, ['server/bin/buswright.cjs', 'tree', file], {
        cwd: root,
        stdio: 'inherit',
      });
    }
  }
}
