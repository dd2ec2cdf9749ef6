// All findings of a root, and of a file: syntax errors, problems of names, what checks found, what was expected and is not so.
// Each of these is kept per item or subject between revisions; only the last pass (allow, expect problem) looks at all findings.
import type { Delta, RootModel } from '../db/model.ts';
import type { Workspace } from '../db/workspace.ts';
import { type ItemKey, WHOLE_ITEM } from '../link/place.ts';
import type { LinkProblem } from '../link/problem.ts';
import type { SyntaxMistake } from '../syntax/syntax-mistake.ts';
import { type AllowStore, applyAllows, collectAllows, startAllows } from './allow-store.ts';
import { type ExpectStore, judgeExpectations, startExpectations } from './expectations.ts';
import type { Finding } from './finding.ts';
import { accountProblems } from './problem-expectations.ts';
import { CHECKS } from './registry.ts';
import { type CheckStore, runChecks, type Said, startChecks } from './run-checks.ts';
import { sameCode } from './same-code.ts';
import { levelAt, type Strictness } from './strictness.ts';

/** The findings of a root as they are shown under one setting. */
export interface RootFindings {
  readonly all: readonly Finding[];
  readonly byFile: ReadonlyMap<string, readonly Finding[]>;
}

interface RootStore {
  generation: number;
  readonly checks: CheckStore;
  readonly expects: ExpectStore;
  readonly allows: AllowStore;
  strictness: Strictness | undefined;
  result: RootFindings;
}

const stores = new WeakMap<Workspace, Map<string, RootStore>>();

const NOTHING: RootFindings = { all: [], byFile: new Map() };

/** Findings that an `expect problem` accounts for are among them, marked. */
export function rootFindings(workspace: Workspace, model: RootModel, strictness: Strictness): RootFindings {
  const store = storeOf(workspace, model.root);
  const { generation } = store;
  if (generation === model.generation && store.strictness === strictness) return store.result;
  const delta = generation === 0 ? ({ kind: 'all' } as const) : model.changesSince(generation);
  store.generation = model.generation;
  runChecks(store.checks, model, delta);
  collectAllows(store.allows, model, delta);
  store.result = settle(store, workspace, model, strictness, delta);
  store.strictness = strictness;
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

/** How often a check was asked about a subject of this root; for tests that count work. */
export function checkRuns(workspace: Workspace, root: string): number {
  return storeOf(workspace, root).checks.runs;
}

function storeOf(workspace: Workspace, root: string): RootStore {
  const roots = stores.get(workspace) ?? new Map<string, RootStore>();
  stores.set(workspace, roots);
  const known = roots.get(root);
  if (known) return known;
  const store: RootStore = {
    generation: 0,
    checks: startChecks(CHECKS),
    expects: startExpectations(),
    allows: startAllows(),
    strictness: undefined,
    result: NOTHING,
  };
  roots.set(root, store);
  return store;
}

function settle(
  store: RootStore,
  workspace: Workspace,
  model: RootModel,
  strictness: Strictness,
  delta: Delta,
): RootFindings {
  const checked = [...store.checks.said.values()].flat().flatMap((it) => toFinding(it, strictness));
  const about = new Map<string, string[]>();
  for (const { code, subject = '' } of checked) about.set(subject, [...(about.get(subject) ?? []), code]);
  const hasFinding = (code: string, id: string): boolean =>
    about.get(id)?.some((it) => sameCode(code, it)) === true;
  judgeExpectations(store.expects, model, delta, hasFinding);
  const before = [...sourceFindings(workspace, model), ...checked];
  const allowed = applyAllows(store.allows, model, before, (file) => reportsUnused(workspace, model, file));
  const expects = [...store.expects.items.values()].flatMap((it) => it.findings);
  const all = accountProblems(store.expects, model, [...allowed, ...expects]);
  return { all, byFile: byFile(model, all) };
}

/** In a file of several roots, an `allow` may be there for another of them. */
function reportsUnused(workspace: Workspace, model: RootModel, file: string): boolean {
  return file === model.root || workspace.rootCount(file) === 1;
}

function toFinding(said: Said, strictness: Strictness): readonly Finding[] {
  const { check, report } = said;
  const severity = levelAt(report.levels ?? check.levels, strictness);
  const subject = report.about ?? said.subject;
  if (severity === 'off') return [];
  return [
    {
      code: check.code,
      severity,
      message: report.message,
      place: report.place,
      ...(subject !== undefined && { subject }),
      related: report.related ?? [],
      fixes: report.fixes ?? (() => []),
    },
  ];
}

function* sourceFindings(workspace: Workspace, model: RootModel): Iterable<Finding> {
  const broken = new Map<ItemKey, readonly Finding[]>();
  for (const file of model.files) {
    for (const slot of workspace.brokenItems(file)) {
      const errors = slot.item.errors.map((it) => ofSyntax(it, slot.key));
      broken.set(slot.key, errors);
      yield* errors;
    }
    for (const it of workspace.importProblems(file)) yield ofProblem(it);
  }
  for (const key of model.problemItems()) {
    for (const it of model.problemsOf(key)) if (!isSaid(model, it, broken.get(key))) yield ofProblem(it);
  }
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
    if (file === undefined) continue;
    const list = acc.get(file);
    if (list) list.push(it);
    else acc.set(file, [it]);
  }
  return acc;
}
