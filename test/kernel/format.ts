// The format of recordings of a real Linux driver core, `dcoracle/1`: a scenario is a list of operations, a recording adds what the
// kernel did at each. Types only. docs/kernel-recorder.md says what each operation calls in the kernel.

export const RECORDING_FORMAT = 'dcoracle/1';

/** A match step of an own bus; steps are asked in order, the first with a verdict wins, the end of the list is 0. */
export type RecordedStep =
  /** device_match_driver_override(): its 0 or 1, or no verdict without an override. */
  | 'override'
  /** A row of the driver equals the device's id: 1. */
  | 'table'
  /** A driver with rows: 1 or 0. Without rows: no verdict. */
  | 'table_final'
  /** The driver's name equals the device's id: 1. */
  | 'driver_name'
  | 'always'
  /** The device's `mdefer` is above 0: count it down, -EPROBE_DEFER. */
  | 'device_match_defer'
  /** The device's `merr` is not 0: that. */
  | 'device_match_error';

export type BusKind = 'own' | 'platform' | 'auxiliary';

/** What a driver's probe returns. Counts are per pair of device and driver. */
export type ProbeRule =
  | 'ok'
  /** -EPROBE_DEFER always, or at the first N calls (0: always). */
  | 'defer'
  | `defer:${number}`
  /** -EPROBE_DEFER until that device is bound. */
  | `need:${string}`
  /** -ENODEV, -ENXIO, -EINVAL. */
  | 'nodev'
  | 'nxio'
  | 'fail'
  /** That code always, or at the first call only. */
  | `err:${number}`
  | `errfirst:${number}`
  /** These codes, call by call; the last one from then on. Extension. */
  | `answers:${string}`;

/** A device that a probe adds below its own. In `name`, `%` is the parent's name and `#` the digits at its end. */
export interface RecordedChild {
  readonly name: string;
  /** A bus, or `@` and a class. */
  readonly bus: string;
  readonly id?: string;
  /** Not set: the device that is probed. Extension. */
  readonly parent?: string;
  /** As for a device. Extension. */
  readonly firmware?: readonly string[];
}

/** A link that a probe adds from its own device; `flags` are DL_FLAG bits. */
export interface ProbeLink {
  readonly supplier: string;
  readonly flags: number;
}

export interface BusOp {
  readonly op: 'bus';
  readonly name: string;
  readonly kind: BusKind;
  /** Own buses only. */
  readonly steps?: readonly RecordedStep[];
  readonly no_match_callback?: boolean;
  /** The bus has a sync_state callback. Extension: events `sync_state D`. */
  readonly sync_state?: boolean;
}

export interface DriverOp {
  readonly op: 'driver';
  readonly bus: string;
  readonly name: string;
  /** Own buses: rows, `*` fits any device. Platform, auxiliary: the id_table. */
  readonly ids?: readonly string[];
  readonly probe?: ProbeRule;
  /** By device name; wins over `probe`. */
  readonly probe_for?: Readonly<Record<string, ProbeRule>>;
  readonly async?: boolean;
  readonly suppress_bind_attrs?: boolean;
  /** It has a sync_state callback. Extension: events `sync_state D`. */
  readonly sync_state?: boolean;
  /** Added after the verdict if it is 0; deleted in reverse by remove. */
  readonly creates?: readonly RecordedChild[];
  /** By the name of the probed device, after those for all devices. Extension. */
  readonly creates_for?: Readonly<Record<string, readonly RecordedChild[]>>;
  /** By the name of the device that it drives: what remove deletes before its own children, where it is there. Extension. */
  readonly deletes_for?: Readonly<Record<string, readonly string[]>>;
  /** Adds the children whatever the verdict; after a failure deletes them before probe returns. */
  readonly create_before_fail?: boolean;
  readonly keep_children?: boolean;
  readonly links?: readonly ProbeLink[];
}

export interface DeviceOp {
  readonly op: 'device';
  readonly bus: string;
  readonly name: string;
  readonly id?: string;
  readonly parent?: string;
  /** Own buses with an override: set before the device is added. Extension. */
  readonly override?: string;
  /** Only device_initialize(); an `add` operation follows. */
  readonly hold?: boolean;
  readonly mdefer?: number;
  readonly merr?: number;
  /** dma_configure returns -EPROBE_DEFER that often. */
  readonly dmadefer?: number;
  /** dma_configure returns that code. */
  readonly dmaerr?: number;
  /** devm memory before the device is added. */
  readonly devres?: boolean;
  /** The driver of its bus that it has when it is added: it binds without a match. Extension. */
  readonly claim?: string;
  /** pm_runtime_enable() before the device is added. Extension: events `pm D runtime_suspend|runtime_resume`. */
  readonly runtime_pm?: boolean;
  /** The device has a firmware node, which refers to those of these devices. Extension: what fw_devlink makes links of. */
  readonly firmware?: readonly string[];
  /** With `firmware`: its node bears FWNODE_FLAG_BEST_EFFORT. */
  readonly best_effort?: boolean;
}

export interface ClassDeviceOp {
  readonly op: 'class_device';
  readonly class: string;
  readonly name: string;
  readonly parent?: string;
  /** As for a device. */
  readonly hold?: boolean;
}

/** A link between devices, whatever their drivers; `flags` are DL_FLAG bits. */
export interface LinkOp {
  readonly op: 'link';
  readonly consumer: string;
  readonly supplier: string;
  readonly flags: number;
}

export interface UnlinkOp {
  readonly op: 'unlink';
  readonly consumer: string;
  readonly supplier: string;
}

/** Writes to the files of sysfs (bind, unbind), and the function that a kernel caller uses. */
export interface PairOp {
  readonly op: 'bind' | 'unbind' | 'device_driver_attach';
  readonly bus: string;
  readonly driver: string;
  readonly device: string;
}

export interface OverrideOp {
  readonly op: 'driver_override';
  readonly bus: string;
  readonly device: string;
  /** `""` clears it. */
  readonly value: string;
}

/** Extension: writes the value to the device's `state_synced`, without a newline. */
export interface StateSyncedOp {
  readonly op: 'state_synced';
  readonly bus: string;
  readonly device: string;
  readonly value: string;
}

export interface DriversProbeOp {
  readonly op: 'drivers_probe';
  readonly bus: string;
  readonly device: string;
}

export interface AutoprobeOp {
  readonly op: 'drivers_autoprobe';
  readonly bus: string;
  readonly value: number;
}

export interface OneDeviceOp {
  readonly op:
    | 'add'
    | 'device_reprobe'
    | 'device_release_driver'
    | 'device_del'
    /** Extensions: pm_runtime_get_sync(), pm_runtime_put_sync(). */
    | 'runtime_get'
    | 'runtime_put';
  readonly device: string;
}

/** Extension: device_move(). Without `parent` to the root. `order` is the DPM_ORDER_* constant. */
export interface MoveOp {
  readonly op: 'device_move';
  readonly device: string;
  readonly parent?: string;
  readonly order: 'none' | 'device_after_parent' | 'parent_before_device' | 'device_last';
}

/** Extension: time passes (the time-out of deferral). The scenario has a boot of its own. */
export interface WaitOp {
  readonly op: 'wait';
  readonly seconds: number;
}

export interface OneBusOp {
  readonly op: 'bus_rescan_devices';
  readonly bus: string;
}

export interface ClassOp {
  readonly op: 'class';
  readonly name: string;
}

export interface DriverUnregisterOp {
  readonly op: 'driver_unregister';
  readonly bus: string;
  readonly driver: string;
}

/** Extension: own buses. The rows that a driver has from then on; after `new_id` its bus is walked for it. */
export interface DynamicIdOp {
  readonly op: 'new_id' | 'remove_id';
  readonly bus: string;
  readonly driver: string;
  readonly ids: readonly string[];
}

/** pm_suspend() that is called off after all devices of the scenario were suspended: code -16. */
export interface SuspendOp {
  readonly op: 'suspend';
  /** Extension: only when the operations up to `resume` were done, at most 32; the code is that of `resume`. */
  readonly open?: boolean;
}

export interface WholeOp {
  readonly op:
    | 'dump'
    /** Extension: ends an open `suspend`. */
    | 'resume'
    /** Extension: powers the machine off, so it is the last operation. Events `shutdown D DRIVER`. */
    | 'shutdown';
}

export type Op =
  | BusOp
  | DriverOp
  | DeviceOp
  | ClassOp
  | ClassDeviceOp
  | LinkOp
  | UnlinkOp
  | PairOp
  | OverrideOp
  | StateSyncedOp
  | DriversProbeOp
  | AutoprobeOp
  | OneDeviceOp
  | MoveOp
  | WaitOp
  | OneBusOp
  | DriverUnregisterOp
  | DynamicIdOp
  | SuspendOp
  | WholeOp;

/** What one operation did. `events` happened during the call, `settle` in the deferred and async work that ran after it. */
export interface EventResult {
  /** 0 or more, or a negative errno; -2 also where the operation names what does not exist. */
  readonly rc: number;
  readonly events: readonly string[];
  readonly settle: readonly string[];
}

export interface RecordedLink {
  readonly consumer: string;
  readonly supplier: string;
  /** DL_FLAG names in bit order, lower case: `stateless`, `autoremove_consumer`, `pm_runtime`, `managed`, … */
  readonly flags: readonly string[];
  /** enum device_link_state, lower case. */
  readonly state: string;
}

export interface RecordedState {
  /** By bus: devices with their driver in the order of the bus's list, drivers in registration order. */
  readonly buses: Readonly<
    Record<
      string,
      { readonly devices: readonly (readonly [string, string | null])[]; readonly drivers: readonly string[] }
    >
  >;
  /** Pending deferred devices, in list order. */
  readonly deferred: readonly string[];
  /** Below /sys, by device. */
  readonly paths: Readonly<Record<string, string>>;
  readonly links: readonly RecordedLink[];
  /** devices_kset: suspend and shutdown go through it backwards. */
  readonly order: readonly string[];
}

/** What `dump` saw. */
export interface DumpResult {
  readonly rc: number;
  readonly state: RecordedState;
}

export type Result = EventResult | DumpResult;

export interface Scenario {
  readonly id: string;
  readonly tags: readonly string[];
  /** Of the generator; null: written by hand. */
  readonly seed: number | null;
  /** Extension: parameters of the kernel's command line, such as `fw_devlink=permissive`. */
  readonly parameters?: string;
  readonly ops: readonly Op[];
}

export interface Recording extends Scenario {
  readonly format: typeof RECORDING_FORMAT;
  /** Version of the kernel and the settings that bear on the order of events. */
  readonly kernel: string;
  /** No async driver, and two boots gave the same results. False: compare final bindings only. */
  readonly deterministic: boolean;
  /** One for each operation; less if the kernel did not survive one. */
  readonly results: readonly Result[];
  /** The kernel did not come back from operation number `op` (from 0). */
  readonly died?: { readonly op: number; readonly how: 'hang' | 'crash' };
}
