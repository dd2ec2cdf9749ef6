// Paths of the command line and URIs of the engine. A file is shown relative to where the command runs, with `/` on every
// system; what lies elsewhere is shown absolute.
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { resolveUri } from '../base/uri.ts';

/** Encoded as the engine encodes the URIs of imports, so that a file that is named and imported is one file. */
export function toUri(path: string, cwd: string): string {
  return resolveUri('file:///', decodeURIComponent(pathToFileURL(resolve(cwd, path)).pathname));
}

/** The path of a `file:` URI; not set for library files and other schemes. */
export function toPath(uri: string): string | undefined {
  return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
}

export function showUri(uri: string, cwd: string): string {
  const path = toPath(uri);
  return path === undefined ? uri : showPath(path, cwd);
}

export function showPath(path: string, cwd: string): string {
  const below = relative(cwd, path);
  const shown = below === '' || isAbsolute(below) || below.split(sep)[0] === '..' ? path : below;
  return sep === '/' ? shown : shown.replaceAll(sep, '/');
}
