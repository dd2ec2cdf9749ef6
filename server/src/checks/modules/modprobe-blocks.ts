// modprobe's configuration as it is written: the `modprobe { … }` blocks of a root, in the order in which they are read.
import type { RootModel } from '../../db/model.ts';
import type { ModprobeDecl } from '../../declare/declarations.ts';
import type { ItemKey } from '../../link/place.ts';

export interface ModprobeBlock {
  readonly decl: ModprobeDecl;
  readonly item: ItemKey;
}

/** Walks all items: for a root of which the topology says that it has such lines. */
export function modprobeBlocks(model: RootModel): readonly ModprobeBlock[] {
  return model.files.flatMap((file) =>
    model
      .items(file)
      .flatMap(({ key, decls }) =>
        decls.flatMap((decl) => (decl.kind === 'modprobe' ? [{ decl, item: key }] : [])),
      ),
  );
}
