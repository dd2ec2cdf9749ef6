// What the steps and expectations of a scenario refer to.
import type { Ref } from '../../declare/declarations.ts';
import type { LinkedScenario } from '../../link/link-scenario.ts';
import { textsOf } from '../../link/names.ts';

/** Every reference once, by what it says. */
export function scenarioRefs({ decl }: LinkedScenario): readonly Ref[] {
  const refs = decl.steps.flatMap(({ refs: own, expect }) => {
    if (expect === undefined) return own;
    if ('subject' in expect) return [expect.subject];
    return 'refs' in expect ? expect.refs : [];
  });
  return [...new Map(refs.map((ref) => [refText(ref), ref])).values()];
}

export function refText(ref: Ref): string {
  return textsOf(ref).join('/');
}
