// The cheap cases: only scenarios and bodies of devices that stand alone changed. Their items are linked again, their devices put in
// the old places, and the driver core looks at these again. What is patched belongs to this root alone; older models are used up.
import { rerun } from '../driver-core/rerun.ts';
import type { Device, Id } from '../driver-core/topology.ts';
import {
  deviceId,
  driverId,
  type ItemKey,
  type LinkedItem,
  linkItem,
  replaceDeclaration,
} from '../link/index.ts';
import { joinChanges } from './changes.ts';
import { changesOfDevices, changesOfRun } from './compare-states.ts';
import type { Counters } from './counters.ts';
import type { EditClass, QuietPart } from './edit-class.ts';
import { patchIndexes } from './indexes.ts';
import type { Delta } from './model.ts';
import type { RootState } from './root-state.ts';
import type { ItemSlot } from './source-file.ts';

export function patchDevices(
  previous: RootState,
  edit: Extract<EditClass, { kind: 'devices' }>,
  counters: Counters,
): RootState {
  patchScenarios(previous, edit, counters);
  const changed = new Set<Id>();
  const overrides = new Set<Id>();
  for (const slot of edit.slots)
    for (const id of patchItem(previous, slot, counters, overrides)) changed.add(id);
  const topology = { ...previous.topology };
  const result = rerun(previous.run, topology, changed);
  if (result.kind === 'all') counters.fullRuns++;
  else counters.reruns++;
  const items = new Set<ItemKey>(edit.items);
  for (const slot of edit.slots) items.add(slot.key);
  const drivers = new Set([...result.drivers, ...overrides]);
  const changes = changesOfDevices(result.run, changed, drivers, items);
  const delta: Delta =
    result.kind === 'all'
      ? { kind: 'all', changes: joinChanges([changes, changesOfRun(previous.run, result.run)]) }
      : { kind: 'some', items, devices: result.devices, drivers, changes };
  const indexes = result.kind === 'all' ? {} : previous.indexes;
  patchIndexes(indexes, result.run, changed);
  return { ...previous, topology, run: result.run, delta, indexes };
}

/** Links the scenarios that changed again; nothing of the topology depends on them. */
export function patchScenarios(previous: RootState, edit: QuietPart, counters: Counters): void {
  const linked = writable(previous.linked);
  const problems = previous.problemItems as Set<ItemKey>;
  for (const { key } of edit.removed) {
    linked.delete(key);
    problems.delete(key);
  }
  for (const slot of edit.scenarios) {
    const item = relink(previous, slot, counters);
    linked.set(slot.key, item);
    if (item.problems.length > 0) problems.add(slot.key);
  }
}

/** Links one item again and puts its devices into their places; notes the drivers that overrides name or named. */
function patchItem(
  previous: RootState,
  slot: ItemSlot,
  counters: Counters,
  overrides: Set<Id>,
): readonly Id[] {
  const { problemItems } = previous;
  const item = relink(previous, slot, counters);
  writable(previous.linked).set(slot.key, item);
  if (item.problems.length > 0) (problemItems as Set<ItemKey>).add(slot.key);
  const devices = previous.topology.devices as Device[];
  for (const device of item.devices) {
    const place = previous.places.get(device.id);
    if (place === undefined) continue;
    for (const it of [devices[place], device]) {
      if (it?.driverOverride !== undefined) overrides.add(driverId(it.bus ?? '', it.driverOverride));
    }
    devices[place] = device;
  }
  return item.devices.map((it) => it.id);
}

function writable<K, V>(map: ReadonlyMap<K, V>): Map<K, V> {
  return map as Map<K, V>;
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
