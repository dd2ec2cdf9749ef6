// The test cases of a root, and what comes of one: every scenario is a case, and the top-level expectations of a file are one. Places
// are those of the text; test-report.ts and the editor's protocol turn them into lines.
import type { Finding } from '../checks/finding.ts';
import { foundInRoot } from '../checks/findings.ts';
import { type Explored, exploreBoot, exploreScenario } from '../checks/scenarios/explore.ts';
import { failuresIn, inTextOrder, isFailure } from '../checks/scenarios/failures.ts';
import type { ItemView, Location, RootModel, Workspace } from '../db/index.ts';
import type { Decl, ScenarioDecl } from '../declare/declarations.ts';

export interface FoundTest {
  readonly kind: 'scenario' | 'expectations';
  readonly title: string;
  /** The title, or the first expectation. */
  readonly at: Location;
  /** How many expectations it has. */
  readonly expectations: number;
  /** The item of the scenario, or those of the expectations. */
  readonly items: readonly ItemView['key'][];
  /** Of a scenario. */
  readonly decl?: ScenarioDecl;
}

export interface Verdict {
  /** In how many orders it was run, and whether the kernel allows more than the bound. */
  readonly orders: { readonly runs: number; readonly cut: boolean };
  /** `order`: it holds in the usual order, and not in this one. */
  readonly failures: readonly { readonly finding: Finding; readonly order: string | null }[];
}

/** What a file expects at its top level; the title of that case. */
export const TOP_LEVEL = 'expectations';

/** Its own expectations first, then its scenarios in text order. */
export function testsOf(model: RootModel, file: string): readonly FoundTest[] {
  const items = model.items(file);
  const scenarios = items.flatMap((item) =>
    item.decls.flatMap((decl) => (decl.kind === 'scenario' ? (scenarioTest(model, item, decl) ?? []) : [])),
  );
  const expects = items.filter(({ decls }) => decls.some(isExpect));
  const [first] = expects;
  const top = first && topLevelTest(model, first, expects);
  return top ? [top, ...scenarios] : scenarios;
}

/** The case that stands for a file which expects nothing and has errors: a text with errors expects nothing that counts. */
export function brokenTest(model: RootModel, file: string, found: readonly Finding[]): FoundTest | undefined {
  const failure = topLevelFailures(model, file, found)[0];
  const item = failure && model.item(failure.place.item);
  return item && topLevelTest(model, item, []);
}

/** `orders`: the most orders in which it is run; 1: only the usual one. */
export function judgeTest(workspace: Workspace, model: RootModel, test: FoundTest, orders: number): Verdict {
  const found = foundInRoot(workspace, model);
  const { decl, items, at } = test;
  const [item] = items;
  const failures =
    decl && item !== undefined
      ? failuresIn(model, item, decl, found)
      : topLevelFailures(model, at.uri, found);
  const { runs, isCut, broken } = explored(model, test, found, orders);
  return {
    orders: { runs, cut: isCut },
    failures: [...failures.map((finding) => ({ finding, order: null })), ...broken],
  };
}

function explored(
  model: RootModel,
  { decl, items }: FoundTest,
  found: readonly Finding[],
  orders: number,
): Explored {
  const [item] = items;
  if (item === undefined) return { runs: 0, isCut: false, broken: [] };
  if (!decl) return exploreBoot(model, items, found, orders);
  const scenario = model.scenarios(item).find((it) => it.decl === decl);
  return scenario
    ? exploreScenario({ model, scenario, item, strictness: 'relaxed' }, orders)
    : { runs: 0, isCut: false, broken: [] };
}

function scenarioTest(model: RootModel, { key }: ItemView, decl: ScenarioDecl): FoundTest | undefined {
  const at = model.locate({ item: key, site: decl.title.site });
  const expectations = decl.steps.filter((it) => it.expect).length;
  return at && { kind: 'scenario', title: decl.title.text, at, expectations, items: [key], decl };
}

function topLevelTest(
  model: RootModel,
  first: ItemView,
  expects: readonly ItemView[],
): FoundTest | undefined {
  const at = model.locate({ item: first.key, site: first.decls.find(isExpect)?.site ?? 0 });
  const expectations = expects.reduce((sum, it) => sum + it.decls.filter(isExpect).length, 0);
  return (
    at && { kind: 'expectations', title: TOP_LEVEL, at, expectations, items: expects.map((it) => it.key) }
  );
}

function isExpect(decl: Decl): boolean {
  return decl.kind === 'expect';
}

function topLevelFailures(model: RootModel, file: string, found: readonly Finding[]): readonly Finding[] {
  const failures = found.filter(
    (it) => isFailure(it) && model.item(it.place.item)?.file === file && !isInScenario(model, it),
  );
  return inTextOrder(model, failures);
}

function isInScenario(model: RootModel, { place }: Finding): boolean {
  const decls = model.item(place.item)?.decls ?? [];
  return decls.some(
    (it) => it.kind === 'scenario' && model.encloses({ item: place.item, site: it.site }, place),
  );
}
