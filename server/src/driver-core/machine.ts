// A machine at rest together with what a run says of it.
import type { State } from './live.ts';
import type { DeviceResult, DriverResult, ModuleResult } from './result.ts';
import type { Id } from './topology.ts';

/** A machine at rest with its results. The maps are the run's own: rerun.ts changes them in place. */
export interface Machine {
  readonly state: State;
  readonly devices: Map<Id, DeviceResult>;
  readonly drivers: Map<Id, DriverResult>;
  readonly modules: Map<string, ModuleResult>;
  readonly order: ReadonlyMap<string, readonly Id[]>;
  /** Device → place in the topology's list. */
  places?: ReadonlyMap<Id, number>;
}
