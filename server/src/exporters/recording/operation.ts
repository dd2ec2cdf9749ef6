// The operations of a script, in the words of dcoracle/1 (docs/kernel-recorder.md): what a kernel is asked to do, and what its buses
// and drivers shall answer. Types only; those of the recorder itself take more.

/** `override`: no verdict without one. `table`: a row of the driver equals the device's id. The end of the list is 0. */
export type StepOp = 'override' | 'device_match_defer' | 'table' | 'device_match_error';

export type ProbeRule =
  | 'ok'
  | 'defer'
  | `defer:${number}`
  | `need:${string}`
  | `err:${number}`
  | `errfirst:${number}`
  /** These codes, call by call; the last one from then on. */
  | `answers:${string}`;

export interface ChildOp {
  readonly name: string;
  /** A bus, or `@` and a class. */
  readonly bus: string;
  readonly id?: string;
  /** Not set: the device that is probed. */
  readonly parent?: string;
  /** What firmware says of it: the suppliers that it names. */
  readonly firmware?: readonly string[];
}

export interface DriverOp {
  readonly op: 'driver';
  readonly bus: string;
  readonly name: string;
  readonly ids: readonly string[];
  readonly probe: ProbeRule;
  /** By device; wins over `probe`. */
  readonly probe_for?: Readonly<Record<string, ProbeRule>>;
  readonly async?: boolean;
  readonly suppress_bind_attrs?: boolean;
  readonly sync_state?: boolean;
  readonly creates_for?: Readonly<Record<string, readonly ChildOp[]>>;
  readonly create_before_fail?: boolean;
  readonly keep_children?: boolean;
  readonly deletes_for?: Readonly<Record<string, readonly string[]>>;
}

export interface DeviceOp {
  readonly op: 'device';
  readonly bus: string;
  readonly name: string;
  readonly id: string;
  readonly parent: string;
  readonly override?: string;
  /** What firmware says of it: the suppliers that it names. */
  readonly firmware?: readonly string[];
  /** Firmware's FWNODE_FLAG_BEST_EFFORT. */
  readonly best_effort?: boolean;
  readonly hold?: boolean;
  /** The driver that takes it before it is added. */
  readonly claim?: string;
  readonly mdefer?: number;
  readonly merr?: number;
}

export type Operation =
  | { readonly op: 'bus'; readonly name: string; readonly kind: 'own'; readonly steps: readonly StepOp[] }
  | { readonly op: 'class'; readonly name: string }
  | { readonly op: 'class_device'; readonly class: string; readonly name: string; readonly parent?: string }
  | DriverOp
  | DeviceOp
  | { readonly op: 'add' | 'device_del' | 'device_reprobe'; readonly device: string }
  | { readonly op: 'link'; readonly consumer: string; readonly supplier: string; readonly flags: number }
  | {
      readonly op: 'bind' | 'unbind' | 'device_driver_attach';
      readonly bus: string;
      readonly driver: string;
      readonly device: string;
    }
  | {
      /** The rows that it has from then on. */
      readonly op: 'new_id' | 'remove_id';
      readonly bus: string;
      readonly driver: string;
      readonly ids: readonly string[];
    }
  | { readonly op: 'driver_unregister'; readonly bus: string; readonly driver: string }
  | { readonly op: 'drivers_probe'; readonly bus: string; readonly device: string }
  | { readonly op: 'state_synced'; readonly bus: string; readonly device: string; readonly value: string }
  | { readonly op: 'driver_override'; readonly bus: string; readonly device: string; readonly value: string }
  | { readonly op: 'drivers_autoprobe'; readonly bus: string; readonly value: number }
  | { readonly op: 'bus_rescan_devices'; readonly bus: string }
  | { readonly op: 'wait'; readonly seconds: number }
  /** `open`: what follows up to `resume` is done before. */
  | { readonly op: 'suspend'; readonly open?: boolean }
  | { readonly op: 'resume' | 'shutdown' | 'dump' };
