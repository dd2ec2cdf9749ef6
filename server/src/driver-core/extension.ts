// `extend device X { … }` of a device that a driver or a module makes: what is said of it counts from its addition on.
import type { NewDevice } from './add-device.ts';
import type { State } from './live.ts';
import { declaredWorld } from './names/declared.ts';
import { mayMean } from './names/open-questions.ts';
import {
  enter,
  enterInside,
  type NameTable,
  newNameTable,
  type OpenNameTable,
  tableWorld,
} from './names/table.ts';
import { ownersOfRequest } from './names/there.ts';
import { meanings } from './names/world.ts';
import type { DeviceExtension } from './topology.ts';

/** A made device, added or not yet. */
type Made = Pick<NewDevice, 'id' | 'name' | 'maker' | 'parent'>;

/** The extensions whose path may mean this device, whatever else it means. */
export function extensionsOf({ topology }: State, device: Made): readonly DeviceExtension[] {
  const { extensions } = topology;
  if (extensions === undefined) return [];
  const line = lineOf(device);
  const worlds = { written: declaredWorld(topology), made: tableWorld(line) };
  return mayMean(worlds.written, extensions, line).filter(({ path }) =>
    meanings(worlds, path).includes(device.id),
  );
}

/** The device with what its extensions add. */
export function extended(state: State, spec: NewDevice): NewDevice {
  let device = spec;
  for (const { fields, suppliers, driverOverride } of extensionsOf(state, spec)) {
    device = {
      ...device,
      fields: { ...device.fields, ...fields },
      suppliers: [...device.suppliers, ...suppliers],
      ...(driverOverride !== undefined && { driverOverride }),
    };
  }
  return device;
}

/** A device that is not there yet with all that it comes from: what can lead to it from a name. */
function lineOf(device: Made): NameTable {
  const table = newNameTable();
  const line = new Set<Made>([device]);
  for (const it of line) {
    const { maker, parent } = it;
    if (maker) enterMade(table, it);
    for (const above of [maker?.device, parent]) if (above) line.add(above);
  }
  return table;
}

function enterMade(table: OpenNameTable, { id, name, maker, parent }: Made): void {
  const { device, request, label } = maker ?? {};
  enter(table, id, { name });
  for (const owner of [request, device, parent]) if (owner) enterInside(table, owner.id, id, { name, label });
  if (!request) return;
  enter(table, request.id, { name: request.name });
  for (const owner of ownersOfRequest(request, device))
    enterInside(table, owner, request.id, { name: request.name });
}
