// A fresh machine for a topology: buses with their drivers, none registered; modules, none loaded; no device.

import { isAsync } from './async-probe.ts';
import { type BaseCore, newCore } from './base/core.ts';
import type { Event } from './base/event.ts';
import { busOps } from './bus-ops.ts';
import type { ModuleSource } from './kmod/load-order.ts';
import { normalizeModuleName } from './kmod/normalize-alias.ts';
import {
  type LiveBus,
  type LiveDriver,
  type LiveModule,
  type MatchIndex,
  newModule,
  type State,
  type Writable,
} from './live.ts';
import { asksWhoIsBound, matchIndex } from './match-index.ts';
import { moduleSource } from './module-source.ts';
import type { TraceStep } from './result.ts';
import { supplierCycles } from './supplier-cycles.ts';
import type { Device, Driver, Id, Topology } from './topology.ts';
import { traceObserver } from './trace.ts';

export interface StateOptions {
  /** Notes every act here. */
  readonly trace?: TraceStep[];
  /** Keeps the order of suspend and shutdown: for scenarios. */
  readonly keepsOrder?: boolean;
  /** Sees what drivers/base does. */
  readonly observer?: (event: Event) => void;
  /** Makes every call of match() and every retry that a kernel makes, also those that change nothing. */
  readonly isExact?: boolean;
  /** Tells of each module that is loaded. */
  readonly loaded?: State['loaded'];
  /** Which of several pieces of work that the kernel may run in any order comes first; not set: the first. */
  readonly choose?: BaseCore['choose'];
}

export function createState(topology: Topology, options: StateOptions = {}): State {
  const { trace, keepsOrder = false, isExact = false, choose, observer, loaded } = options;
  const buses = new Map<string, LiveBus>();
  const modules = liveModules(topology);
  let source: ModuleSource | undefined;
  let cycles: ReadonlyMap<Id, number> | undefined;
  let declared: Map<Id, Device> | undefined;
  const state: Writable<State> = {
    topology,
    core: newCore({
      keepsOrder,
      choose,
      skipsIdleRetries: !trace && !isExact,
      forcesSyncState: topology.kernel.forcesSyncState,
      observer: trace || observer ? (event) => observe(event) : undefined,
    }),
    buses,
    drivers: new Map(),
    modules,
    isExact,
    get declared() {
      declared ??= new Map(topology.devices.map((device) => [device.id, device]));
      return declared;
    },
    cycles() {
      cycles ??= supplierCycles(topology);
      return cycles;
    },
    source() {
      source ??= moduleSource(state);
      return source;
    },
    ...emptyLists(),
    ...(trace && { trace }),
    ...(loaded && { loaded }),
  };
  const observe = bothObservers(trace && traceObserver(state), observer);
  for (const type of topology.buses.values()) buses.set(type.name, liveBus(state, type));
  state.drivers = liveDrivers(topology, buses, modules);
  return state;
}

type Observer = (event: Event) => void;

function bothObservers(one: Observer | undefined, other: Observer | undefined): Observer {
  return (event) => {
    one?.(event);
    other?.(event);
  };
}

/** Nothing has happened yet. */
function emptyLists() {
  return {
    devices: new Map(),
    absent: new Map(),
    refused: [],
    notMade: [],
    requests: new Map(),
    vfsEnabled: new Set<Id>(),
    named: new Set<Id>(),
    registrations: 0,
    ownedGroups: new Map(),
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
      name: decl.name,
      isAsync: isAsync(topology, decl),
      suppressBindAttrs: decl.flags.has('suppress_bind_attrs') || decl.flags.has('platform_driver_probe'),
      hasSyncState: decl.deviceDriver?.includes('sync_state') ?? false,
      decl,
      bus,
      module: module.name,
      position: bus.known.length,
      place: drivers.size,
      order: 0,
      registration: 0,
      devices: new Set(),
      dynamicIds: [],
      candidates: [],
      closed: false,
    };
    bus.known.push(driver);
    module.drivers.push(driver);
    drivers.set(decl.id, driver);
  }
  return drivers;
}

function liveBus(state: State, type: LiveBus['type']): LiveBus {
  let index: MatchIndex | undefined;
  const bus: LiveBus = {
    name: type.name,
    type,
    ops: busOps(state, type),
    devices: new Map(),
    drivers: new Map(),
    known: [],
    yielding: [],
    dynamic: [],
    universal: [],
    autoprobe: true,
    attachesItself: type.walk !== undefined,
    asksWhoIsBound: asksWhoIsBound(type),
    nRegistered: 0,
    index() {
      index ??= matchIndex(type, bus.known, bus.dynamic, state.topology.kernel);
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
    live.set(name, newModule(name, decl.builtin || builtin.has(name), decl));
  }
  return live;
}

/** A driver without a declared module is its own; `builtin` on the driver says so of its module. */
function moduleOf(modules: Map<string, LiveModule>, driver: Driver): LiveModule {
  const name = normalizeModuleName(driver.module);
  const known = modules.get(name);
  if (known && (known.builtin || !driver.flags.has('builtin'))) return known;
  const module = newModule(name, driver.flags.has('builtin'), known?.decl);
  if (known) module.drivers.push(...known.drivers);
  modules.set(name, module);
  return module;
}
