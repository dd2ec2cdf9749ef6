// Which of two drivers of a bus is registered first, and whether somebody said so.
import type { RootModel } from '../db/model.ts';
import type { Ref } from '../declare/declarations.ts';
import type { Driver, Id } from '../driver-core/topology.ts';

/** Both stand in one `order drivers` statement. */
export function isOrdered(a: Driver, b: Driver, model: RootModel): boolean {
  return model.files.some((file) =>
    model.items(file).some(({ decls }) =>
      decls.some((decl) => {
        if (decl.kind !== 'order' || decl.what !== 'drivers') return false;
        const named = new Set(decl.refs.flatMap((ref) => meant(ref, model)));
        return named.has(a.id) && named.has(b.id);
      }),
    ),
  );
}

/** Whatever a reference may mean, drivers included. */
export function meant(ref: Ref, model: RootModel): readonly Id[] {
  return model.lookup(ref.parts.map((part) => part.text).join('/'));
}

/** Devices that match() gives to both, and that no override decides. */
export function sharedDevices(a: Driver, b: Driver, model: RootModel): readonly Id[] {
  const others = new Set(model.run.drivers.get(b.id)?.matches);
  return (model.run.drivers.get(a.id)?.matches ?? []).filter(
    (id) => others.has(id) && model.device(id)?.driverOverride === undefined,
  );
}
