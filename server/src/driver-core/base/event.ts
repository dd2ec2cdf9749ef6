// What can be seen of the driver core from outside, in the order in which it happens: calls of match, probe and remove, bus
// notifiers, uevents, power transitions; and its own decisions with the rule that made them.
import type { BaseBus, BaseDevice, BaseDriver } from './objects.ts';

export type Notification = 'add' | 'bind' | 'bound' | 'notbound' | 'unbind' | 'unbound' | 'del' | 'removed';

export type PowerPhase = 'prepare' | 'suspend' | 'resume' | 'complete';

/** What comes from outside besides additions and registrations: writes to the files of a bus, and functions for kernel callers. */
export type Entry =
  | 'bind'
  | 'unbind'
  | 'drivers_probe'
  | 'state_synced'
  | 'bus_rescan_devices'
  | 'device_reprobe'
  | 'device_driver_attach'
  | 'new_id'
  | 'remove_id';

/** Results are the kernel's: 0, a negative errno, 1 for a match. */
export type Event =
  | {
      readonly kind: 'add' | 'del' | 'del_done' | 'shutdown' | 'retry' | 'move';
      readonly device: BaseDevice;
    }
  | {
      /** All consumers are bound, nobody waits for them any more, or the user said so. */
      readonly kind: 'sync_state';
      readonly device: BaseDevice;
      readonly cause: 'consumers' | 'time-out' | 'user';
    }
  | { readonly kind: 'notify'; readonly device: BaseDevice; readonly what: Notification }
  | {
      readonly kind: 'uevent';
      readonly device: BaseDevice;
      readonly what: 'add' | 'bind' | 'unbind' | 'remove';
    }
  | {
      readonly kind: 'match' | 'dma_configure' | 'result';
      readonly device: BaseDevice;
      readonly driver: BaseDriver;
      readonly result: number;
    }
  | {
      readonly kind: 'probe' | 'remove' | 'remove_done';
      readonly device: BaseDevice;
      readonly driver: BaseDriver;
    }
  | { readonly kind: 'register' | 'unregister'; readonly driver: BaseDriver }
  | {
      /** It begins; what it causes follows, then its `return`. */
      readonly kind: 'call';
      readonly entry: Entry;
      readonly bus: BaseBus | undefined;
      readonly driver?: BaseDriver | undefined;
      /** The device's name, which may be that of none. */
      readonly name?: string;
      /** What is written, where that may differ. */
      readonly value?: string;
    }
  | { readonly kind: 'return'; readonly result: number }
  | { readonly kind: 'pm'; readonly device: BaseDevice; readonly phase: PowerPhase }
  | { readonly kind: 'runtime'; readonly device: BaseDevice; readonly phase: 'suspend' | 'resume' }
  | {
      readonly kind: 'link';
      readonly device: BaseDevice;
      readonly supplier: BaseDevice;
      readonly flags: number;
      readonly isMade: boolean;
    }
  | { readonly kind: 'runtime resume'; readonly device: BaseDevice; readonly for: BaseDevice }
  | {
      /** The core put the device on the deferred list, or ended a walk, or refused to begin one. */
      readonly kind: 'defer' | 'stop' | 'refuse' | 'lost';
      readonly device: BaseDevice;
      readonly driver?: BaseDriver | undefined;
      readonly rule: string;
      readonly text: string;
    };

/** The events of a kind; those that share a shape come together. */
export type EventOf<K extends Event['kind'], E = Event> = E extends { readonly kind: infer Kinds }
  ? K extends Kinds
    ? E
    : never
  : never;
