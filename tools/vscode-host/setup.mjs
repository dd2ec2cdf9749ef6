// Installs the workbench host: VS Code's server and workbench and Node 24 from npm, and Chromium by apt where it is missing
// and may be installed. Does nothing if that is done. Says what is missing and fails otherwise; needs Linux on x64.
// Usage: node tools/vscode-host/setup.mjs
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromiumPath, codeFolder, hostFolder, nodeFolder, stampFile } from './paths.mjs';

/** Installs what is missing. Throws with a sentence that says what to do. */
export function setUpHost() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The workbench host needs Linux on x64. Set VSCODE_EXECUTABLE_PATH to an installed VS Code instead.',
    );
  }
  setUpChromium();
  if (!existsSync(stampFile())) setUpCode();
}

function setUpChromium() {
  if (chromiumPath()) return;
  const manual = 'Install Chromium (apt-get install chromium) or set CHROMIUM_PATH.';
  if (process.getuid?.() !== 0) throw new Error(`Chromium was not found. ${manual}`);
  console.log('Installing Chromium with apt-get.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], { env });
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env });
  if (!chromiumPath()) throw new Error(`apt-get did not bring Chromium. ${manual}`);
}

/** VS Code's own dependencies are installed by Node 24 from its shrink-wrap; only two small natives are compiled. */
function setUpCode() {
  console.log('Installing the workbench host (VS Code server and Node 24 from npm), about half a minute.');
  run('npm', ['ci', '--ignore-scripts'], { cwd: hostFolder });
  const env = {
    ...process.env,
    PATH: `${path.join(nodeFolder, 'bin')}:${process.env.PATH}`,
    npm_config_nodedir: nodeFolder,
  };
  const install = ['install', '--omit=dev', '--ignore-scripts'];
  run('npm', install, { cwd: codeFolder, env });
  run('npm', install, { cwd: path.join(codeFolder, 'extensions'), env });
  // Without these two the host works and prints stack traces; so a machine without a compiler may go on.
  const natives = ['rebuild', '--foreground-scripts', '@vscode/spdlog', '@vscode/native-watchdog'];
  const built = spawnSync('npm', natives, { cwd: codeFolder, env, encoding: 'utf8' });
  if (built.status !== 0)
    console.warn('Two native modules of VS Code were not built: its log will be noisy.');
  writeFileSync(stampFile(), '');
}

function run(command, args, options) {
  const result = spawnSync(command, args, { ...options, encoding: 'utf8' });
  if (result.status === 0) return;
  const output = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error ?? ''}`;
  throw new Error(`${command} ${args.join(' ')} failed:\n${output.slice(-4000)}`);
}

if (process.argv[1] === import.meta.filename) {
  try {
    setUpHost();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
