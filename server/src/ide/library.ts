// The library's files as documents: URI → text, for editors that show them.
import { LIBRARY_SCHEME, libraryFiles, libraryUri } from '../stdlib/index.ts';

export function isLibraryUri(uri: string): boolean {
  return uri.startsWith(`${LIBRARY_SCHEME}:`);
}

export function libraryText(uri: string): string | undefined {
  return isLibraryUri(uri) ? libraryFiles().get(libraryFileName(uri)) : undefined;
}

export function libraryDocuments(): readonly {
  readonly uri: string;
  readonly name: string;
  readonly text: string;
}[] {
  return [...libraryFiles()].map(([name, text]) => ({ uri: libraryUri(name), name, text }));
}

function libraryFileName(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}
