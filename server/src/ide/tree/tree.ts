// The Buses view: what a node's children are in each arrangement (/sys/bus, /sys/devices, /sys/class), which nodes lead to a
// thing, and which nodes a change touched. Reads the model only; the view asks level by level.
import { addTo } from '../../base/add-to.ts';
import type { Delta, RootModel } from '../../db/model.ts';
import { shownDrivers } from '../../db/shown-drivers.ts';
import type { DeviceResult } from '../../driver-core/result.ts';
import type { Id } from '../../driver-core/topology.ts';
import { parseTreeId, printTreeId, type TreeId, type TreeOrder, type TreeThing } from './tree-id.ts';
import { deviceNode, driverNode, driversNode, groupNode, rootNode, type TreeItem } from './tree-node.ts';

/** The top: the only root's nodes, or one node a root. Roots without a device are left out. */
export function topNodes(models: readonly RootModel[], order: TreeOrder): readonly TreeItem[] {
  const shown = models.filter((model) => model.hasDevices);
  const [only] = shown;
  if (only !== undefined && shown.length === 1) return nodesOfRoot(only, order);
  return shown.map((model) => rootNode({ model, order }));
}

export function childNodes(model: RootModel, { order, thing }: TreeId): readonly TreeItem[] {
  const place = { model, order };
  switch (thing.kind) {
    case 'root':
      return nodesOfRoot(model, order);
    case 'bus':
      return [
        ...deviceNodes(model, order, model.devicesOn(thing.name)),
        ...(shownDrivers(model, thing.name).length > 0 ? [driversNode(place, thing.name)] : []),
      ];
    case 'drivers':
      return shownDrivers(model, thing.name).map((it) => driverNode(place, it.id));
    case 'driver':
      return devicesOfDriver(model, thing.id).map((device) =>
        deviceNode(place, device, { below: thing.id, hasChildren: false }),
      );
    case 'class':
      return deviceNodes(model, order, devicesOfClass(model, thing.name));
    case 'device':
      return order === 'device' && thing.below === undefined
        ? deviceNodes(model, order, childrenOf(model).get(thing.id) ?? [])
        : [];
  }
}

/** The node that an id stands for; `undefined` if it is gone. */
export function nodeOf(model: RootModel, { order, thing }: TreeId): TreeItem | undefined {
  const place = { model, order };
  switch (thing.kind) {
    case 'root':
      return rootNode(place);
    case 'bus':
    case 'class':
      return groupNode(place, thing.kind, thing.name);
    case 'drivers':
      return driversNode(place, thing.name);
    case 'driver':
      return model.run.drivers.has(thing.id) ? driverNode(place, thing.id) : undefined;
    case 'device': {
      const device = model.run.devices.get(thing.id);
      if (device === undefined) return undefined;
      const { below } = thing;
      if (below !== undefined) return deviceNode(place, device, { below, hasChildren: false });
      return deviceNode(place, device, { hasChildren: order === 'device' && hasChild(model, thing.id) });
    }
  }
}

/** The nodes from the top to the one that stands for `id`; empty if this arrangement does not show it. */
export function pathTo(
  models: readonly RootModel[],
  model: RootModel,
  order: TreeOrder,
  id: Id,
): readonly TreeItem[] {
  const things = thingsTo(model, order, id);
  let level = topNodes(models, order);
  const path: TreeItem[] = [];
  const rootId = printTreeId({ order, root: model.root, thing: { kind: 'root' } });
  const first = level.find((node) => node.id === rootId);
  if (first !== undefined) {
    path.push(first);
    level = nodesOfRoot(model, order);
  }
  for (const thing of things) {
    const wanted = printTreeId({ order, root: model.root, thing });
    const node = level.find((it) => it.id === wanted);
    if (node === undefined) return [];
    path.push(node);
    level = childNodes(model, { order, root: model.root, thing });
  }
  return things.length === 0 ? [] : path;
}

/**
 * Ids of the nodes whose line may have changed; `undefined`: everything may. If only some results changed, the devices and their
 * buses are the same, so the only lists of children that can differ are those below these drivers.
 */
export function changedNodes({ root, run }: RootModel, delta: Delta): readonly string[] | undefined {
  if (delta.kind === 'all') return undefined;
  if (delta.kind === 'none') return [];
  const ids = new Set<string>();
  const add = (order: TreeOrder, thing: TreeThing) => ids.add(printTreeId({ order, root, thing }));
  for (const id of delta.devices) {
    const device = run.devices.get(id);
    if (device?.bus !== undefined) add('bus', { kind: 'bus', name: device.bus });
    if (device?.class !== undefined) add('class', { kind: 'class', name: device.class });
    add('bus', { kind: 'device', id });
    add('device', { kind: 'device', id });
  }
  for (const id of delta.drivers) add('bus', { kind: 'driver', id });
  return [...ids];
}

/** The model and the thing that an id stands for. */
export function findNode(
  models: readonly RootModel[],
  text: string,
): { readonly model: RootModel; readonly id: TreeId } | undefined {
  const id = parseTreeId(text);
  const model = id === undefined ? undefined : models.find((it) => it.root === id.root);
  return id === undefined || model === undefined ? undefined : { model, id };
}

function nodesOfRoot(model: RootModel, order: TreeOrder): readonly TreeItem[] {
  const place = { model, order };
  switch (order) {
    case 'bus':
      return busesInUse(model).map((name) => groupNode(place, 'bus', name));
    case 'class':
      return classesInUse(model).map((name) => groupNode(place, 'class', name));
    case 'device':
      return deviceNodes(
        model,
        order,
        [...model.run.devices.values()].filter((device) => device.parent === undefined),
      );
  }
}

function deviceNodes(
  model: RootModel,
  order: TreeOrder,
  devices: readonly DeviceResult[],
): readonly TreeItem[] {
  const children = order === 'device' ? childrenOf(model) : undefined;
  return devices.map((device) =>
    deviceNode({ model, order }, device, { hasChildren: children?.has(device.id) ?? false }),
  );
}

/** Buses with a device, or with a driver that the root itself declares; in the order of first use. */
function busesInUse(model: RootModel): readonly string[] {
  const names = new Set<string>();
  for (const device of model.run.devices.values()) if (device.bus !== undefined) names.add(device.bus);
  for (const { decl, library } of model.declarations('driver')) if (!library) names.add(decl.bus.text);
  return [...names].filter((name) => model.topology.buses.has(name));
}

function classesInUse(model: RootModel): readonly string[] {
  const names = new Set<string>();
  for (const device of model.run.devices.values()) if (device.class !== undefined) names.add(device.class);
  return [...names];
}

function devicesOfClass(model: RootModel, name: string): readonly DeviceResult[] {
  return [...model.run.devices.values()].filter((device) => device.class === name);
}

function devicesOfDriver(model: RootModel, id: Id): readonly DeviceResult[] {
  const ids = model.run.drivers.get(id)?.devices ?? [];
  return ids.flatMap((it) => model.run.devices.get(it) ?? []);
}

function hasChild(model: RootModel, id: Id): boolean {
  for (const { parent } of model.run.devices.values()) if (parent === id) return true;
  return false;
}

function childrenOf(model: RootModel): ReadonlyMap<Id, readonly DeviceResult[]> {
  const children = new Map<Id, DeviceResult[]>();
  for (const device of model.run.devices.values()) {
    if (device.parent !== undefined) addTo(children, device.parent, device);
  }
  return children;
}

function thingsTo(model: RootModel, order: TreeOrder, id: Id): readonly TreeThing[] {
  const device = model.run.devices.get(id);
  const driver = model.driver(id);
  if (id.startsWith('bus:') && order === 'bus') return [{ kind: 'bus', name: id.slice('bus:'.length) }];
  if (id.startsWith('class:') && order === 'class')
    return [{ kind: 'class', name: id.slice('class:'.length) }];
  if (driver !== undefined && order === 'bus') {
    return [
      { kind: 'bus', name: driver.bus },
      { kind: 'drivers', name: driver.bus },
      { kind: 'driver', id },
    ];
  }
  if (device === undefined) return [];
  const self: TreeThing = { kind: 'device', id };
  if (order === 'bus') return device.bus === undefined ? [] : [{ kind: 'bus', name: device.bus }, self];
  if (order === 'class')
    return device.class === undefined ? [] : [{ kind: 'class', name: device.class }, self];
  return ancestors(model, device).map((it) => ({ kind: 'device', id: it }));
}

/** From the top parent to the device itself. */
function ancestors(model: RootModel, device: DeviceResult): readonly Id[] {
  const ids: Id[] = [];
  let next: DeviceResult | undefined = device;
  while (next !== undefined && !ids.includes(next.id)) {
    ids.unshift(next.id);
    next = next.parent === undefined ? undefined : model.run.devices.get(next.parent);
  }
  return ids;
}
