// Which of two drivers of a bus is registered first, and whether somebody said so.
import type { RootModel } from '../db/model.ts';
import type { Ref } from '../declare/declarations.ts';
import type { Driver, Id } from '../driver-core/topology.ts';
import type { Fix } from '../link/fix.ts';
import { remembered } from './watched-model.ts';

/** The drivers that each `order drivers` statement names. They stay while the root has the same list of drivers. */
const orders = remembered(collectOrders, (model) => model.topology.drivers);

/** Both stand in one `order drivers` statement. */
export function isOrdered(a: Driver, b: Driver, model: RootModel): boolean {
  return orders(model).some((named) => named.has(a.id) && named.has(b.id));
}

/** Says in the root's file that one driver is registered before another; `lead` begins the title. */
export function orderFix(lead: string, first: Driver, second: Driver, model: RootModel): Fix {
  const text = `order drivers ${model.spelling(first.id)}, ${model.spelling(second.id)};`;
  return { title: `${lead}: \`${text}\``, edits: [{ act: 'append', file: model.root, text }] };
}

function collectOrders(model: RootModel): readonly ReadonlySet<Id>[] {
  const decls = model.files.flatMap((file) => model.items(file).flatMap((it) => it.decls));
  return decls.flatMap((decl) =>
    decl.kind === 'order' && decl.what === 'drivers'
      ? [new Set(decl.refs.flatMap((ref) => meant(ref, model)))]
      : [],
  );
}

/** Whatever a reference may mean, drivers included. */
export function meant(ref: Ref, model: RootModel): readonly Id[] {
  return model.lookup(ref.parts.map((part) => part.text).join('/'));
}
