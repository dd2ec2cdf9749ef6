// One line of the Buses view: label, dimmed description, state and what the context menu copies. Pure; places are offsets.
import { countOf } from '../../base/count-of.ts';
import type { Location, RootModel } from '../../db/model.ts';
import { shownDrivers } from '../../db/shown-drivers.ts';
import type { DeviceResult, DeviceState } from '../../driver-core/result.ts';
import type { Id } from '../../driver-core/topology.ts';
import { shortReason } from '../contract/why.ts';
import { lastName } from '../meaning.ts';
import { printTreeId, type TreeOrder, type TreeThing } from './tree-id.ts';

export interface TreeItem {
  readonly id: string;
  readonly kind: 'root' | 'bus' | 'class' | 'group' | 'device' | 'driver';
  readonly label: string;
  readonly description?: string;
  readonly state?: DeviceState;
  readonly hasChildren: boolean;
  readonly location?: Location;
  readonly name?: string;
  readonly sysfsPath?: string;
  readonly modalias?: string;
}

interface NodePlace {
  readonly model: RootModel;
  readonly order: TreeOrder;
}

export function rootNode({ model, order }: NodePlace): TreeItem {
  const devices = model.run.devices.size;
  return {
    id: idOf({ model, order }, { kind: 'root' }),
    kind: 'root',
    label: decodeURIComponent(model.root.slice(model.root.lastIndexOf('/') + 1)),
    description: countOf(devices, 'device'),
    hasChildren: true,
    location: { uri: model.root, start: 0, end: 0 },
  };
}

/** A bus or class; described by how much stands on it. */
export function groupNode(place: NodePlace, kind: 'bus' | 'class', name: string): TreeItem {
  const devices =
    kind === 'bus'
      ? place.model.devicesOn(name)
      : [...place.model.run.devices.values()].filter((device) => device.class === name);
  const open = devices.filter((device) => device.state === 'unbound' || device.state === 'deferred').length;
  const description =
    countOf(devices.length, 'device') + (open > 0 && kind === 'bus' ? `, ${open} without driver` : '');
  return {
    id: idOf(place, { kind, name }),
    kind,
    label: name,
    description,
    hasChildren: true,
    ...locationOf(place.model, `${kind}:${name}`),
    name,
    sysfsPath: kind === 'bus' ? `/sys/bus/${name}` : `/sys/class/${name}`,
  };
}

export function driversNode(place: NodePlace, bus: string): TreeItem {
  const drivers = shownDrivers(place.model, bus).length;
  return {
    id: idOf(place, { kind: 'drivers', name: bus }),
    kind: 'group',
    label: 'drivers',
    description: `${drivers}, in registration order`,
    hasChildren: drivers > 0,
    sysfsPath: `/sys/bus/${bus}/drivers`,
  };
}

export function driverNode(place: NodePlace, id: Id): TreeItem {
  const driver = place.model.driver(id);
  const result = place.model.run.drivers.get(id);
  const bound = result?.devices.length ?? 0;
  const name = driver?.name ?? lastName(id);
  return {
    id: idOf(place, { kind: 'driver', id }),
    kind: 'driver',
    label: name,
    description: result?.registered ? `${bound} bound` : 'not loaded',
    hasChildren: bound > 0,
    ...locationOf(place.model, id),
    name,
    ...(driver === undefined ? {} : { sysfsPath: `/sys/bus/${driver.bus}/drivers/${name}` }),
  };
}

export function deviceNode(place: NodePlace, device: DeviceResult, more: DeviceNodeMore): TreeItem {
  return {
    id: idOf(place, {
      kind: 'device',
      id: device.id,
      ...(more.below === undefined ? {} : { below: more.below }),
    }),
    kind: 'device',
    label: device.name,
    description: deviceDescription(device),
    ...(hasNoDriver(device) ? {} : { state: device.state }),
    hasChildren: more.hasChildren,
    ...locationOf(place.model, device.id),
    name: device.name,
    ...(device.path !== '' && { sysfsPath: `/sys${device.path}` }),
    ...(device.modalias === undefined ? {} : { modalias: device.modalias }),
  };
}

export interface DeviceNodeMore {
  readonly below?: Id;
  readonly hasChildren: boolean;
}

/** The bound driver, or the reason why there is none. */
function deviceDescription(device: DeviceResult): string {
  if (hasNoDriver(device)) return device.node ?? device.udev ?? '';
  return device.state === 'bound' && device.driver !== undefined
    ? lastName(device.driver)
    : shortReason(device);
}

/** Class devices and devices without a bus are never bound; that is no state of theirs. */
function hasNoDriver(device: DeviceResult): boolean {
  return device.class !== undefined || device.reason.code === 'no-bus';
}

function idOf({ model, order }: NodePlace, thing: TreeThing): string {
  return printTreeId({ order, root: model.root, thing });
}

function locationOf(model: RootModel, id: Id): { readonly location?: Location } {
  const place = model.placeOf(id);
  const location = place === undefined ? undefined : model.locate(place);
  return location === undefined ? {} : { location };
}
