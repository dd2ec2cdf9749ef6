// Lowers the library while bundling, from the sources that are bundled, so that programs do not do it at each start.
import { loadSources } from './load-sources.mjs';

/** A plugin of esbuild that fills in server/src/db/lowered-library.ts. */
export async function loweredLibrary() {
  const { lowerLibrary } = await loadSources('db/library');
  const contents = `export const LOWERED_LIBRARY = ${JSON.stringify(lowerLibrary())};`;
  return {
    name: 'lowered-library',
    setup: ({ onLoad }) => onLoad({ filter: /[\\/]db[\\/]lowered-library\.ts$/ }, () => ({ contents })),
  };
}
