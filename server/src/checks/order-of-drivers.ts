// Which of two drivers of a bus is registered first, and whether somebody said so.
import type { RootModel } from '../db/model.ts';
import type { Driver, Id } from '../driver-core/topology.ts';

/** Both stand in one `order drivers` statement. */
export function isOrdered(a: Driver, b: Driver, model: RootModel): boolean {
  return model.files.some((file) =>
    model.items(file).some(({ decls }) =>
      decls.some((decl) => {
        if (decl.kind !== 'order' || decl.what !== 'drivers') return false;
        const named = decl.refs
          .map((ref) => model.resolve(ref))
          .flatMap((it) => (it.kind === 'one' ? [it.id] : []));
        return named.includes(a.id) && named.includes(b.id);
      }),
    ),
  );
}

/** Devices that match() gives to both, and that no override decides. */
export function sharedDevices(a: Driver, b: Driver, model: RootModel): readonly Id[] {
  const others = new Set(model.run.drivers.get(b.id)?.matches);
  return (model.run.drivers.get(a.id)?.matches ?? []).filter(
    (id) => others.has(id) && model.device(id)?.driverOverride === undefined,
  );
}
