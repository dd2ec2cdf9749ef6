// Names in scenarios: what a step acts on has to be there at the start, or be created by an earlier step. What else is made or
// goes while the scenario runs is for the run to say, so only where a reference begins is looked at here.

import { nearest } from '../base/nearest.ts';
import type { RootModel } from '../db/model.ts';
import type { Ref, ScenarioDecl, ScenarioStep } from '../declare/declarations.ts';
import type { ItemKey, Place } from '../link/place.ts';
import type { Finding } from './finding.ts';

export function scenarioNames(model: RootModel, decl: ScenarioDecl, item: ItemKey): readonly Finding[] {
  const created = new Set<string>();
  return decl.steps.flatMap((step) => {
    if (step.device) created.add(step.device.name.text);
    return refsOf(step)
      .filter((ref) => !isKnown(model, ref, created))
      .map((ref) => unknown(ref, { item, site: ref.site }, created, model));
  });
}

/** `set bus NAME` and what follows `expect problem` are not devices alone. */
function refsOf(step: ScenarioStep): readonly Ref[] {
  const { expect } = step;
  if (expect === undefined) return step.refs;
  if ('subject' in expect) return [expect.subject];
  return 'refs' in expect ? expect.refs : [];
}

function isKnown(model: RootModel, ref: Ref, created: ReadonlySet<string>): boolean {
  const [head, name] = ref.parts.map((it) => it.text);
  if (head === undefined || head === '' || created.has(head)) return true;
  if (model.lookup(head).length > 0 && name === undefined) return true;
  const isSpace = model.declaration(`bus:${head}`) ?? model.declaration(`class:${head}`);
  return isSpace === undefined
    ? model.lookup(head).length > 0
    : name === undefined || model.lookup(`${head}/${name}`).length > 0 || created.has(name);
}

function unknown(ref: Ref, place: Place, created: ReadonlySet<string>, model: RootModel): Finding {
  const text = ref.parts.map((it) => it.text).join('/');
  const names = [...model.run.devices.values()].map((it) => it.name);
  const near = nearest(text, [...names, ...created]);
  const meant = near[0] === undefined ? '' : `; did you mean \`${near[0]}\`?`;
  return {
    code: 'name/unknown',
    severity: 'error',
    message: `there is nothing named \`${text}\`${meant}`,
    place,
    related: [],
    fixes: () =>
      near.map((it) => ({ title: `Replace by \`${it}\``, edits: [{ act: 'replace', place, text: it }] })),
  };
}
