// A scenario as the driver core carries it out: acts of user space and of hardware, one after the other, on the machine that the
// topology boots to. Plain data: names are resolved where a step is reached, because steps make and remove devices.
import type { Fields, Request, Value } from '../topology.ts';

/** `sf99/sf`, `pci/0000:08:00.3`, `vfio0`: a name, a bus or class and a name, or names and labels from a request or parent down. */
export type Target = readonly string[];

export type Act =
  /** `modprobe M`, `rmmod M`. */
  | { readonly act: 'modprobe' | 'rmmod'; readonly module: string }
  /** `echo 1 > /sys/bus/pci/rescan`; on other buses bus_rescan_devices(). */
  | { readonly act: 'rescan'; readonly bus: string }
  | { readonly act: DeviceVerb; readonly device: Target }
  /** A write to the driver's `bind`. */
  | { readonly act: 'bind'; readonly device: Target; readonly driver: Target }
  /** A write to an attribute: `driver_override`, `sriov_numvfs`, `state_synced`, a field of a flavour … */
  | { readonly act: 'set'; readonly device: Target; readonly attribute: string; readonly value: Value }
  | {
      readonly act: 'set bus';
      readonly bus: string;
      readonly attribute: string;
      readonly value: Value;
    }
  | { readonly act: 'new_id' | 'remove_id'; readonly driver: Target; readonly fields: Fields }
  /** `devlink port add`, `vdpa dev add`, a GUID written to `create`. */
  | { readonly act: 'create'; readonly request: Request; readonly on: Target }
  | { readonly act: 'suspend' | 'resume' | 'shutdown' }
  /** Time passes: the deferral time-out may run out. */
  | { readonly act: 'sleep'; readonly seconds: number };

/**
 * `plug`: a device that was declared absent, or that had gone, appears. `unplug`: surprise removal. `remove`: orderly, by its bus.
 * `delete`: undoes a `create`. `open`, `close`: of its device node.
 */
export type DeviceVerb =
  | 'plug'
  | 'unplug'
  | 'remove'
  | 'unbind'
  | 'drivers_probe'
  | 'delete'
  | 'open'
  | 'close';

/** What an act came to. `errno`: what the writer or caller gets. */
export interface Outcome {
  readonly errno?: string;
  /** Why, in a sentence of kernel terms, with the rule that decided. */
  readonly text?: string;
  readonly rule?: string;
}

/** What `expect order EVENT a, b` looks at. */
export type LoggedEvent = 'probe' | 'remove' | 'suspend' | 'resume' | 'shutdown' | 'add' | 'load';

export interface LogEntry {
  readonly event: LoggedEvent;
  /** Of the device; of a module its name. */
  readonly id: string;
  readonly name: string;
}
