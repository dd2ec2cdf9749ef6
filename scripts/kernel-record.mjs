// Records scenarios on a real kernel under QEMU: bundles test/kernel and runs its command line.
// Usage: npm run kernel:record -- --help
import { build } from 'esbuild';

const outfile = 'out/kernel/recorder.mjs';
await build({
  entryPoints: ['test/kernel/command-line.ts'],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
});
const { runCommandLine } = await import(new URL(`../${outfile}`, import.meta.url).href);
process.exitCode = await runCommandLine(process.argv.slice(2));
