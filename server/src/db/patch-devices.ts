// The cheap case: only bodies of devices that stand alone changed. Their items are linked again, their devices put in the old
// places, and the driver core decides how little of the run is to be done again.
import { run } from '../driver-core/index.ts';
import type { Device, Id } from '../driver-core/topology.ts';
import { deviceId, type LinkedItem, linkItem, replaceDeclaration } from '../link/index.ts';
import type { Counters } from './counters.ts';
import type { RootState } from './root-state.ts';
import type { ItemSlot } from './source-file.ts';

export function patchDevices(previous: RootState, slots: readonly ItemSlot[], counters: Counters): RootState {
  const devices = [...previous.topology.devices];
  const linked = previous.linked as Map<number, LinkedItem>;
  const problemItems = previous.problemItems as Set<number>;
  const changed = new Set<Id>();
  for (const slot of slots) {
    const item = relink(previous, slot, counters);
    linked.set(slot.key, item);
    if (item.problems.length > 0) problemItems.add(slot.key);
    for (const device of item.devices) {
      changed.add(device.id);
      put(devices, previous.places.get(device.id), device);
    }
  }
  const topology = { ...previous.topology, devices };
  counters.fullRuns++;
  return { ...previous, topology, run: run(topology), delta: { kind: 'all' } };
}

function put(devices: Device[], place: number | undefined, device: Device): void {
  if (place !== undefined) devices[place] = device;
}

function relink(previous: RootState, slot: ItemSlot, counters: Counters): LinkedItem {
  const { names, types, kernel } = previous;
  const [decl] = slot.decls;
  if (decl?.kind === 'device') {
    const id = deviceId(decl.bus?.text ?? decl.class?.text ?? '', decl.name.text);
    const old = names.byId.get(id);
    if (old?.kind === 'device') replaceDeclaration(names, { ...old, decl });
  }
  counters.itemsLinked++;
  const scope = {
    names,
    types,
    kernel: kernel.kernel.version,
    ...(kernel.place && { kernelPlace: kernel.place }),
  };
  return linkItem(scope, slot);
}
