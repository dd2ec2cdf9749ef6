// Which files belong to which root. A root is a file that no other file imports; of a cycle that nobody else imports, its first
// file by path. Imports come before the importing file, each file once. docs/language.md, Several files.
import { resolveUri } from '../base/uri.ts';
import type { SourceFile } from './source-file.ts';

/** The URIs that a file imports, in text order. */
export function importsOf(file: SourceFile): readonly string[] {
  return file.imports.flatMap((slot) =>
    slot.decls.flatMap((it) =>
      it.kind === 'import' && it.path.text !== '' ? [resolveUri(file.uri, it.path.text)] : [],
    ),
  );
}

export function findRoots(files: ReadonlyMap<string, SourceFile>): readonly string[] {
  const imports = new Map([...files].map(([uri, file]) => [uri, importsOf(file)]));
  const imported = new Set([...imports].flatMap(([uri, list]) => list.filter((it) => it !== uri)));
  const uris = [...files.keys()].sort();
  const roots = uris.filter((it) => !imported.has(it));
  const reached = new Set(roots.flatMap((it) => importOrder(it, imports)));
  for (const uri of uris) {
    if (reached.has(uri)) continue;
    roots.push(uri);
    for (const it of importOrder(uri, imports)) reached.add(it);
  }
  return roots.sort();
}

/** Files of a root that are there, imports before importers, the root last. */
export function filesOfRoot(root: string, files: ReadonlyMap<string, SourceFile>): readonly string[] {
  const lists = new Map<string, readonly string[]>();
  const importsAt = (uri: string): readonly string[] => {
    const known = lists.get(uri);
    if (known) return known;
    const file = files.get(uri);
    const list = file ? importsOf(file).filter((it) => files.has(it)) : [];
    lists.set(uri, list);
    return list;
  };
  return walk(root, importsAt);
}

function importOrder(root: string, imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return walk(root, (uri) => imports.get(uri)?.filter((it) => imports.has(it)) ?? []);
}

/** Postorder, without recursion: an import chain may be long. */
function walk(root: string, importsAt: (uri: string) => readonly string[]): readonly string[] {
  const acc: string[] = [];
  const seen = new Set([root]);
  const stack = [{ uri: root, next: 0 }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const next = importsAt(top.uri)[top.next++];
    if (next === undefined) {
      acc.push(top.uri);
      stack.pop();
    } else if (!seen.has(next)) {
      seen.add(next);
      stack.push({ uri: next, next: 0 });
    }
  }
  return acc;
}
