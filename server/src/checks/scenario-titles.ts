// A scenario is known by its title: in the list of tests, in reports, to `--scenario`. One that says nothing, or that another scenario
// of the file has, is told.
import type { RootModel } from '../db/model.ts';
import type { Finding } from './finding.ts';
import type { ScenarioHere } from './scenario-steps.ts';

export function titleFindings(scenarios: readonly ScenarioHere[], model: RootModel): readonly Finding[] {
  const known = new Map<string, ScenarioHere>();
  return scenarios.flatMap((it) => {
    const title = it.decl.title.text.trim();
    if (title === '') return [titleFinding(it, 'a scenario is known by its title, and this one is empty')];
    const key = `${model.item(it.item)?.file} ${title}`;
    const first = known.get(key);
    if (!first) known.set(key, it);
    return first
      ? [titleFinding(it, `another scenario of this file is "${title}": nobody can tell them apart`, first)]
      : [];
  });
}

function titleFinding({ decl, item }: ScenarioHere, message: string, first?: ScenarioHere): Finding {
  const place = { item, site: decl.title.site };
  const other = first && { item: first.item, site: first.decl.title.site };
  return {
    code: 'name/title',
    severity: 'warning',
    message,
    place,
    related: other ? [{ place: other, message: 'the first of that title' }] : [],
    fixes: () => [],
  };
}
