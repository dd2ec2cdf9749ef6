// What a run of the driver core says: for every device its state, its driver and the full reason; for every bus its drivers in
// registration order; which modules were loaded and why; and the trace of decisions. Plain data, no text of the description.
import type { Id, Version } from './topology.ts';

export type DeviceState = 'bound' | 'unbound' | 'deferred' | 'absent' | 'waits';

/** Why a step of a bus's match() said what it said. */
export interface Miss {
  /** The row that came nearest (most fields equal), 1-based. */
  readonly row: number;
  readonly table: string;
  /** The fields that differ: row's value and device's value, as they are printed. */
  readonly fields: readonly { readonly field: string; readonly row: string; readonly device: string }[];
}

/** One verdict of match(): `no` and `yes` are 0 and 1, `error` a negative errno. */
export interface Verdict {
  readonly result: 'yes' | 'no' | 'error';
  readonly errno?: string;
  /** The step of `match` that decided; not set: the end of the list, or no callback. */
  readonly step?: string;
  readonly table?: string;
  /** 1-based row of that table. */
  readonly row?: number;
  /** A dynamic id fitted, or the override without a row. */
  readonly dynamic?: boolean;
  readonly miss?: Miss | undefined;
}

export type AttemptOutcome =
  | 'bound'
  | 'no match'
  | 'match error'
  | 'busy'
  | 'supplier missing'
  | 'deferred'
  | 'declined'
  | 'failed'
  | 'not loaded';

/** What became of one driver for one device. */
export interface Attempt {
  readonly driver: Id;
  readonly verdict: Verdict;
  readonly outcome: AttemptOutcome;
  /** ENODEV, EPROBE_DEFER, …, if probe or a check before it returned an error. */
  readonly errno?: string;
  /** What was missing: a supplier, a resource, a driver, the condition that failed. */
  readonly detail?: string;
  /** Who returned the error, where it was not the driver's probe: the bus, before it. */
  readonly by?: Refuser;
}

export interface Refuser {
  readonly who: string;
  readonly rule: string;
}

/** Machine-readable reason of a state; `text` says it in kernel terms. */
export interface Reason {
  readonly code:
    | 'matched'
    | 'claimed'
    | 'attached'
    | 'no-bus'
    | 'no-driver'
    | 'no-match'
    | 'not-loaded'
    | 'override'
    | 'declined'
    | 'probe-failed'
    | 'match-error'
    | 'supplier'
    | 'probe-defer'
    | 'autoprobe-off'
    | 'not-asked'
    | 'absent'
    | 'class-device'
    | 'name-clash';
  readonly text: string;
  /** The domain rule that decided: LC-12, LC-21, … */
  readonly rule: string;
}

export interface DeviceResult {
  readonly id: Id;
  readonly name: string;
  readonly bus?: string;
  readonly class?: string;
  readonly devtype?: string;
  /** The device struct's C name. */
  readonly parent?: Id;
  /** Below /sys: `/devices/pci0000:00/0000:00:19.0`. */
  readonly path: string;
  /** Without the trailing `*` of the alias; not set: announces nothing. */
  readonly modalias?: string;
  readonly state: DeviceState;
  readonly driver?: Id;
  readonly reason: Reason;
  /** The drivers that match it, in registration order (also those that came too late: `busy`), then those not loaded. */
  readonly matching: readonly Attempt[];
  /**
   * Every registered driver of the bus in registration order, then those that are not loaded; those that do not match with their
   * nearest miss. Made when it is first read, and what match() said when that is read: not for loops over devices.
   */
  readonly attempts: readonly Attempt[];
  /** Modules that its modalias asks for, in load order. */
  readonly candidates: readonly string[];
  /** The device whose driver made it, that driver, and the step's label. */
  readonly madeBy?: {
    readonly device?: Id;
    readonly driver?: Id;
    readonly module?: string;
    readonly label?: string;
    readonly request?: Id;
  };
  readonly fields: Readonly<Record<string, unknown>>;
  /** What its `driver_override` says. */
  readonly driverOverride?: string;
  /** The device that does its DMA, and the IOMMU that listens there. */
  readonly dma?: Id;
  readonly iommu?: string;
  readonly iommuGroup?: string;
  readonly udev?: string;
  readonly node?: string;
  readonly devlink?: string;
  /** `state_synced`, where the device has that file: whether sync_state was called (LC-39). */
  readonly stateSynced?: boolean;
  /** What it registered with classes without a struct device: `{ class: 'devlink', name: 'auxiliary/mlx5_core.sf.1' }`. */
  readonly handles?: readonly { readonly class: string; readonly name: string }[];
}

export interface DriverResult {
  readonly id: Id;
  readonly registered: boolean;
  /** Place in the bus's list of registered drivers, from 1. */
  readonly order?: number;
  /** In bind order. */
  readonly devices: readonly Id[];
  /** Devices whose match() says yes, bound or not. */
  readonly matches: readonly Id[];
}

export interface ModuleResult {
  readonly name: string;
  readonly loaded: boolean;
  /** `loaded`, a modalias with the device that announced it, or the module that depends on it. */
  readonly why?: string;
  readonly builtin: boolean;
}

export type TraceAct =
  | 'add-device'
  | 'delete-device'
  | 'register-driver'
  | 'unregister-driver'
  | 'load-module'
  | 'unload-module'
  | 'match'
  | 'dma-configure'
  | 'probe'
  | 'bind'
  | 'remove'
  | 'defer'
  | 'retry'
  | 'link'
  | 'create'
  | 'register-class'
  | 'notify'
  | 'uevent'
  | 'runtime-resume'
  | 'runtime-suspend'
  | 'runtime-suspend'
  | 'prepare'
  | 'suspend'
  | 'resume'
  | 'complete'
  | 'shutdown'
  | 'sync-state'
  | 'user'
  | 'skip';

/** One act of the driver core, in order. */
export interface TraceStep {
  readonly act: TraceAct;
  readonly device?: Id;
  readonly driver?: Id;
  readonly text: string;
  readonly rule: string;
}

export interface Run {
  readonly kernel: Version;
  /** Declared devices and those that drivers made, in addition order. */
  readonly devices: ReadonlyMap<Id, DeviceResult>;
  readonly drivers: ReadonlyMap<Id, DriverResult>;
  readonly modules: ReadonlyMap<string, ModuleResult>;
  /** Bus → driver ids in registration order. */
  readonly order: ReadonlyMap<string, readonly Id[]>;
  /** Made when it is first read. */
  readonly trace: readonly TraceStep[];
  /** Devices that can never be added (name taken: LC-7). */
  readonly refused: readonly Refused[];
  /** What requests would have made: a condition does not hold, a step failed, or nobody offers the flavour. */
  readonly notMade?: readonly NotMade[];
}

export interface Refused {
  readonly id: Id;
  readonly reason: Reason;
  /** What a driver or module would have made: `id` may be that of the device that has the name. */
  readonly made?: MadeDevice;
}

/** What tells which step made a device. */
export type MadeDevice = Pick<DeviceResult, 'id' | 'name' | 'bus' | 'class' | 'parent' | 'madeBy'>;

export interface NotMade {
  /** The device that it was asked of. */
  readonly device?: Id;
  readonly request: Id;
  /** Of the step; not set: the whole request. */
  readonly label?: string;
  readonly reason: Reason;
}
