// What a recording of a real machine's buses holds: a kernel with its own drivers on devices that QEMU makes. Types only.

export const REAL_FORMAT = 'buswright-buses/1';

export interface RealDriver {
  readonly name: string;
  /** Null: built in. */
  readonly module: string | null;
}

export interface RealDevice {
  /** Below /sys. */
  readonly path: string;
  /** Bus or class. */
  readonly subsystem: string;
  readonly driver: string | null;
  /** Not set: no IOMMU listens. */
  readonly iommuGroup?: string;
  /** What the kernel announces: the lines of the file `uevent`, and the device's own `modalias` where it has one. */
  readonly uevent: Readonly<Record<string, string>>;
}

/** What is done, as a shell would: a write to a file below /sys, or a module that is loaded or removed. */
export type RealStep =
  | { readonly do: 'write'; readonly file: string; readonly value: string }
  | { readonly do: 'modprobe' | 'rmmod'; readonly module: string };

/** A step and what came of it. */
export interface RealOutcome {
  readonly step: RealStep;
  /** Not set: it succeeded. An errno's name, or what modprobe said. */
  readonly error?: string;
  /** Devices that the step made, bound, unbound or removed: bus, name, driver before and after. */
  readonly changes: readonly RealChange[];
}

export interface RealChange {
  readonly bus: string;
  readonly device: string;
  /** `absent`: there is no such device; null: it has no driver. */
  readonly before: string | null | 'absent';
  readonly after: string | null | 'absent';
}

/** Orders are those of the core's lists: registration of drivers, addition of devices. */
export interface RealBus {
  readonly drivers: readonly RealDriver[];
  readonly devices: readonly string[];
}

export interface RealRecording {
  readonly format: typeof REAL_FORMAT;
  readonly id: string;
  readonly kernel: string;
  /** QEMU's arguments that make the devices. */
  readonly machine: readonly string[];
  /** Modules in the order in which they were loaded. */
  readonly modules: readonly string[];
  readonly buses: Readonly<Record<string, RealBus>>;
  readonly devices: readonly RealDevice[];
  readonly steps: readonly RealOutcome[];
}
