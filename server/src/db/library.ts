// The standard library as source files: read and lowered once per process, shared by all workspaces, linked once per kernel.
import type { Version } from '../driver-core/topology.ts';
import { collectNames, type LinkedTypes, linkTypes } from '../link/index.ts';
import { libraryFiles, libraryUri } from '../stdlib/index.ts';
import { startCounters } from './counters.ts';
import { type ItemSlot, openFile, type SourceFile } from './source-file.ts';

let files: ReadonlyMap<string, SourceFile> | undefined;
const typesByVersion = new Map<Version, LinkedTypes>();

/** URI → file. */
export function librarySources(): ReadonlyMap<string, SourceFile> {
  files ??= new Map(
    [...libraryFiles()].map(([name, text]) => {
      const uri = libraryUri(name);
      return [uri, openFile(uri, text, true, startCounters())] as const;
    }),
  );
  return files;
}

export function librarySlots(): readonly ItemSlot[] {
  return [...librarySources().values()].flatMap((it) => it.slots);
}

/** Buses, classes, contracts and tables of the library that hold for a kernel. */
export function libraryTypes(kernel: Version): LinkedTypes {
  const known = typesByVersion.get(kernel);
  if (known) return known;
  const types = linkTypes(collectNames(librarySlots(), kernel), kernel, undefined);
  typesByVersion.set(kernel, types);
  return types;
}
