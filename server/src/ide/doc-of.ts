// The doc comment (`///`) of a declaration, read from the text when asked for.
import type { RootModel } from '../db/model.ts';
import type { Workspace } from '../db/workspace.ts';
import type { Id } from '../driver-core/topology.ts';
import { docAbove } from '../syntax/doc-comment.ts';
import { itemAt, itemStart, tokenAt } from '../syntax/index.ts';

export function docOf(workspace: Workspace, model: RootModel, id: Id): string | undefined {
  const declared = model.declaration(id);
  const whole = declared && model.locate({ item: declared.item, site: declared.decl.site });
  return whole === undefined ? undefined : docAt(workspace, whole.uri, whole.start);
}

/** Of the statement that begins at an offset. */
function docAt(workspace: Workspace, uri: string, offset: number): string | undefined {
  const tree = workspace.tree(uri);
  const index = tree === undefined ? 0 : itemAt(tree, offset);
  const item = tree?.items[index];
  if (tree === undefined || item === undefined) return undefined;
  return docAbove(item, tokenAt(item, offset - itemStart(tree, index)));
}
