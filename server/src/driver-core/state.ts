// A fresh machine for a topology: buses with their drivers, none registered; modules, none loaded; no device.
import { attachDevice, attachTo, retryDevice } from './attach.ts';
import type { ModuleSource } from './kmod/load-order.ts';
import { normalizeModuleName } from './kmod/normalize-alias.ts';
import {
  type LiveBus,
  type LiveDriver,
  type LiveModule,
  type MatchIndex,
  newModule,
  type State,
} from './live.ts';
import { matchIndex } from './match-index.ts';
import { moduleSource } from './module-source.ts';
import type { TraceStep } from './result.ts';
import { supplierCycles } from './supplier-cycles.ts';
import type { Driver, Id, Kernel, Topology } from './topology.ts';

export function createState(topology: Topology, trace?: TraceStep[]): State {
  const buses = new Map<string, LiveBus>();
  for (const type of topology.buses.values()) buses.set(type.name, liveBus(type, topology.kernel));
  const modules = liveModules(topology);
  const drivers = liveDrivers(topology, buses, modules);
  let source: ModuleSource | undefined;
  let cycles: ReadonlyMap<Id, number> | undefined;
  const state: State = {
    topology,
    buses,
    drivers,
    modules,
    declared: new Map(topology.devices.map((device) => [device.id, device])),
    core: { attach: attachDevice, retry: retryDevice, attachTo },
    cycles() {
      cycles ??= supplierCycles(topology.devices);
      return cycles;
    },
    source() {
      source ??= moduleSource(state);
      return source;
    },
    ...emptyLists(),
    ...(trace && { trace }),
  };
  return state;
}

/** Nothing has happened yet. */
function emptyLists() {
  return {
    devices: new Map(),
    absent: new Map(),
    refused: [],
    notMade: [],
    named: new Set<Id>(),
    taken: new Set<string>(),
    consumers: new Map(),
    pending: [],
    active: [],
    nTaken: 0,
    triggers: 0,
    registrations: 0,
    idas: new Map(),
    counters: new Map(),
    failures: new Map(),
    announced: [],
    asked: new Map(),
    hasChurn: false,
    nextSeq: 0,
    nMade: 0,
  };
}

function liveDrivers(
  topology: Topology,
  buses: ReadonlyMap<string, LiveBus>,
  modules: Map<string, LiveModule>,
): ReadonlyMap<Id, LiveDriver> {
  const drivers = new Map<Id, LiveDriver>();
  for (const decl of topology.drivers) {
    const bus = buses.get(decl.bus);
    if (!bus || drivers.has(decl.id)) continue;
    const module = moduleOf(modules, decl);
    const driver: LiveDriver = {
      id: decl.id,
      decl,
      bus,
      module: module.name,
      position: bus.drivers.length,
      order: 0,
      registration: 0,
      devices: [],
      dynamicIds: [],
      candidates: [],
      closed: false,
    };
    bus.drivers.push(driver);
    module.drivers.push(driver);
    drivers.set(decl.id, driver);
  }
  return drivers;
}

function liveBus(type: LiveBus['type'], kernel: Kernel): LiveBus {
  let index: MatchIndex | undefined;
  const bus: LiveBus = {
    type,
    drivers: [],
    registered: [],
    yielding: [],
    dynamic: [],
    names: new Map(),
    universal: [],
    autoprobe: true,
    index() {
      index ??= matchIndex(type, bus.drivers, bus.dynamic, kernel);
      return index;
    },
  };
  return bus;
}

function liveModules({ modules, kernel }: Topology): Map<string, LiveModule> {
  const builtin = new Set(kernel.builtin.map(normalizeModuleName));
  const live = new Map<string, LiveModule>();
  for (const decl of modules.values()) {
    const name = normalizeModuleName(decl.name);
    live.set(name, { ...newModule(name, decl.builtin || builtin.has(name)), decl });
  }
  return live;
}

/** A driver without a declared module is its own; `builtin` on the driver says so of its module. */
function moduleOf(modules: Map<string, LiveModule>, driver: Driver): LiveModule {
  const name = normalizeModuleName(driver.module);
  const known = modules.get(name);
  if (known && (known.builtin || !driver.flags.has('builtin'))) return known;
  const module: LiveModule = {
    name,
    drivers: [],
    askers: [],
    ...known,
    builtin: driver.flags.has('builtin'),
    loaded: false,
    started: false,
    brought: false,
  };
  modules.set(name, module);
  return module;
}
