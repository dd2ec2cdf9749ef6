// The card of whatever an id means: device, request, driver, bus, class, contract or module.
import type { RootModel } from '../../db/model.ts';
import type { Id } from '../../driver-core/topology.ts';
import { busCard, classCard, contractCard, moduleCard } from './bus-card.ts';
import { deviceCard } from './device-card.ts';
import { driverCard } from './driver-card.ts';
import { requestCard } from './request-card.ts';

/** `undefined` if nothing is known of it: it does not hold for the root's kernel, or the root runs nothing. */
export function cardOf(model: RootModel, id: Id): string | undefined {
  const device = model.run.devices.get(id);
  if (device !== undefined) return deviceCard(model, device);
  const driver = model.driver(id);
  if (driver !== undefined) return driverCard(model, driver);
  const kind = id.slice(0, id.indexOf(':'));
  const name = id.slice(kind.length + 1);
  const { topology } = model;
  switch (kind) {
    case 'bus': {
      const bus = topology.buses.get(name);
      return bus && busCard(model, bus);
    }
    case 'class': {
      const type = topology.classes.get(name);
      return type && classCard(model, type);
    }
    case 'contract':
      return topology.contracts.has(name) ? contractCard(model, name) : undefined;
    case 'request':
      return requestCard(model, id);
    case 'module':
      return moduleCard(model, name, topology.modules.get(name));
    default:
      return undefined;
  }
}
