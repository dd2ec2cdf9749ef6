// The recorded devices as a tree of declarations: each with its name, its sort and the device above it, the directories above
// that no record describes included. Every record becomes one node, also one that the recording holds twice.
import { type AnonymousNames, anonymousNames } from './anonymous-names.ts';
import { type DeviceFacts, nameOf } from './facts.ts';
import type { LibraryOutline } from './library-outline.ts';
import { isInClassDirectory, type Sort, sortOfDevice } from './sort-of-device.ts';

export interface DeviceNode {
  /** As it is to be declared: unique for its bus or class, without the numbers of single units. */
  readonly name: string;
  readonly sort: Sort;
  readonly parent?: DeviceNode;
  /** Not set: a directory above a recorded device, of which nothing else is known. */
  readonly facts?: DeviceFacts;
  /** The same device stands further up already. */
  readonly again: boolean;
}

/** Parents that are not recorded come right before their first child; else the order is the recording's. */
export function deviceNodes(devices: readonly DeviceFacts[], library: LibraryOutline): readonly DeviceNode[] {
  const recorded = new Map<string, DeviceFacts>();
  for (const device of devices) {
    if (!recorded.has(device.devpath)) recorded.set(device.devpath, device);
  }
  const building: Building = {
    library,
    recorded,
    byPath: new Map(),
    taken: new Set(),
    names: anonymousNames(),
    nodes: [],
  };
  for (const device of devices) {
    const node = nodeAt(device.devpath, building);
    if (node.facts !== device) addNode(device.devpath, { ...node, facts: device, again: true }, building);
  }
  return building.nodes;
}

interface Building {
  readonly library: LibraryOutline;
  /** The first record of each path. */
  readonly recorded: ReadonlyMap<string, DeviceFacts>;
  readonly byPath: Map<string, DeviceNode>;
  /** Names that are taken on a bus, of a class or in a directory (LC-7). */
  readonly taken: Set<string>;
  readonly names: AnonymousNames;
  readonly nodes: DeviceNode[];
}

/** The node of a path, made with all above it unless it is there. */
function nodeAt(devpath: string, building: Building): DeviceNode {
  const known = building.byPath.get(devpath);
  if (known) return known;
  const facts = building.recorded.get(devpath);
  const subsystem = facts?.subsystem ?? classOfDirectory(devpath, building.library);
  const directory = parentPath(devpath, subsystem, building);
  const parent = directory === undefined ? undefined : nodeAt(directory, building);
  const sort = facts ? sortOfDevice(facts, parent?.sort, building.library) : sortOfDirectory(subsystem);
  const node = addNode(
    devpath,
    { sort, again: false, ...(parent && { parent }), ...(facts && { facts }) },
    building,
  );
  building.byPath.set(devpath, node);
  return node;
}

function sortOfDirectory(subsystem: string | undefined): Sort {
  return subsystem === undefined ? { kind: 'none' } : { kind: 'class', name: subsystem };
}

function addNode(devpath: string, node: Omit<DeviceNode, 'name'>, building: Building): DeviceNode {
  const subsystem = node.sort.kind === 'none' ? undefined : node.sort.name;
  // A `P:` without a path is a device too.
  const wanted = building.names.nameOf(nameOf(devpath), subsystem) || 'unnamed';
  const space = subsystem ?? directoryOf(devpath);
  let name = wanted;
  for (let number = 2; building.taken.has(`${space}/${name}`); number += 1) name = `${wanted}#${number}`;
  building.taken.add(`${space}/${name}`);
  const named = { ...node, name };
  building.nodes.push(named);
  return named;
}

/**
 * The directory of the device above, or `undefined` at the top. The directory that the kernel puts between a class device and
 * its parent is no device (LC-6), and nor are `/devices` and, for classes, `/devices/virtual/CLASS`.
 */
function parentPath(devpath: string, subsystem: string | undefined, building: Building): string | undefined {
  const directory = directoryOf(devpath);
  if (building.recorded.has(directory)) return directory;
  const isGlue = subsystem !== undefined && isInClassDirectory(devpath, subsystem, building.library);
  const above = isGlue ? directoryOf(directory) : directory;
  if (above === '' || above === '/devices' || (isGlue && above === '/devices/virtual')) return undefined;
  return above;
}

/** The class in whose directory an unrecorded device stands: `…/input/input22`. */
function classOfDirectory(devpath: string, library: LibraryOutline): string | undefined {
  const directory = nameOf(directoryOf(devpath));
  const isClass = library.classes.has(directory) && !library.buses.has(directory);
  return isClass && isInClassDirectory(devpath, directory, library) ? directory : undefined;
}

function directoryOf(devpath: string): string {
  return devpath.slice(0, Math.max(0, devpath.lastIndexOf('/')));
}
