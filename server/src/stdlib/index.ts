// The standard library: the kernel's buses, their contracts and classes, written in the language itself. A table of
// file name → text that knows nothing else; it never parses and never reads a file.
import { LIBRARY_TEXTS } from './bundle.generated.ts';

/** The scheme of library documents: `topo-std:/pci.topo`. */
export const LIBRARY_SCHEME = 'topo-std';

const FILES: ReadonlyMap<string, string> = new Map(Object.entries(LIBRARY_TEXTS));

/** File name (`pci.topo`) → text, in the order of the names. They are always in scope and see each other. */
export function libraryFiles(): ReadonlyMap<string, string> {
  return FILES;
}

/** The URI under which a library file is shown, read-only, in an editor. */
export function libraryUri(name: string): string {
  return `${LIBRARY_SCHEME}:/${name}`;
}
