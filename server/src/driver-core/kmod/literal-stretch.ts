// The literal stretches of an alias pattern, and the rolling hash by which the files of the alias index know them.
// It compares nothing: fnmatch.ts does. Source: glibc posix/fnmatch_loop.c for what is special in a pattern.
import { bracketEnd } from './fnmatch.ts';

export const HASH_BASE = 0x01000193;

/** Where the literal stretch that begins at `at` ends: at a wildcard, a set, an escape or the end. */
export function stretchEnd(pattern: string, at: number): number {
  let end = at;
  while (end < pattern.length && (isPlain(pattern.charCodeAt(end)) || behindSpecial(pattern, end) === end)) {
    end += 1;
  }
  return end;
}

/** The place behind the wildcard, set or escape at `at`; `at` itself if a plain character stands there. */
export function behindSpecial(pattern: string, at: number): number {
  switch (pattern.charCodeAt(at)) {
    case 0x2a: // *
    case 0x3f: // ?
      return at + 1;
    case 0x5c: // backslash
      return at + 2;
    case 0x5b: // [
      return bracketEnd(pattern, at) ?? at;
    default:
      return at;
  }
}

/** No `*`, `?`, `[` or backslash: the quick answer for nearly every character. */
function isPlain(code: number): boolean {
  return code !== 0x2a && code !== 0x3f && code !== 0x5b && code !== 0x5c;
}
