// Records scenarios on a real kernel under QEMU: bundles test/kernel and runs its command line.
// Usage: npm run kernel:record -- --help
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

// A folder of its own: several may run at once.
mkdirSync('out/kernel', { recursive: true });
const outdir = mkdtempSync(path.resolve('out/kernel/recorder-'));
const outfile = path.join(outdir, 'recorder.mjs');
try {
  await build({
    entryPoints: ['test/kernel/command-line.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  const { runCommandLine } = await import(pathToFileURL(outfile).href);
  process.exitCode = await runCommandLine(process.argv.slice(2));
} finally {
  rmSync(outdir, { recursive: true });
}
