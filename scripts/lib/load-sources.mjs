// Loads modules of the server into a script: bundles their TypeScript in memory and imports the result.
import { build } from 'esbuild';

/** What these modules of server/src export (`checks/registry`, without `.ts`), as one object. */
export async function loadSources(...modules) {
  const { outputFiles } = await build({
    stdin: {
      contents: modules.map((name) => `export * from './server/src/${name}.ts';`).join('\n'),
      resolveDir: '.',
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
