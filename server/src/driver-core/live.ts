// The state of a running machine: what drivers/base keeps (base/objects.ts), with what a description says of each object.
// Only the operations beside this file change it; nothing outside of driver-core sees it.
import type { BaseCore } from './base/core.ts';
import type { BaseBus, BaseDevice, BaseDriver } from './base/objects.ts';
import type { Format } from './format.ts';
import type { Ida } from './ida.ts';
import type { LoadStep, ModuleSource } from './kmod/load-order.ts';
import type { Attempt, NotMade, Reason, Refused, TraceStep, Verdict } from './result.ts';
import type {
  BusType,
  ClassType,
  Device,
  DeviceStruct,
  Driver,
  Fields,
  Flavour,
  Id,
  MakeStep,
  Module,
  Request,
  Row,
  Supplier,
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

/** For those who put an object together piece by piece. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };

export interface LiveDevice extends BaseDevice {
  readonly id: Id;
  readonly bus: LiveBus | undefined;
  readonly class: ClassType | undefined;
  readonly struct: DeviceStruct | undefined;
  /** Place in the order of addition. */
  readonly seq: number;
  parent: LiveDevice | undefined;
  readonly physfn: LiveDevice | undefined;
  readonly declared: Device | undefined;
  readonly maker: Maker | undefined;
  /** Written, inherited, read from the name, defaults. */
  fields: Fields;
  /** Fields of the request that this device, or the one it was made on, came from. */
  readonly given: Fields;
  /** The suppliers that it names, there or not: what `needs NAME` asks for. */
  readonly named: readonly Supplier[];
  /** Format of the step that made it, where it is not the class's. */
  readonly udevFormat: Format | undefined;
  /** Who does its DMA, the nearest controller above it, the PCI function that tells where it is, its IOMMU group: see place.ts. */
  readonly dma: LiveDevice | undefined;
  readonly controller: LiveDevice | undefined;
  readonly located: LiveDevice | undefined;
  readonly group: Value | undefined;
  readonly path: string;
  children: ReadonlySet<LiveDevice>;
  /** Made by its driver's steps, in order: undone in reverse when the driver lets go. */
  readonly made: LiveDevice[];
  /** Handles that it registered with classes without a struct device (devlink). */
  readonly handles: { readonly class: string; readonly name: string }[];
  driverOverride: string | undefined;
  driver: LiveDriver | undefined;
  claim: LiveDriver | undefined;
  /** Drivers of the bus that may match, by place in the bus's static order; undefined: any may. */
  candidates: readonly number[] | undefined;
  /** The last attempt of each driver that was tried. */
  attempts: Attempt[];
  /** Numbers taken in its driver's probe (`acquires id NAME`): given back when the driver lets go. */
  readonly taken: { readonly ida: string; readonly number: number }[];
  modalias: string | undefined;
  /** How many of its VFs are wanted; not set: all that are declared. */
  numVfs: number | undefined;
  /** The operation in which its driver bound it: registrations of drivers are numbered. */
  boundIn: number;
  stop: Reason | undefined;
}

export interface LiveDriver extends BaseDriver {
  readonly id: Id;
  readonly decl: Driver;
  readonly bus: LiveBus;
  readonly module: string;
  /** Place among the drivers of its bus in the topology, and among all. */
  readonly position: number;
  readonly place: number;
  /** Place in the order in which the bus's drivers registered, from 1; 0: not registered. */
  order: number;
  /** The number of its registration among all. */
  registration: number;
  /** In bind order. */
  readonly devices: Set<LiveDevice>;
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

export interface LiveBus extends BaseBus {
  readonly type: BusType;
  readonly devices: Map<string, LiveDevice>;
  readonly drivers: Map<string, LiveDriver>;
  /** All drivers of the topology, by position. */
  readonly known: LiveDriver[];
  /** Registered drivers that yield to others (LC-16, LC-17), and drivers with dynamic ids. */
  readonly yielding: LiveDriver[];
  readonly dynamic: LiveDriver[];
  /** Devices that any driver may match, in addition order. */
  readonly universal: LiveDevice[];
  readonly index: () => MatchIndex;
  /** Registrations so far, those of drivers that are gone included. */
  nRegistered: number;
}

/** A request that was carried out: what was asked, of whom, by which flavour of which driver. */
export interface LiveRequest {
  request: Request;
  readonly target: LiveDevice;
  readonly flavour: Flavour;
  readonly driver?: LiveDriver;
  /** Whose driver carries it out, the target or a part of it; when that lets go the request ends. A module's: not set. */
  readonly provider?: LiveDevice;
  /** What the target holds for it: members of its `taken` and `handles`. */
  readonly held: { readonly taken: LiveDevice['taken']; readonly handles: LiveDevice['handles'] };
}

export interface LiveModule {
  readonly name: string;
  readonly decl: Module | undefined;
  readonly drivers: LiveDriver[];
  readonly builtin: boolean;
  loaded: boolean;
  /** There from the start: no device has to ask. */
  started: boolean;
  why: string | undefined;
  /** Some other module that was asked for brings it along. */
  brought: boolean;
  /** Devices that its init made, in order. */
  readonly made: LiveDevice[];
  /** Declared devices whose modalias asks for it, in the order of their uevents. */
  readonly askers: LiveDevice[];
}

export function newModule(name: string, builtin: boolean, decl?: Module): LiveModule {
  return {
    name,
    decl,
    drivers: [],
    builtin,
    loaded: false,
    started: false,
    why: undefined,
    brought: false,
    made: [],
    askers: [],
  };
}

/** Declared devices that went with the driver which had found them, for when it is back (enumerated.ts). */
interface Enumerated {
  readonly driver: LiveDriver;
  readonly devices: ReadonlySet<Id>;
}

export interface State {
  topology: Topology;
  readonly core: BaseCore;
  readonly buses: ReadonlyMap<string, LiveBus>;
  readonly drivers: ReadonlyMap<Id, LiveDriver>;
  readonly modules: Map<string, LiveModule>;
  readonly declared: Map<Id, Device>;
  /** Devices that steps name, as a parent or for their DMA. */
  readonly named: Set<Id>;
  /** All devices that are there. */
  readonly devices: Map<Id, LiveDevice>;
  readonly absent: Map<Id, Reason>;
  readonly refused: Refused[];
  readonly notMade: NotMade[];
  /** Requests that were carried out and not deleted since, by name. */
  readonly requests: Map<string, LiveRequest>;
  /** Every call of match() and every retry is made, also those that change nothing. */
  readonly isExact: boolean;
  /** Tells of each module that is loaded. */
  readonly loaded?: ((module: LiveModule) => void) | undefined;
  /** Declared devices that wait for each other have the same number (LC-38). */
  readonly cycles: () => ReadonlyMap<Id, number>;
  /** By the device above, what went with its driver since the boot. Undefined during the boot, which takes nothing away. */
  enumerated?: Map<Id, Enumerated>;
  /** Declared devices whose VFs were enabled for them once: after that it is the user who does. */
  readonly vfsEnabled: Set<Id>;
  /** Registrations so far, those of drivers that were taken back included. */
  registrations: number;
  /** Numbers in use, by IDA. */
  readonly idas: Map<string, Ida>;
  /** How often a `fails E N times` has failed. */
  readonly failures: Map<string, number>;
  /** Below this number no name of a counting format is free. */
  readonly counters: Map<Format, number>;
  /** The modules that can be loaded. */
  readonly source: () => ModuleSource;
  /** IOMMU groups that user space owns (DMA-4), with how many open files own each. */
  readonly ownedGroups: Map<string, number>;
  /** What loading a modalias comes to. */
  readonly asked: Map<string, readonly LoadStep[]>;
  /** Devices whose uevent nobody has answered yet. */
  readonly announced: LiveDevice[];
  /** What match() said last, for the attempt that follows. */
  lastMatch?: { readonly device: LiveDevice; readonly driver: LiveDriver; readonly verdict: Verdict };
  /** Some probe had bound children before it failed. */
  hasChurn: boolean;
  nextSeq: number;
  nMade: number;
  readonly trace?: TraceStep[];
}
