// The types of glob.mjs, for the tests that list files with it.

export function globSync(root: string, accepts: (path: string) => boolean): string[];
