// Puts the pieces of a root together: devices in addition order, drivers in registration order, modules, settings. The library's
// drivers are there only if the root has something for them to do (docs/language.md, Several files).
import type {
  Device,
  DeviceExtension,
  Driver,
  Id,
  InstalledModules,
  Kernel,
  Step,
  Topology,
} from '../driver-core/topology.ts';
import { inheritFields } from './inherit.ts';
import { initcallLevel, isBuiltin, MODULE_LEVEL } from './initcall.ts';
import type { OwnDevice } from './link-device.ts';
import type { LinkedItem, LinkedOrder } from './link-item.ts';
import { joinModprobe, type LinkedModule, plainModule } from './link-module.ts';
import type { Types } from './types.ts';

export interface Pieces {
  readonly kernel: Kernel;
  readonly types: Types;
  /** Of the root's own files, in import and text order. */
  readonly items: readonly LinkedItem[];
  /** Of the library. */
  readonly library: readonly LinkedItem[];
  readonly installed?: InstalledModules;
}

export function assemble(all: Pieces): Topology {
  // Most items are a device and nothing else: only those that hold more are asked for the rest.
  const pieces: Pieces = { ...all, items: all.items.filter(holdsMore) };
  const { items, types, kernel } = pieces;
  const orders = items.flatMap((it) => it.orders);
  const devices = orderBy(inAdditionOrder(all.items, types), orders, 'devices', (it) => it.id);
  const described = [...libraryDrivers(pieces, devices), ...items.flatMap((it) => it.drivers)];
  const drivers = [...installedDrivers(pieces, devices, described), ...described];
  const modules = collectModules(pieces, drivers);
  const pinned = orders.flatMap(({ what, ids }) => (what === 'devices' ? [] : [ids]));
  const extensions: readonly DeviceExtension[] = items.flatMap((it) => it.extensions);
  return {
    kernel,
    buses: types.buses,
    classes: types.classes,
    contracts: types.contracts,
    drivers: inRegistrationOrder(drivers, modules, orders, kernel),
    modules,
    modprobe: joinModprobe(items.flatMap((it) => it.modprobe)),
    devices: parentsFirst(devices),
    iommus: items.flatMap((it) => it.iommus),
    ...(pinned.length > 0 && { pinned }),
    ...(extensions.length > 0 && { extensions }),
    ...(pieces.installed && { installed: pieces.installed }),
  };
}

function holdsMore(it: LinkedItem): boolean {
  return (
    it.drivers.length > 0 ||
    it.modules.length > 0 ||
    it.modprobe.length > 0 ||
    it.iommus.length > 0 ||
    it.orders.length > 0 ||
    it.extensions.length > 0
  );
}

/** Text order, with what a device inherits. */
function inAdditionOrder(items: readonly LinkedItem[], types: Types): readonly Device[] {
  const own = new Map<Id, OwnDevice>();
  for (const item of items) for (const device of item.devices) own.set(device.id, device);
  const acc = new Map<Id, Device>();
  for (const device of own.values()) inheritFields(device, own, acc, types);
  return [...own.keys()].map((id) => acc.get(id)).filter((it): it is Device => it !== undefined);
}

/** `order` moves what it lists among the places that these have: nothing else moves. */
function orderBy<T>(
  list: readonly T[],
  orders: readonly LinkedOrder[],
  what: LinkedOrder['what'],
  idOf: (it: T) => Id,
): readonly T[] {
  const acc = [...list];
  for (const order of orders) {
    if (order.what !== what) continue;
    const listed = order.ids
      .map((id) => acc.findIndex((it) => idOf(it) === id))
      .filter((index) => index >= 0);
    const things = listed.map((index) => acc[index]);
    const places = [...listed].sort((a, b) => a - b);
    places.forEach((place, index) => {
      const thing = things[index];
      if (thing !== undefined) acc[place] = thing;
    });
  }
  return acc;
}

function parentsFirst(devices: readonly Device[]): readonly Device[] {
  const byId = new Map(devices.map((it) => [it.id, it]));
  const done = new Set<Id>();
  const acc: Device[] = [];
  for (const device of devices) {
    const waiting: Device[] = [];
    for (let at: Device | undefined = device; at && !done.has(at.id); at = byId.get(at.parent ?? '')) {
      done.add(at.id);
      waiting.push(at);
    }
    for (const it of waiting.reverse()) acc.push(it);
  }
  return acc;
}

/** Drivers of the library whose bus has devices here, or could get some, or whose module the root speaks of. */
function libraryDrivers(pieces: Pieces, devices: readonly Device[]): readonly Driver[] {
  const all = pieces.library.flatMap((it) => it.drivers);
  const buses = new Set(devices.map((it) => it.bus));
  const modules = new Set(pieces.items.flatMap((it) => it.modules.map((module) => module.name)));
  for (const item of pieces.items) {
    for (const steps of stepsOf(item)) for (const bus of busesMadeBy(steps)) buses.add(bus);
  }
  const chosen = new Set<Driver>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const driver of all) {
      if (chosen.has(driver) || !(buses.has(driver.bus) || modules.has(driver.module))) continue;
      chosen.add(driver);
      for (const bus of busesMadeBy(driver.probe)) buses.add(bus);
      grown = true;
    }
  }
  return all.filter((it) => chosen.has(it));
}

/** What the modules of a real kernel bring for the buses of this root; a module that is described is known better. */
function installedDrivers(
  { installed, types }: Pieces,
  devices: readonly Device[],
  described: readonly Driver[],
): readonly Driver[] {
  if (!installed?.drivers) return [];
  const known = new Set(described.map((it) => it.module));
  const buses = new Set([...devices, ...described].map((it) => it.bus));
  return [...buses].flatMap((name) => {
    const bus = name === undefined ? undefined : types.buses.get(name);
    return bus ? (installed.drivers?.(bus) ?? []).filter((it) => !known.has(it.module)) : [];
  });
}

function* stepsOf(item: LinkedItem): Iterable<readonly Step[]> {
  for (const driver of item.drivers) {
    yield driver.probe;
    for (const flavour of driver.flavours) yield flavour.steps;
  }
  for (const module of item.modules) {
    yield module.init;
    for (const flavour of module.flavours) yield flavour.steps;
  }
}

function busesMadeBy(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((it) => (it.kind === 'creates' ? [it.of] : []));
}

/** Declared ones, those that drivers name, and those that the kernel builds in. */
function collectModules(pieces: Pieces, drivers: readonly Driver[]): ReadonlyMap<string, LinkedModule> {
  const acc = new Map<string, LinkedModule>();
  const declared = [...pieces.library, ...pieces.items].flatMap((it) => it.modules);
  for (const it of declared) acc.set(it.name, it);
  for (const { module } of drivers) if (!acc.has(module)) acc.set(module, plainModule(module));
  for (const name of pieces.kernel.builtin)
    acc.set(name, { ...(acc.get(name) ?? plainModule(name)), builtin: true });
  return orderModules(
    acc,
    pieces.items.flatMap((it) => it.orders),
  );
}

function orderModules(
  modules: ReadonlyMap<string, LinkedModule>,
  orders: readonly LinkedOrder[],
): ReadonlyMap<string, LinkedModule> {
  if (!orders.some((it) => it.what === 'modules')) return modules;
  return new Map(orderBy([...modules], orders, 'modules', ([name]) => name));
}

/** drivers/base/driver.c:driver_register is called by initcalls first, then by modules. `order modules` moves drivers with them. */
function inRegistrationOrder(
  drivers: readonly Driver[],
  modules: ReadonlyMap<string, LinkedModule>,
  orders: readonly LinkedOrder[],
  kernel: Kernel,
): readonly Driver[] {
  const rank = new Map([...modules.keys()].map((name, index) => [name, index]));
  const moved = orders.some((it) => it.what === 'modules')
    ? [...drivers].sort((a, b) => (rank.get(a.module) ?? 0) - (rank.get(b.module) ?? 0))
    : drivers;
  const levels = new Map(moved.map((it) => [it, levelOf(it, modules.get(it.module), kernel)]));
  const sorted = [...moved].sort((a, b) => (levels.get(a) ?? 0) - (levels.get(b) ?? 0));
  return orderBy(sorted, orders, 'drivers', (it) => it.id);
}

function levelOf(driver: Driver, module: LinkedModule | undefined, kernel: Kernel): number {
  return isBuiltin(driver, module, kernel) ? initcallLevel(module?.initcall ?? 'device') : MODULE_LEVEL;
}
