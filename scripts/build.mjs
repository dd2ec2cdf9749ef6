// Bundles what is shipped with esbuild: the extension and the language server, each one file for Node and for the browser (they
// share nearly all code, and a package may not be large), and the command line. `vscode` is the only thing left outside.
// Usage: node scripts/build.mjs [client|server|cli ...] [--dev]   (--dev: source maps, not minified)
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { loweredLibrary } from './lib/lowered-library.mjs';
import { isMain } from './lib/main.mjs';

const isNode = "typeof process === 'object' && typeof process.versions?.node === 'string'";
/** A program that runs its part for Node or for the browser; the other part stays asleep, with the modules that it requires. */
const entry = (code) => ({ contents: code, resolveDir: '.', sourcefile: 'entry.js' });

const bundles = {
  // Both extension hosts of VS Code, Node's and the worker's, read CommonJS.
  client: {
    stdin: entry(`exports.activate = async (context) => {
      const { activate } = await (${isNode} ? import('./client/src/node/main.ts') : import('./client/src/browser/main.ts'));
      return activate(context);
    };`),
    outfile: 'dist/client.js',
    format: 'cjs',
    external: ['vscode'],
    conditions: ['node', 'browser'],
  },
  server: {
    stdin: entry(
      `void (${isNode} ? import('./server/src/node/main.ts') : import('./server/src/browser/main.ts'));`,
    ),
    outfile: 'dist/server.js',
    format: 'iife',
    conditions: ['node', 'browser'],
  },
  cli: { entryPoints: ['server/src/cli/main.ts'], outfile: 'dist/cli.cjs', format: 'cjs' },
};

export const EXTENSION_BUNDLES = ['client', 'server'];

/** Builds the named bundles (all, if none is named). Answers the paths of all sources that went into them. */
export async function buildBundles(names = [], { dev = false } = {}) {
  const unknown = names.filter((name) => !(name in bundles));
  if (unknown.length > 0) {
    throw new Error(`no such bundle: ${unknown.join(', ')} (there are ${Object.keys(bundles).join(', ')})`);
  }
  if (names.length === 0) rmSync('dist', { recursive: true, force: true });
  const shared = {
    bundle: true,
    platform: 'node',
    target: 'node20',
    minify: !dev,
    sourcemap: dev,
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
    metafile: true,
    plugins: [await loweredLibrary()],
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
