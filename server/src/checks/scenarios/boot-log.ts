// The log of the boot, for top-level `expect order`: made when somebody asks for it, once for each topology.
import type { RootModel } from '../../db/model.ts';
import { startScenario } from '../../driver-core/scenario/index.ts';
import type { LogEntry } from '../../driver-core/scenario/script.ts';
import type { Topology } from '../../driver-core/topology.ts';

const logs = new WeakMap<Topology, readonly LogEntry[]>();

export function bootLog({ topology }: RootModel): readonly LogEntry[] {
  const log = logs.get(topology) ?? startScenario(topology).log;
  logs.set(topology, log);
  return log;
}
