// Bundles what is shipped with esbuild: the extension and the language server, each for Node and for the browser, and the
// command line. `vscode` is the only thing left outside.
// Usage: node scripts/build.mjs [client|web|server|worker|cli ...] [--dev]   (--dev: source maps, not minified)
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const node = { platform: 'node', target: 'node20', format: 'cjs' };
const browser = { platform: 'browser', target: 'es2022' };
// The Node extension host of the oldest supported VS Code and that of the browser both read CommonJS.
const bundles = {
  client: { ...node, entryPoints: ['client/src/node/main.ts'], outfile: 'dist/client.js', external: ['vscode'] },
  web: {
    ...browser,
    format: 'cjs',
    entryPoints: ['client/src/browser/main.ts'],
    outfile: 'dist/client.web.js',
    external: ['vscode'],
  },
  server: { ...node, entryPoints: ['server/src/node/main.ts'], outfile: 'dist/server.js' },
  worker: {
    ...browser,
    format: 'iife',
    entryPoints: ['server/src/browser/main.ts'],
    outfile: 'dist/server.worker.js',
  },
  cli: { ...node, entryPoints: ['server/src/cli/main.ts'], outfile: 'dist/cli.cjs' },
};

const { values, positionals } = parseArgs({
  options: { dev: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !(name in bundles));
if (unknown.length > 0) {
  console.error(`no such bundle: ${unknown.join(', ')} (there are ${Object.keys(bundles).join(', ')})`);
  process.exit(2);
}
const names = positionals.length > 0 ? positionals : Object.keys(bundles);
if (positionals.length === 0) rmSync('dist', { recursive: true, force: true });
const shared = {
  bundle: true,
  minify: !values.dev,
  sourcemap: values.dev,
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
};
await Promise.all(names.map((name) => build({ ...shared, ...bundles[name] })));
