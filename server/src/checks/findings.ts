// All findings of a root, and of a file: syntax errors, problems of names, what checks found, what was expected and is not so.
// Each of these is kept per item or subject between revisions; only the last pass (allow, expect problem) looks at all findings.
import { addTo } from '../base/add-to.ts';
import type { Delta, RootModel } from '../db/model.ts';
import type { Workspace } from '../db/workspace.ts';
import { type ItemKey, WHOLE_ITEM } from '../link/place.ts';
import type { LinkProblem } from '../link/problem.ts';
import type { SyntaxMistake } from '../syntax/syntax-mistake.ts';
import { type AllowStore, applyAllows, collectAllows, startAllows } from './allow-store.ts';
import { type ExpectStore, expectFindings, judgeExpectations, startExpectations } from './expectations.ts';
import type { Finding } from './finding.ts';
import { withoutFollowUps } from './follow-ups.ts';
import { accountProblems } from './problem-expectations.ts';
import { CHECKS } from './registry.ts';
import { type CheckStore, checkFindings, runChecks, startLastingChecks } from './run-checks.ts';
import { titleFindings } from './scenario-titles.ts';
import { foundInSteps } from './scenarios/scenario-store.ts';
import type { Strictness } from './strictness.ts';

/** The findings of a root as they are shown under one setting. */
export interface RootFindings {
  readonly all: readonly Finding[];
  readonly byFile: ReadonlyMap<string, readonly Finding[]>;
}

interface RootStore {
  generation: number;
  readonly strictness: Strictness;
  readonly checks: CheckStore;
  readonly expects: ExpectStore;
  readonly allows: AllowStore;
  result: RootFindings;
}

/** Of each workspace the stores of its roots, each under the setting that was asked for last. */
const stores = new WeakMap<Workspace, Map<string, RootStore>>();

const NOTHING: RootFindings = { all: [], byFile: new Map() };

/** Findings that an `expect problem` accounts for are among them, marked. */
export function rootFindings(workspace: Workspace, model: RootModel, strictness: Strictness): RootFindings {
  const store = storeOf(workspace, model.root, strictness);
  const { generation } = store;
  if (generation === model.generation) return store.result;
  const delta = generation === 0 ? ({ kind: 'all' } as const) : model.changesSince(generation);
  store.generation = model.generation;
  runChecks(store.checks, model, delta);
  collectAllows(store.allows, model, delta);
  store.result = settle(store, workspace, model, delta);
  return store.result;
}

/** Of one file in one root. */
export function fileFindings(
  workspace: Workspace,
  model: RootModel,
  uri: string,
  strictness: Strictness,
): readonly Finding[] {
  return rootFindings(workspace, model, strictness).byFile.get(uri) ?? [];
}

/** What is found under the setting that was asked for last: for those who show results, whatever their severity. */
export function foundInRoot(workspace: Workspace, model: RootModel): readonly Finding[] {
  const strictness = stores.get(workspace)?.get(model.root)?.strictness ?? 'relaxed';
  return rootFindings(workspace, model, strictness).all;
}

/** How often a check was asked about a subject of this root; for tests that count work. */
export function checkRuns(workspace: Workspace, root: string): number {
  return stores.get(workspace)?.get(root)?.checks.runs ?? 0;
}

/** How often a scenario of this root was run; for the same tests. */
export function scenarioRuns(workspace: Workspace, root: string): number {
  return stores.get(workspace)?.get(root)?.expects.scenarios.runs ?? 0;
}

function storeOf(workspace: Workspace, root: string, strictness: Strictness): RootStore {
  const roots = stores.get(workspace) ?? new Map<string, RootStore>();
  stores.set(workspace, roots);
  const known = roots.get(root);
  if (known?.strictness === strictness) return known;
  const store: RootStore = {
    generation: 0,
    strictness,
    checks: startLastingChecks(CHECKS, strictness),
    expects: startExpectations(),
    allows: startAllows(),
    result: NOTHING,
  };
  roots.set(root, store);
  return store;
}

function settle(store: RootStore, workspace: Workspace, model: RootModel, delta: Delta): RootFindings {
  const broken = syntaxErrors(workspace, model);
  const isRead = (it: Finding) => !isMisread(model, it, broken);
  const checked = withoutFollowUps(model, [...checkFindings(store.checks)].filter(isRead));
  judgeExpectations(store.expects, model, delta, checked, store.strictness);
  const inSteps = foundInSteps(store.expects.scenarios).filter(isRead);
  const titles = titleFindings(store.checks.scenarios, model).filter(isRead);
  const before = [...sourceFindings(workspace, model, broken), ...titles, ...checked, ...inSteps];
  const allowed = applyAllows(store.allows, model, before, (file) => reportsUnused(workspace, model, file));
  const all = accountProblems(store.expects, model, [...allowed, ...expectFindings(store.expects)]);
  return { all, byFile: byFile(model, all) };
}

/** In a file of several roots, an `allow` may be there for another of them. */
function reportsUnused(workspace: Workspace, model: RootModel, file: string): boolean {
  return file === model.root || workspace.rootCount(file) === 1;
}

type Broken = ReadonlyMap<ItemKey, readonly Finding[]>;

function syntaxErrors(workspace: Workspace, model: RootModel): Broken {
  const broken = new Map<ItemKey, readonly Finding[]>();
  for (const file of model.files) {
    for (const slot of workspace.brokenItems(file)) {
      broken.set(
        slot.key,
        slot.item.errors.map((it) => ofSyntax(it, slot.key)),
      );
    }
  }
  return broken;
}

function* sourceFindings(workspace: Workspace, model: RootModel, broken: Broken): Iterable<Finding> {
  for (const errors of broken.values()) yield* errors;
  for (const file of model.files) {
    for (const it of workspace.importProblems(file)) yield ofProblem(it);
  }
  for (const key of model.problemItems()) {
    for (const it of model.problemsOf(key)) if (!isSaid(model, it, broken.get(key))) yield ofProblem(it);
  }
}

/** What a check says of a text with a syntax error in it is about another text than the one that is meant. */
function isMisread(model: RootModel, { place }: Finding, broken: Broken): boolean {
  const errors = broken.get(place.item);
  const at = errors && model.locate(place);
  if (!errors || !at) return false;
  return errors.some((it) => {
    const error = model.locate(it.place);
    return error && at.start <= error.start && error.end <= at.end;
  });
}

/** What the reader has complained about already is one mistake, not two. */
function isSaid(model: RootModel, problem: LinkProblem, errors: readonly Finding[] = []): boolean {
  const at = model.locate(problem.place);
  return errors.some((it) => {
    const said = model.locate(it.place);
    return at && said && said.start <= at.start && at.end <= said.end;
  });
}

function ofProblem(problem: LinkProblem): Finding {
  const { code, severity, message, place, related, fixes } = problem;
  return { code, severity, message, place, related, fixes: () => fixes };
}

function ofSyntax(error: SyntaxMistake, item: ItemKey): Finding {
  const { start, end, fix } = error;
  const place = { item, site: WHOLE_ITEM, part: { start, end } };
  const fixes = () =>
    fix === undefined || fix.edits.length === 0
      ? []
      : [
          {
            title: capital(fix.title),
            edits: fix.edits.map((it) => ({
              act: 'replace' as const,
              place: { item, site: WHOLE_ITEM, part: { start: it.start, end: it.end } },
              text: it.newText,
            })),
            preferred: true,
          },
        ];
  return {
    code: `syntax/${error.code}`,
    severity: 'error',
    message: error.message,
    place,
    related: [],
    fixes,
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function byFile(model: RootModel, all: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const acc = new Map<string, Finding[]>();
  for (const it of all) {
    const file = model.item(it.place.item)?.file;
    if (file !== undefined) addTo(acc, file, it);
  }
  return acc;
}
