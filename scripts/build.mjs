// Bundles what is shipped with esbuild: the extension and the language server, each for Node and for the browser, and the
// command line. `vscode` is the only thing left outside.
// Usage: node scripts/build.mjs [client|web|server|worker|cli ...] [--dev]   (--dev: source maps, not minified)
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { isMain } from './lib/main.mjs';

const node = { platform: 'node', target: 'node20', format: 'cjs' };
const browser = { platform: 'browser', target: 'es2022' };
// The Node extension host of the oldest supported VS Code and that of the browser both read CommonJS.
const bundles = {
  client: {
    ...node,
    entryPoints: ['client/src/node/main.ts'],
    outfile: 'dist/client.js',
    external: ['vscode'],
  },
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

export const EXTENSION_BUNDLES = ['client', 'web', 'server', 'worker'];

/** Builds the named bundles (all, if none is named). Answers the paths of all sources that went into them. */
export async function buildBundles(names = [], { dev = false } = {}) {
  const unknown = names.filter((name) => !(name in bundles));
  if (unknown.length > 0) {
    throw new Error(`no such bundle: ${unknown.join(', ')} (there are ${Object.keys(bundles).join(', ')})`);
  }
  if (names.length === 0) rmSync('dist', { recursive: true, force: true });
  const shared = {
    bundle: true,
    minify: !dev,
    sourcemap: dev,
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
    metafile: true,
  };
  const chosen = names.length > 0 ? names : Object.keys(bundles);
  const results = await Promise.all(chosen.map((name) => build({ ...shared, ...bundles[name] })));
  return [...new Set(results.flatMap(({ metafile }) => Object.keys(metafile.inputs)))];
}

if (isMain(import.meta.url)) {
  const { values, positionals } = parseArgs({
    options: { dev: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  try {
    await buildBundles(positionals, values);
  } catch (error) {
    // esbuild has already printed where.
    console.error(error.errors ? 'The build failed.' : error.message);
    process.exit(1);
  }
}
