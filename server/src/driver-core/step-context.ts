// What the steps of a driver know while they run, and how they fail.
import type { Lookup } from './condition.ts';
import type { LiveDevice, LiveDriver, State } from './live.ts';
import type { Reason, Refuser } from './result.ts';
import type { Request } from './topology.ts';

/** For whom steps run. `device` is what the driver is bound to, or what a request was made on. */
export interface StepContext {
  readonly state: State;
  readonly device?: LiveDevice;
  readonly driver?: LiveDriver;
  readonly module: string;
  readonly request?: Request;
  readonly lookup: Lookup;
  /** `acquires id NAME` so far. */
  acquired?: Map<string, number>;
}

export interface Failure {
  readonly errno: string;
  readonly detail?: string;
  /** Not the driver: the bus, before it. */
  readonly by?: Refuser;
  /** Why the core gave up on the device for good. */
  readonly stop?: Reason;
}
