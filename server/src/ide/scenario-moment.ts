// What a scenario has come to where the cursor stands: the root as the steps above have left it. Runs these steps, and no more.

import { contains } from '../base/text-range.ts';
import { type BeforeStep, beforeStep } from '../checks/scenarios/before-step.ts';
import { refsOf } from '../checks/scenarios/scenario-refs.ts';
import type { ItemView, Location, RootModel } from '../db/model.ts';
import type { LinkedScenario } from '../link/link-scenario.ts';
import { type FilePosition, itemAt } from './file-position.ts';

interface Here {
  readonly item: ItemView;
  readonly scenario: LinkedScenario;
}

/** Undefined outside of scenarios. @param at where the statement begins, or anything in it */
export function momentAt(model: RootModel, at: FilePosition): BeforeStep | undefined {
  const here = scenarioAt(model, at);
  return here && beforeStep({ model, scenario: here.scenario }, stepsAbove(model, here, at.offset));
}

/** The name of a device in a step, and what it means when the step is reached; also of what only an earlier step has made. */
export function nameInScenario(
  model: RootModel,
  at: FilePosition,
): { readonly moment: RootModel; readonly id: string; readonly location: Location } | undefined {
  const here = scenarioAt(model, at);
  for (const step of here?.scenario.decl.steps ?? []) {
    for (const ref of refsOf(step)) {
      const location = here && locate(model, here.item, ref.site);
      if (!here || !location || !contains(location, at.offset)) continue;
      const moment = momentAt(model, at)?.model;
      const found = moment?.resolve(ref);
      return moment && found?.kind === 'one' ? { moment, id: found.id, location } : undefined;
    }
  }
  return undefined;
}

function scenarioAt(model: RootModel, at: FilePosition): Here | undefined {
  const item = itemAt(model, at);
  for (const scenario of item ? model.scenarios(item.key) : []) {
    const location = item && locate(model, item, scenario.decl.site);
    if (item && location && contains(location, at.offset)) return { item, scenario };
  }
  return undefined;
}

function stepsAbove(model: RootModel, { item, scenario }: Here, offset: number): number {
  const { steps } = scenario.decl;
  const at = steps.findIndex(({ site }) => (locate(model, item, site)?.end ?? 0) > offset);
  return at < 0 ? steps.length : at;
}

function locate(model: RootModel, { key }: ItemView, site: number): Location | undefined {
  return model.locate({ item: key, site });
}
