// Where a journal is while its run goes on. Plain data: take-journal.ts and answers.ts change it.
import type { PowerPhase } from '../../driver-core/base/event.ts';
import type { BaseBus, BaseDevice, BaseDriver } from '../../driver-core/base/objects.ts';
import type { Call, Entry, Journal, Life, ProbeCall } from './journal.ts';

/** A callback of a driver that has begun and not returned. */
export type Frame =
  | {
      readonly kind: 'probe';
      readonly call: ProbeCall;
      readonly device: BaseDevice;
      readonly driver: BaseDriver;
    }
  | { readonly kind: 'remove'; readonly deleted: BaseDevice[]; readonly own: readonly BaseDevice[] };

export interface Taking {
  readonly journal: Journal;
  /** What the events belong to. */
  current: Entry | undefined;
  readonly frames: Frame[];
  /** Calls from outside that have not returned. */
  depth: number;
  /** The registered drivers. */
  readonly alive: Map<BaseDriver, Life>;
  /** What was set so far: a device that is not in here has no override, a bus probes. */
  readonly overrides: Map<BaseDevice, string>;
  readonly autoprobe: Map<BaseBus, boolean>;
  /** What the devices were called that a probe made, by who made them and their place among them. */
  readonly made: Map<string, string>;
  /** The last suspend. */
  sleep: Extract<Call, { kind: 'suspend' }> | undefined;
  /** The last transition of power. */
  phase: PowerPhase | undefined;
}

export function newTaking(journal: Journal): Taking {
  return {
    journal,
    current: undefined,
    frames: [],
    depth: 0,
    alive: new Map(),
    overrides: new Map(),
    autoprobe: new Map(),
    made: new Map(),
    sleep: undefined,
    phase: undefined,
  };
}
