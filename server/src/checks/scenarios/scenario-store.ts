// The scenarios of a root with what came of them, kept between revisions: after an edit only those run again that it can reach.
import { sameData } from '../../base/same-data.ts';
import type { Delta, RootModel } from '../../db/model.ts';
import type { LinkedScenario } from '../../link/link-scenario.ts';
import type { ItemKey } from '../../link/place.ts';
import type { Finding } from '../finding.ts';
import type { Strictness } from '../strictness.ts';
import { type Footprint, footprintOf, isReached } from './footprint.ts';
import { failuresOf, type ScenarioReport } from './report.ts';
import { runScenario } from './run-scenario.ts';

export interface ScenarioStore {
  readonly byItem: Map<ItemKey, readonly Kept[]>;
  /** Times a scenario was run. */
  runs: number;
}

interface Kept {
  readonly report: ScenarioReport;
  readonly footprint: Footprint;
}

export function startScenarios(): ScenarioStore {
  return { byItem: new Map(), runs: 0 };
}

/** What is not as expected. */
export function scenarioFailures(store: ScenarioStore): readonly Finding[] {
  return [...store.byItem.values()].flatMap((list) => list.flatMap((it) => failuresOf(it.report)));
}

/** What checks found in the steps. */
export function foundInSteps(store: ScenarioStore): readonly Finding[] {
  return [...store.byItem.values()].flatMap((list) => list.flatMap((it) => it.report.found));
}

export function runScenarios(
  store: ScenarioStore,
  model: RootModel,
  delta: Delta,
  strictness: Strictness,
): void {
  if (delta.kind === 'none') return;
  const edited = delta.kind === 'some' ? delta.items : new Set<ItemKey>();
  const keys = delta.kind === 'all' ? scenarioItems(model) : new Set([...store.byItem.keys(), ...edited]);
  for (const key of store.byItem.keys()) if (delta.kind === 'all' && !keys.has(key)) store.byItem.delete(key);
  for (const key of keys) {
    const before = store.byItem.get(key) ?? [];
    const now = model.scenarios(key).map((scenario, index): Kept => {
      const kept = before[index];
      const isSame = kept !== undefined && isStill(kept.report.scenario, scenario);
      if (isSame && !isReached(kept.footprint, kept.report, delta, model)) return kept;
      store.runs++;
      const report = runScenario({ model, scenario, item: key, strictness });
      return { report, footprint: footprintOf(report, model) };
    });
    if (now.length > 0) store.byItem.set(key, now);
    else store.byItem.delete(key);
  }
}

/** The same steps at the same sites: what was found is still in its place. */
function isStill(before: LinkedScenario, now: LinkedScenario): boolean {
  return before === now || sameData(before, now);
}

function scenarioItems(model: RootModel): ReadonlySet<ItemKey> {
  const items = model.files.flatMap((file) => model.items(file));
  return new Set(items.filter((it) => it.decls.some((decl) => decl.kind === 'scenario')).map((it) => it.key));
}
