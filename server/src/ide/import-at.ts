// The file that the path of an `import` under the cursor means.
import { contains } from '../base/text-range.ts';
import type { Workspace } from '../db/workspace.ts';
import { type FilePosition, itemAt } from './file-position.ts';
import { modelsOf } from './models-of.ts';
import type { NavigationTarget } from './navigation-target.ts';

export function importAt(workspace: Workspace, at: FilePosition): readonly NavigationTarget[] {
  for (const model of modelsOf(workspace, at.uri)) {
    const item = itemAt(model, at);
    for (const decl of item?.decls ?? []) {
      if (item === undefined || decl.kind !== 'import') continue;
      const origin = model.locate({ item: item.key, site: decl.path.site });
      const uri = workspace.importUri(at.uri, decl.path.text);
      if (origin === undefined || !contains(origin, at.offset) || workspace.text(uri) === undefined) continue;
      return [{ origin, name: { uri, start: 0, end: 0 }, whole: { start: 0, end: 0 } }];
    }
  }
  return [];
}
