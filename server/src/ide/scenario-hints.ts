// What came of a scenario, behind its title: passed, or at which step it failed first.
import { foundInRoot } from '../checks/findings.ts';
import { failuresIn, stepOf } from '../checks/scenarios/failures.ts';
import type { ItemView, RootModel } from '../db/model.ts';
import type { Workspace } from '../db/workspace.ts';
import type { ScenarioDecl } from '../declare/declarations.ts';
import { prose } from './markup.ts';

export interface ScenarioHint {
  readonly label: string;
  readonly tooltip?: string;
  /** The end of the title. */
  readonly offset: number;
}

/** Nothing for one without steps. */
export function scenarioHints(
  workspace: Workspace,
  model: RootModel,
  item: ItemView,
): readonly ScenarioHint[] {
  const decls = item.decls.filter((it): it is ScenarioDecl => it.kind === 'scenario' && it.steps.length > 0);
  return decls.flatMap((decl) => {
    const offset = model.locate({ item: item.key, site: decl.title.site })?.end;
    if (offset === undefined) return [];
    const [first] = failuresIn(model, item.key, decl, foundInRoot(workspace, model));
    if (first === undefined) return [{ label: 'passed', offset }];
    const step = stepOf(model, item.key, decl, first);
    const label = step === undefined ? 'failed' : `failed at step ${step}`;
    return [{ label, tooltip: prose(first.message), offset }];
  });
}
