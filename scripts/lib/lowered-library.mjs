// Lowers the library while bundling, from the sources that are bundled, so that programs do not do it at each start.
import { build } from 'esbuild';

/** A plugin of esbuild that fills in server/src/db/lowered-library.ts. */
export async function loweredLibrary() {
  const { outputFiles } = await build({
    entryPoints: ['server/src/db/library.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  const { lowerLibrary } = await import(`data:text/javascript;base64,${code}`);
  const contents = `export const LOWERED_LIBRARY = ${JSON.stringify(lowerLibrary())};`;
  return {
    name: 'lowered-library',
    setup: ({ onLoad }) => onLoad({ filter: /[\\/]db[\\/]lowered-library\.ts$/ }, () => ({ contents })),
  };
}
