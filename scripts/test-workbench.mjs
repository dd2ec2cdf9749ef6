// Runs the suite of test/workbench inside a real VS Code, twice: on the development folder and on the packed VSIX.
// Which VS Code: VSCODE_EXECUTABLE_PATH, else one that @vscode/test-electron downloads if VSCODE_TEST_VERSION is set, else the
// workbench host of tools/vscode-host, which is installed if it is not there. Never passes over the suite.
// Usage: node scripts/test-workbench.mjs [development|packed]
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { setUpHost } from '../tools/vscode-host/setup.mjs';
import { reportCounts } from './lib/counts.mjs';
import { globSync } from './lib/glob.mjs';
import { packageExtension } from './package.mjs';

const root = path.resolve(import.meta.dirname, '..');
const only = process.argv[2];
const variants = {
  development: async () => ({ extensionDevelopmentPath: root, launchArgs: [] }),
  packed: async () => ({
    extensionDevelopmentPath: path.join(root, 'test/workbench/empty-extension'),
    launchArgs: [`--install-extension=${await packageExtension()}`],
  }),
};

await bundleSuite();
const vscode = findVsCode();
let failed = false;
for (const [name, prepare] of Object.entries(variants)) {
  if (only !== undefined && only !== name) continue;
  failed = !(await runVariant(name, await prepare())) || failed;
}
process.exit(failed ? 1 : 0);

async function bundleSuite() {
  rmSync('out/workbench', { recursive: true, force: true });
  await build({
    entryPoints: globSync('test/workbench/suite', (file) => /(\.test|index)\.ts$/.test(file)),
    outdir: 'out/workbench',
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

function findVsCode() {
  const { VSCODE_EXECUTABLE_PATH: executable, VSCODE_TEST_VERSION: version } = process.env;
  if (executable) return { vscodeExecutablePath: executable };
  if (version) return { version };
  setUpHost();
  return { vscodeExecutablePath: path.join(root, 'tools/vscode-host/code.mjs') };
}

/** In a copy of the workspace, because the tests type into it. */
async function runVariant(name, { extensionDevelopmentPath, launchArgs }) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'buswright-workbench-'));
  const workspace = path.join(folder, 'workspace');
  const results = path.join(folder, 'results.json');
  cpSync(path.join(root, 'test/workbench/workspace'), workspace, { recursive: true });
  console.log(`\nWorkbench, ${name}:`);
  try {
    await runTests({
      ...vscode,
      extensionDevelopmentPath,
      extensionTestsPath: path.join(root, 'out/workbench/index.js'),
      extensionTestsEnv: { WORKBENCH_RESULTS: results },
      launchArgs: [...launchArgs, workspace],
    });
    return reportCounts(`workbench-${name}`, JSON.parse(readFileSync(results, 'utf8')));
  } catch (error) {
    console.error(`The workbench suite (${name}) failed: ${error.message ?? error}`);
    return reportCounts(`workbench-${name}`, readCounts(results));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A run that broke down before its end counts as one failure at least. */
function readCounts(file) {
  try {
    const { passed, failed } = JSON.parse(readFileSync(file, 'utf8'));
    return { passed, failed: Math.max(failed, 1) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
