// What the steps and expectations of a scenario refer to.
import type { Ref, ScenarioStep } from '../../declare/declarations.ts';
import type { LinkedScenario } from '../../link/link-scenario.ts';
import { textsOf } from '../../link/names.ts';

/** Every reference once, by what it says. */
export function scenarioRefs({ decl }: LinkedScenario): readonly Ref[] {
  return [...new Map(decl.steps.flatMap(refsOf).map((ref) => [refText(ref), ref])).values()];
}

/** Of a step, or of what it expects. */
export function refsOf({ refs, expect }: ScenarioStep): readonly Ref[] {
  if (expect === undefined) return refs;
  if ('subject' in expect) return [expect.subject];
  return 'refs' in expect ? expect.refs : [];
}

export function refText(ref: Ref): string {
  return textsOf(ref).join('/');
}
