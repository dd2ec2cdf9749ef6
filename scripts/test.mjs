// Bundles the tests with esbuild (code shared between them is built once) and runs them with node:test.
// Usage: node scripts/test.mjs [name-part...]   UPDATE=1 rewrites the expectations of fixtures.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { globSync } from './lib/glob.mjs';

const parts = process.argv.slice(2);
const all = globSync('test', (path) => path.endsWith('.test.ts') && !path.startsWith('test/workbench/'));
const files = parts.length === 0 ? all : all.filter((path) => parts.some((part) => path.includes(part)));
if (files.length === 0) {
  console.error(`no test file matches: ${parts.join(' ')}`);
  process.exit(2);
}
const outdir = `out/test${parts.length ? `-${process.pid}` : ''}`;
rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: files,
  outdir,
  outbase: 'test',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
});
const outputs = files.map((path) => path.replace(/^test/, outdir).replace(/\.ts$/, '.mjs'));
mkdirSync('out/counts', { recursive: true });
const reporters = [
  ['spec', 'stdout'],
  ...(parts.length ? [] : [['./scripts/lib/count-reporter.mjs', 'out/counts/unit.json']]),
].flatMap(([name, to]) => [`--test-reporter=${name}`, `--test-reporter-destination=${to}`]);
const run = spawnSync(
  process.execPath,
  ['--enable-source-maps', '--test', '--test-concurrency=2', ...reporters, ...outputs],
  { stdio: 'inherit' },
);
if (parts.length) rmSync(outdir, { recursive: true, force: true });
process.exit(run.status ?? 1);
