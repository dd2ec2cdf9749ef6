// The declarations of the library's files as the build wrote them down, so that no start of a program has to read the library. Sources
// that run as they are have none: the library is then lowered from its text, which comes to the same.

/** JSON: file name → the declarations of each of its items. The bundler puts it here (scripts/lib/lowered-library.mjs). */
export const LOWERED_LIBRARY: string | undefined = undefined;
