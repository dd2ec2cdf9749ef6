// The state of drivers/base itself: the lists of deferred devices, the work that waits, the order of suspend, and what goes on.
import { type DeviceQueue, deviceQueue } from './device-queue.ts';
import type { Entries } from './entries.ts';
import type { Event } from './event.ts';
import type { BaseDevice, BaseDriver, Link } from './objects.ts';
import { type RetryCounter, retryCounter } from './retry-counter.ts';

/** A piece of work that waits until the current operation is over. */
export type Work =
  | { readonly kind: 'retry deferred' }
  | { readonly kind: 'attach device' | 'runtime suspend'; readonly device: BaseDevice }
  | { readonly kind: 'attach driver'; readonly device: BaseDevice; readonly driver: BaseDriver };

/** What cannot end, or ends the kernel: found, left out, and reported. */
export interface Mishap {
  readonly kind: 'livelock' | 'stack overflow';
  readonly device: string;
  readonly driver?: string;
  readonly text: string;
  readonly rule: string;
}

/** The state of drivers/base itself. */
export interface BaseCore {
  /** deferred_probe_pending_list: waits for a trigger. */
  readonly pending: DeviceQueue;
  /** deferred_probe_active_list: the worker will retry these. */
  readonly active: DeviceQueue;
  /** deferred_trigger_count. */
  triggers: number;
  /** driver_deferred_probe_enable: not before late_initcall (LC-29). */
  retriesDeferred: boolean;
  /** defer_all_probes: during suspend and shutdown (LC-57). */
  blocksProbes: boolean;
  /** Those that were suspended: what comes meanwhile was not, and is not resumed. */
  readonly asleep: Set<BaseDevice>;
  /** fw_devlink_drv_reg_done: links to suppliers that nothing matches no longer hold (LC-30). */
  relaxesLinks: boolean;
  /** defer_sync_state_count > 0: before late_initcall_sync (LC-39). */
  pausesSyncState: boolean;
  /** fw_devlink.sync_state=timeout: after deferred_probe_timeout nobody waits for consumers any more (LC-39). */
  readonly forcesSyncState?: boolean | undefined;
  /** fw_devlink_best_effort: what can match is probed though suppliers that nothing matches are missing (LC-37). */
  probesAnyway: boolean;
  /** deferred_sync: whose sync_state is looked at when the pause ends. */
  readonly awaitsSync: Set<BaseDevice>;
  /** First in, first out, unless `choose` says otherwise. */
  readonly work: Work[];
  /** Which of several pieces of work that the kernel may run in any order comes first. */
  choose?: ((alternatives: number) => number) | undefined;
  /** Nested probes: a driver that matches its own children would nest without end. */
  depth: number;
  /** devices_kset and dpm_list: the order of suspend and shutdown, backwards (LC-55). Kept only if `keepsOrder`. */
  readonly order: Set<BaseDevice>;
  readonly keepsOrder: boolean;
  /** /sys/class/devlink: by name, in the order in which they were made (LC-36). */
  readonly links: Map<string, Link>;
  /** Names in use in each directory of sysfs. */
  readonly entries: Entries;
  /** Retries that would end where they ended before are not made: they can be seen only by who looks at every step. */
  readonly skipsIdleRetries?: boolean | undefined;
  /** Devices that name a supplier which is not there, by the supplier's id: see `absentSuppliers`. */
  readonly awaited: Map<string, Set<BaseDevice>>;
  /** Counts the retries of each device since work bound the device that it was for (LC-27). */
  readonly churn: RetryCounter;
  readonly mishaps: Mishap[];
  /** Drivers whose nested probes overflowed the stack: a real kernel would not go on, so they probe nothing any more. */
  readonly overflowed: Set<BaseDriver>;
  readonly observer?: ((event: Event) => void) | undefined;
}

export function newCore(
  options: Pick<BaseCore, 'keepsOrder' | 'observer' | 'choose' | 'skipsIdleRetries' | 'forcesSyncState'>,
): BaseCore {
  return {
    pending: deviceQueue(),
    active: deviceQueue(),
    triggers: 0,
    retriesDeferred: true,
    blocksProbes: false,
    asleep: new Set(),
    relaxesLinks: false,
    pausesSyncState: false,
    probesAnyway: false,
    awaitsSync: new Set(),
    work: [],
    depth: 0,
    order: new Set(),
    links: new Map(),
    entries: new Map(),
    awaited: new Map(),
    churn: retryCounter(),
    mishaps: [],
    overflowed: new Set(),
    ...options,
  };
}
