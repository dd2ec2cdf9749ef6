// Where a scenario is: its machine, what it knows of names, and its last act. Changed by run-scenario.ts alone.
import type { RootModel } from '../../db/model.ts';
import type { Ref } from '../../declare/declarations.ts';
import type { ScenarioMachine } from '../../driver-core/scenario/index.ts';
import type { Id } from '../../driver-core/topology.ts';
import type { LinkedScenario } from '../../link/link-scenario.ts';
import type { ItemKey } from '../../link/place.ts';
import type { Finding } from '../finding.ts';
import type { Strictness } from '../strictness.ts';
import type { Done } from './judge-error.ts';
import { momentModel } from './moment-model.ts';

export interface ScenarioInput {
  readonly model: RootModel;
  readonly scenario: LinkedScenario;
  readonly item: ItemKey;
  /** What counts as a problem. */
  readonly strictness: Strictness;
}

/** What the steps so far came to. */
export interface Progress {
  readonly input: ScenarioInput;
  readonly machine: ScenarioMachine;
  readonly requests: Set<string>;
  readonly met: Map<string, Id>;
  /** References to what no file declares: once such a device is gone, its name tells nothing any more. */
  readonly made: readonly Ref[];
  /** The model of the moment; made again after an act. */
  moment: RootModel | undefined;
  /** The last act; undefined as well if it could not be carried out. */
  done: Done | undefined;
  /** An expectation asked what is found, which may be about anything. */
  asksFindings: boolean;
  /** The last act was wrong, which was said: what follows of it is not said again. */
  isBroken: boolean;
  /** What checks found in the steps so far. */
  readonly found: Finding[];
}

export function momentOf(progress: Progress): RootModel {
  const { input, machine } = progress;
  progress.moment ??= momentModel(input.model, machine, progress);
  return progress.moment;
}
