// Which drivers list the name of an auxiliary device.
import { addTo } from '../../base/add-to.ts';
import type { RootModel } from '../../db/model.ts';
import type { Driver } from '../../driver-core/topology.ts';

const AUXILIARY = 'auxiliary';

/** As long as the root has the same drivers. */
const byName = new WeakMap<readonly Driver[], ReadonlyMap<string, readonly Driver[]>>();

/** Drivers of this root whose id_table has the name, in registration order. */
export function driversFor(name: string, model: RootModel): readonly Driver[] {
  const { drivers } = model.topology;
  const known = byName.get(drivers) ?? collect(model);
  byName.set(drivers, known);
  return known.get(name) ?? [];
}

function collect(model: RootModel): ReadonlyMap<string, readonly Driver[]> {
  const found = new Map<string, Driver[]>();
  for (const driver of model.driversOn(AUXILIARY)) {
    for (const { fields } of driver.tables.id_table ?? []) {
      addTo(found, String(fields.name), driver);
    }
  }
  return found;
}
