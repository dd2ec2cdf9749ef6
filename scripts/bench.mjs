// Bundles the benchmark and runs it. `npm ci --prefix bench` installs the peers that it compares with.
// Usage: node scripts/bench.mjs [PART...] [--json]   Parts: see bench/main.ts.
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { buildBundles } from './build.mjs';

const outdir = 'out/bench';
await buildBundles();
await build({
  entryPoints: ['bench/main.ts', 'bench/contender.ts', 'bench/echo-server.ts'],
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  // Packages that are CommonJS ask for `require`.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
const run = spawnSync(process.execPath, ['--expose-gc', `${outdir}/main.mjs`, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(run.status ?? 1);
