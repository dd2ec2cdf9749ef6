// The drivers of a bus as a reader wants them: registered ones in order, then those that are described and not registered. What a
// real kernel could load and nothing asks for is left out: that is hundreds on pci.
import { INSTALLED } from '../driver-core/kmod/module-drivers.ts';
import type { Driver } from '../driver-core/topology.ts';
import type { RootModel } from './model.ts';

export function shownDrivers(model: RootModel, bus: string): readonly Driver[] {
  const order = model.run.order.get(bus) ?? [];
  const registered = new Set(order);
  const waiting = model.driversOn(bus).filter((it) => !registered.has(it.id) && !it.flags.has(INSTALLED));
  return [...order.flatMap((id) => model.driver(id) ?? []), ...waiting];
}
