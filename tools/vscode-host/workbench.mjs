// A real VS Code without Electron: starts VS Code's server in a fresh profile and opens its workbench in Chromium. Everything
// that it writes lies in one temporary folder, and all its processes in one group; `close` removes both.
// Its two internals, both why code-server is pinned: `--enable-smoke-test-driver` (a built workbench ignores `payload` without
// it) and the functions codeAutomationLog and codeAutomationExit, by which a test run in a page reports.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { chromiumPath, hostNode, serverMain } from './paths.mjs';

const START_LIMIT_MS = 180_000;
const KILL_AFTER_MS = 3000;

const quietSettings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'git.openRepositoryInParentFolders': 'never',
};

/**
 * Starts the server. `install`: VSIX files; `settings`: user settings over the quiet ones.
 * Answers `{ url(target), died, close() }`; `died` rejects if the server ends by itself.
 */
export async function startServer({ install = [], settings = {}, env = {} } = {}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'workbench-'));
  const user = path.join(folder, 'user');
  for (const name of ['user/User', 'extensions', 'home', 't'])
    mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(user, 'User/settings.json'), JSON.stringify({ ...quietSettings, ...settings }));
  // Its sockets lie in TMPDIR and go away with it; without a gallery nothing is asked over the network.
  const environment = {
    ...process.env,
    ...env,
    HOME: path.join(folder, 'home'),
    TMPDIR: path.join(folder, 't'),
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
  };
  const common = [
    serverMain,
    '--accept-server-license-terms',
    ...['--server-data-dir', path.join(folder, 'server')],
    ...['--user-data-dir', user],
    ...['--extensions-dir', path.join(folder, 'extensions')],
  ];
  for (const vsix of install) installExtension(vsix, common, environment);
  const listen = ['--host', '127.0.0.1', '--port', '0', '--without-connection-token'];
  const args = [...common, ...listen, '--telemetry-level', 'off', '--enable-smoke-test-driver'];
  const child = spawn(hostNode, args, {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const close = async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const { port, died } = await listening(child);
    return { url: (target) => workbenchUrl(port, target), died, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function installExtension(vsix, common, env) {
  const args = [...common, '--install-extension', path.resolve(vsix), '--force'];
  const run = spawnSync(hostNode, args, { env, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`installing ${vsix} failed:\n${run.stdout}${run.stderr}`);
}

function listening(child) {
  let log = '';
  return new Promise((resolve, reject) => {
    const died = new Promise((_, dead) => {
      child.on('exit', (code) => dead(new Error(`the VS Code server ended (${code}):\n${log.slice(-4000)}`)));
    });
    died.catch(reject);
    child.on('error', reject);
    const limit = setTimeout(
      () => reject(new Error(`the VS Code server did not start:\n${log}`)),
      START_LIMIT_MS,
    );
    const read = (text) => {
      log += text;
      const port = /Web UI available at http:\/\/[^:]+:(\d+)/.exec(log)?.[1];
      if (port === undefined) return;
      clearTimeout(limit);
      resolve({ port, died });
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
  });
}

/** Ends the whole process group: extension hosts and what they started are in it. */
async function end(child) {
  const kill = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // The group is gone.
    }
  };
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    kill('SIGTERM');
    const timer = setTimeout(() => kill('SIGKILL'), KILL_AFTER_MS);
    await gone;
    clearTimeout(timer);
  }
  if (child.pid !== undefined) kill('SIGKILL');
}

/** `target`: `{ open, extensions, tests }`: a folder or .code-workspace, extensions in development, a test entry. */
function workbenchUrl(port, { open, extensions = [], tests }) {
  const address = `127.0.0.1:${port}`;
  const uri = (file) =>
    `vscode-remote://${address}${path.resolve(file).split('/').map(encodeURIComponent).join('/')}`;
  const payload = [
    ['skipWelcome', 'true'],
    ...extensions.map((folder) => ['extensionDevelopmentPath', uri(folder)]),
    ...(tests === undefined ? [] : [['extensionTestsPath', uri(tests)]]),
  ];
  const query = new URLSearchParams();
  if (open === undefined) query.set('ew', 'true');
  else query.set(open.endsWith('.code-workspace') ? 'workspace' : 'folder', path.resolve(open));
  query.set('payload', JSON.stringify(payload));
  return `http://${address}/?${query}`;
}

/** Opens Chromium; answers `{ page, close() }`. playwright-core comes from the project. */
export async function openBrowser({ width = 1280, height = 800, scale = 1 } = {}) {
  const { chromium } = createRequire(import.meta.url)('playwright-core');
  const executablePath = chromiumPath();
  if (executablePath === undefined)
    throw new Error('Chromium was not found: run node tools/vscode-host/setup.mjs');
  const quiet = [
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
  ];
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-sync', ...quiet],
  });
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  return { page: await context.newPage(), close: () => browser.close() };
}
