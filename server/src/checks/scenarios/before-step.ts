// A root as it is when a scenario comes to one of its steps: for an editor, which shows what is there where somebody writes. Judges
// nothing and tells nobody; run-scenario.ts does.
import { perform, resolveTarget, startScenario } from '../../driver-core/scenario/index.ts';
import type { Outcome } from '../../driver-core/scenario/script.ts';
import type { Id } from '../../driver-core/topology.ts';
import { textsOf } from '../../link/names.ts';
import { momentModel } from './moment-model.ts';
import type { ScenarioInput } from './progress.ts';
import { refText, scenarioRefs } from './scenario-refs.ts';

export interface BeforeStep {
  readonly model: ScenarioInput['model'];
  /** Of the last act; undefined if there was none. */
  readonly last: Outcome | undefined;
}

/** @param step index of the step that is not taken any more */
export function beforeStep(
  { model, scenario }: Pick<ScenarioInput, 'model' | 'scenario'>,
  step: number,
): BeforeStep {
  const machine = startScenario(model.topology);
  const requests = new Set<string>();
  const met = new Map<string, Id>();
  const refs = scenarioRefs(scenario);
  let last: Outcome | undefined;
  for (const act of scenario.acts.slice(0, step)) {
    if (!act) continue;
    for (const ref of refs) {
      const found = resolveTarget(machine.state, textsOf(ref));
      if (found.kind === 'one') met.set(refText(ref), found.id);
    }
    last = perform(machine, act);
    if (act.act === 'create') requests.add(act.request.name);
  }
  return { model: momentModel(model, machine, { requests, met }), last };
}
