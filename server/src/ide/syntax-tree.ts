// The syntax tree of a file, or of the items that a range touches, as text for those who work on Buswright.
import type { TextRange } from '../base/text-range.ts';
import type { Workspace } from '../db/workspace.ts';
import { dump, dumpItem, itemAt, itemStart } from '../syntax/index.ts';

export function syntaxTree(workspace: Workspace, uri: string, range?: TextRange): string {
  const tree = workspace.tree(uri);
  if (tree === undefined) return '';
  if (range === undefined) return dump(tree);
  const first = itemAt(tree, range.start);
  const touched = tree.items.filter(
    (_, at) => at >= first && (at === first || itemStart(tree, at) < range.end),
  );
  return touched.map(dumpItem).join('');
}
