// Bundles the replay of kernel recordings and runs it. Usage: npm run conformance -- --help
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';

const outfile = 'out/conformance/main.mjs';
await build({
  entryPoints: ['test/conformance/main.ts'],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
});
const run = spawnSync(process.execPath, ['--enable-source-maps', outfile, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(run.status ?? 1);
