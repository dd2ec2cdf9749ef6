// A machine at rest together with what a run says of it.
import type { LazyMap } from '../base/lazy-map.ts';
import type { State } from './live.ts';
import type { DeviceResult, DriverResult, ModuleResult } from './result.ts';
import type { Id } from './topology.ts';

/** A machine at rest with its results. The maps are the run's own: rerun.ts completes them, and changes them in place. */
export interface Machine {
  readonly state: State;
  readonly devices: LazyMap<Id, DeviceResult>;
  readonly drivers: LazyMap<Id, DriverResult>;
  readonly modules: LazyMap<string, ModuleResult>;
  readonly order: ReadonlyMap<string, readonly Id[]>;
  /** Device → place in the topology's list. */
  places?: ReadonlyMap<Id, number>;
}
