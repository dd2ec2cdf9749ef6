// The analysis of one root as it is kept between revisions: names, types, linked items, topology, run. analyze-root.ts makes
// it, patch-devices.ts patches it in the cheap case.
import type { Run } from '../driver-core/result.ts';
import type { Id, Topology } from '../driver-core/topology.ts';
import type { ItemKey, LinkedItem, LinkedTypes, LinkProblem, Names, RootKernel } from '../link/index.ts';
import type { Indexes } from './indexes.ts';
import type { Delta } from './model.ts';
import type { SourceFile } from './source-file.ts';

export interface RootState {
  readonly root: string;
  /** In import order, the root last. */
  readonly files: readonly SourceFile[];
  readonly kernel: RootKernel;
  readonly names: Names;
  readonly types: LinkedTypes;
  /** Of the root's own files. */
  readonly linked: ReadonlyMap<ItemKey, LinkedItem>;
  readonly library: readonly LinkedItem[];
  /** Problems that no single item has. */
  readonly general: readonly ReadonlyMap<ItemKey, readonly LinkProblem[]>[];
  /** Items with a problem of either sort: nobody has to look at the others. */
  readonly problemItems: ReadonlySet<ItemKey>;
  readonly topology: Topology;
  readonly places: ReadonlyMap<Id, number>;
  readonly hasDevices: boolean;
  readonly run: Run;
  readonly delta: Delta;
  readonly generation: number;
  /** The deltas before this one, youngest first; as many as somebody may have missed. */
  readonly history: readonly Delta[];
  readonly indexes: Indexes;
}
