// The state of a running driver core: what struct bus_type, device, device_driver and module hold while the machine runs.
// Only the operations beside this file change it; nothing outside of driver-core sees it. drivers/base/base.h.
import type { Format } from './format.ts';
import type { Ida } from './ida.ts';
import type { LoadStep, ModuleSource } from './kmod/load-order.ts';
import type { Attempt, NotMade, Reason, TraceStep } from './result.ts';
import type {
  BusType,
  ClassType,
  Device,
  DeviceStruct,
  Driver,
  Fields,
  Id,
  MakeStep,
  Module,
  Request,
  Row,
  Topology,
  Value,
} from './topology.ts';

/** Who made a device, and by which step. */
export interface Maker {
  readonly device?: LiveDevice;
  readonly driver?: LiveDriver;
  readonly module?: string;
  readonly label?: string;
  readonly request?: Request;
  readonly step: MakeStep;
}

/** A device link (struct device_link); without `managed` it orders, or names a resource, and keeps nobody waiting. */
export interface LiveLink {
  readonly supplier: Id;
  readonly consumer: LiveDevice;
  readonly label?: string;
  /** Managed links keep the consumer from its probe until the supplier is bound (LC-34). */
  readonly managed: boolean;
  readonly autoprobeConsumer: boolean;
  /** Made from firmware: relaxed when part of a cycle (LC-38). */
  readonly inferred: boolean;
}

/** For those who put an object together piece by piece. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };

export interface LiveDevice {
  readonly id: Id;
  readonly name: string;
  readonly bus?: LiveBus;
  readonly class?: ClassType;
  readonly struct?: DeviceStruct;
  /** Place in the order of addition. */
  readonly seq: number;
  parent?: LiveDevice;
  readonly physfn?: LiveDevice;
  readonly declared?: Device;
  readonly maker?: Maker;
  /** Written, inherited, read from the name, defaults. */
  readonly fields: Fields;
  /** Fields of the request that this device, or the one it was made on, came from. */
  readonly given: Fields;
  readonly links: LiveLink[];
  /** Format of the step that made it, where it is not the class's. */
  readonly udevFormat?: Format;
  /** Who does its DMA, the nearest controller above it, the PCI function that tells where it is, its IOMMU group: see place.ts. */
  readonly dma?: LiveDevice;
  readonly controller?: LiveDevice;
  readonly located?: LiveDevice;
  readonly group?: Value;
  readonly path: string;
  readonly children: LiveDevice[];
  /** Made by its driver's steps, in order: undone in reverse when the driver lets go. */
  readonly made: LiveDevice[];
  /** Handles that it registered with classes without a struct device (devlink). */
  readonly handles: { readonly class: string; readonly name: string }[];
  driverOverride?: string;
  driver?: LiveDriver;
  /** Drivers of the bus that may match, by place in the bus's static order; undefined: any may. */
  candidates?: readonly number[];
  /** The last attempt of each driver that was tried. */
  readonly attempts: Attempt[];
  deferred: boolean;
  /** Which of the two lists of deferred devices holds it. */
  queue?: 'pending' | 'active';
  /** The link that kept it from being probed the last time; gone when its supplier comes. */
  waitsFor?: LiveLink;
  /** Numbers taken in its driver's probe (`acquires id NAME`): given back when the driver lets go. */
  readonly taken: { readonly ida: string; readonly number: number }[];
  modalias?: string;
  /** The operation in which its driver bound it: registrations of drivers are numbered. */
  boundIn: number;
  /** Failed probes that had made devices first (LC-27): the retries that nobody else pays for. */
  churn: number;
  stop?: Reason;
}

export interface LiveDriver {
  readonly id: Id;
  readonly decl: Driver;
  readonly bus: LiveBus;
  readonly module: string;
  /** Place among the drivers of its bus in the topology. */
  readonly position: number;
  /** Place in the bus's list of registered drivers, from 1; 0: not registered. */
  order: number;
  /** The number of its registration among all. */
  registration: number;
  /** In bind order. */
  readonly devices: LiveDevice[];
  readonly dynamicIds: Row[];
  /** Devices that may match because an index says so, in addition order. */
  readonly candidates: LiveDevice[];
  /** `platform_driver_probe`: no device is taken once the registration is over (LC-11). */
  closed: boolean;
}

/** Finds the drivers that may match, see match-index.ts. */
export interface MatchIndex {
  /** Positions of drivers, ascending; undefined: any driver may match. */
  candidates(device: LiveDevice): readonly number[] | undefined;
}

export interface LiveBus {
  readonly type: BusType;
  /** All drivers of the topology, by position. */
  readonly drivers: LiveDriver[];
  /** klist_drivers: in registration order. */
  readonly registered: LiveDriver[];
  /** Registered drivers that yield to others (LC-16, LC-17), and drivers with dynamic ids. */
  readonly yielding: LiveDriver[];
  readonly dynamic: LiveDriver[];
  /** klist_devices, by name. */
  readonly names: Map<string, LiveDevice>;
  /** Devices that any driver may match, in addition order. */
  readonly universal: LiveDevice[];
  readonly index: () => MatchIndex;
  autoprobe: boolean;
}

export interface LiveModule {
  readonly name: string;
  readonly decl?: Module;
  readonly drivers: LiveDriver[];
  readonly builtin: boolean;
  loaded: boolean;
  /** There from the start: no device has to ask. */
  started: boolean;
  why?: string;
  /** Some other module that was asked for brings it along. */
  brought: boolean;
  /** Declared devices whose modalias asks for it, in the order of their uevents. */
  readonly askers: LiveDevice[];
}

/** The operations that steps of a probe start again from the top: a device made in a probe is attached within it. */
export interface Core {
  attach(state: State, device: LiveDevice): void;
  /** What the worker does: device_initial_probe, whatever the bus does for new devices. */
  retry(state: State, device: LiveDevice): void;
  /** device_driver_attach: one driver, without match(). */
  attachTo(state: State, device: LiveDevice, driver: LiveDriver): void;
}

export function newModule(name: string, builtin: boolean): Writable<LiveModule> {
  return { name, builtin, drivers: [], askers: [], loaded: false, started: false, brought: false };
}

export interface State {
  topology: Topology;
  readonly buses: ReadonlyMap<string, LiveBus>;
  readonly drivers: ReadonlyMap<Id, LiveDriver>;
  readonly modules: Map<string, LiveModule>;
  readonly declared: Map<Id, Device>;
  /** Devices that steps name, as a parent or for their DMA. */
  readonly named: Set<Id>;
  /** All devices that are there. */
  readonly devices: Map<Id, LiveDevice>;
  readonly absent: Map<Id, Reason>;
  readonly refused: { readonly id: Id; readonly reason: Reason }[];
  readonly notMade: NotMade[];
  /** Names in use, with the directory that they are in. */
  readonly taken: Set<string>;
  /** Declared devices that wait for each other have the same number (LC-38). */
  readonly cycles: () => ReadonlyMap<Id, number>;
  /** By supplier. */
  readonly consumers: Map<Id, LiveLink[]>;
  /** Deferred devices that wait for a trigger, and those that the worker will retry (dd.c). */
  pending: LiveDevice[];
  active: LiveDevice[];
  /** How many of `active` the worker has taken. */
  nTaken: number;
  triggers: number;
  /** Registrations so far, those of drivers that were taken back included. */
  registrations: number;
  /** Numbers in use, by IDA. */
  readonly idas: Map<string, Ida>;
  /** How often a `fails E N times` has failed. */
  readonly failures: Map<string, number>;
  /** Below this number no name of a counting format is free. */
  readonly counters: Map<Format, number>;
  readonly core: Core;
  /** The modules that can be loaded. */
  readonly source: () => ModuleSource;
  /** What loading a modalias comes to. */
  readonly asked: Map<string, readonly LoadStep[]>;
  /** Devices whose uevent nobody has answered yet. */
  readonly announced: LiveDevice[];
  /** Some probe had bound children before it failed. */
  hasChurn: boolean;
  nextSeq: number;
  nMade: number;
  readonly trace?: TraceStep[];
}
