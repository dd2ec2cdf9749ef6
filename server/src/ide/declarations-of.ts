// The declarations of one statement with the ids that they have in a root: itself and, for a device, what is nested in it.
// Ids are looked up by the place of the name, so that duplicates and made devices need no second rule of naming.

import type { ItemView, RootModel } from '../db/model.ts';
import type { Declared, DeviceDecl } from '../declare/declarations.ts';
import type { Id } from '../driver-core/topology.ts';

export interface DeclaredHere {
  readonly id: Id;
  readonly decl: Declared & { readonly kind: string };
  readonly depth: number;
}

/** In text order, outer before inner. */
export function declarationsOf(model: RootModel, item: ItemView): readonly DeclaredHere[] {
  const ids = new Map<number, Id>();
  for (const reference of model.references(item.key)) {
    if (reference.declares) ids.set(reference.place.site, reference.id);
  }
  const found: DeclaredHere[] = [];
  const visit = (decl: Declared & { readonly kind: string }, depth: number): void => {
    const id = ids.get(decl.name.site);
    if (id !== undefined) found.push({ id, decl, depth });
    if (decl.kind === 'device') for (const child of (decl as DeviceDecl).children) visit(child, depth + 1);
  };
  for (const decl of item.decls) {
    switch (decl.kind) {
      case 'bus':
      case 'class':
      case 'contract':
      case 'table':
      case 'module':
      case 'driver':
      case 'device':
      case 'iommu':
        visit(decl, 0);
        break;
      case 'extend':
        visit(decl.adds, 0);
        break;
    }
  }
  return found;
}
