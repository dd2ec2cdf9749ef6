// The standard library as source files: lowered once per process, if the build has not done so, shared by all workspaces, linked
// once per kernel.
import type { Decl } from '../declare/declarations.ts';
import type { Version } from '../driver-core/topology.ts';
import { collectNames, type LinkedTypes, linkTypes, type Names, NEWEST } from '../link/index.ts';
import { libraryFiles, libraryUri } from '../stdlib/index.ts';
import { startCounters } from './counters.ts';
import { LOWERED_LIBRARY } from './lowered-library.ts';
import { type ItemSlot, openFile, openLoweredFile, type SourceFile } from './source-file.ts';

let files: ReadonlyMap<string, SourceFile> | undefined;
const typesByVersion = new Map<Version, LinkedTypes>();

/** URI → file. */
export function librarySources(): ReadonlyMap<string, SourceFile> {
  files ??= openLibrary(LOWERED_LIBRARY);
  return files;
}

/** `lowered`: what `lowerLibrary` made of the same library. */
export function openLibrary(lowered: string | undefined): ReadonlyMap<string, SourceFile> {
  const decls: Lowered = lowered === undefined ? {} : JSON.parse(lowered);
  return new Map(
    [...libraryFiles()].map(([name, text]) => {
      const uri = libraryUri(name);
      const items = decls[name];
      return [
        uri,
        items ? openLoweredFile(uri, text, items) : openFile(uri, text, true, startCounters()),
      ] as const;
    }),
  );
}

/** The declarations of every file's items, as JSON. */
export function lowerLibrary(): string {
  const opened = openLibrary(undefined);
  const lowered: Record<string, readonly (readonly Decl[])[]> = {};
  for (const name of libraryFiles().keys()) {
    lowered[name] = opened.get(libraryUri(name))?.slots.map((it) => it.decls) ?? [];
  }
  return JSON.stringify(lowered);
}

type Lowered = Readonly<Record<string, readonly (readonly Decl[])[]>>;

export function librarySlots(): readonly ItemSlot[] {
  return [...librarySources().values()].flatMap((it) => it.slots);
}

let names: Names | undefined;

/** The names of the library, whatever the kernel. */
export function libraryNames(): Names {
  names ??= collectNames(librarySlots(), NEWEST);
  return names;
}

/** Buses, classes, contracts and tables of the library that hold for a kernel. */
export function libraryTypes(kernel: Version): LinkedTypes {
  const known = typesByVersion.get(kernel);
  if (known) return known;
  const types = linkTypes(libraryNames(), kernel, undefined);
  typesByVersion.set(kernel, types);
  return types;
}
