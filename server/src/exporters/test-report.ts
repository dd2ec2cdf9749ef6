// What `test` found, as plain data: every scenario is a test case, and the top-level expectations of a file are one. The one input of
// the text, TAP, JUnit and JSON forms. A text with errors in it is a failure too: it may expect something else than is meant.
import type { Finding } from '../checks/finding.ts';
import { rootFindings } from '../checks/findings.ts';
import { type Explored, exploreBoot, exploreScenario } from '../checks/scenarios/explore.ts';
import { failuresIn, isFailure } from '../checks/scenarios/failures.ts';
import type { ItemView, RootModel, Workspace } from '../db/index.ts';
import type { Decl, ScenarioDecl } from '../declare/declarations.ts';

import { type Files, type Sources, type Span, sourceCache } from './findings-report.ts';
import type { SourceText } from './source-text.ts';

export interface TestFailure {
  readonly code: string;
  /** What happened instead, and the rule that decided. */
  readonly message: string;
  readonly span: Span;
  /** It holds in the usual order, and not in this one. */
  readonly order: string | null;
}

export interface TestCase {
  readonly kind: 'scenario' | 'expectations';
  readonly title: string;
  readonly span: Span;
  /** How many expectations it has. */
  readonly expectations: number;
  /** In how many orders it was run, and whether the kernel allows more than the bound. */
  readonly orders: { readonly runs: number; readonly cut: boolean };
  readonly failures: readonly TestFailure[];
}

export interface TestFile {
  readonly file: string;
  readonly cases: readonly TestCase[];
}

export interface TestReport {
  readonly files: readonly TestFile[];
  /** Test cases. */
  readonly passed: number;
  readonly failed: number;
  source(file: string): SourceText | undefined;
}

export interface TestSettings {
  /** The most orders in which a test case is run; 1: only the usual one. */
  readonly orders: number;
  /** Test cases with this in their file or title; case does not count. */
  readonly filter?: string;
}

/** Case by place: a file of several roots is judged in each of them, and fails if it fails in one. */
type Cases = Map<string, TestCase>;

export function testReport(workspace: Workspace, settings: TestSettings, files: Files): TestReport {
  const sources = sourceCache(files);
  const cases: Cases = new Map();
  for (const model of workspace.models()) {
    const found = rootFindings(workspace, model, 'relaxed').all.filter((it) => !it.expected);
    const root: Root = { model, found, sources, settings };
    for (const file of model.files) for (const it of casesOf(root, file)) addCase(cases, it);
  }
  const all = [...cases.values()];
  const failed = all.filter((it) => it.failures.length > 0).length;
  return { files: byFile(all), passed: all.length - failed, failed, source: sources.shown };
}

interface Root {
  readonly model: RootModel;
  readonly found: readonly Finding[];
  readonly sources: Sources;
  readonly settings: TestSettings;
}

/** The file's own expectations first, then its scenarios in text order. */
function casesOf(root: Root, file: string): readonly TestCase[] {
  const items = root.model.items(file);
  const scenarios = items.flatMap(({ key, decls }) =>
    decls.flatMap((decl) => (decl.kind === 'scenario' ? (scenarioCase(root, key, decl) ?? []) : [])),
  );
  const top = topLevelCase(root, file, scenarios);
  return top ? [top, ...scenarios] : scenarios;
}

function scenarioCase(root: Root, item: ItemView['key'], decl: ScenarioDecl): TestCase | undefined {
  const { model, found, sources, settings } = root;
  const at = model.locate({ item, site: decl.title.site });
  const scenario = model.scenarios(item).find((it) => it.decl === decl);
  if (!at || !scenario || !isWanted(settings, sources.span(at), decl.title.text)) return undefined;
  const explored = exploreScenario({ model, scenario, item, said: found.filter(isOfCheck) }, settings.orders);
  const failures = failuresIn(model, item, decl, found);
  return {
    kind: 'scenario',
    title: decl.title.text,
    span: sources.span(at),
    expectations: decl.steps.filter((it) => it.expect).length,
    ...outcome(root, failures, explored),
  };
}

/** Undefined for a file that expects nothing and has no errors either. */
function topLevelCase(root: Root, file: string, scenarios: readonly TestCase[]): TestCase | undefined {
  const { model, found, sources, settings } = root;
  const expects = model.items(file).filter(({ decls }) => decls.some(isExpect));
  const failures = found.filter(
    (it) => isFailure(it) && model.item(it.place.item)?.file === file && !isInScenario(model, it),
  );
  const first = expects[0] ?? model.item(failures[0]?.place.item ?? -1);
  const at = first && model.locate({ item: first.key, site: first.decls.find(isExpect)?.site ?? 0 });
  if (!at || (expects.length === 0 && scenarios.length > 0 && failures.length === 0)) return undefined;
  if (!isWanted(settings, sources.span(at), TOP_LEVEL)) return undefined;
  const keys = expects.map((it) => it.key);
  const explored =
    keys.length === 0 ? NOT_RUN : exploreBoot(model, keys, found.filter(isOfCheck), settings.orders);
  return {
    kind: 'expectations',
    title: TOP_LEVEL,
    span: sources.span(at),
    expectations: expects.reduce((sum, it) => sum + it.decls.filter(isExpect).length, 0),
    ...outcome(root, failures, explored),
  };
}

const NOT_RUN: Explored = { runs: 0, isCut: false, broken: [] };

const TOP_LEVEL = 'expectations';

function isWanted({ filter }: TestSettings, { file }: Span, title: string): boolean {
  return filter === undefined || `${file} ${title}`.toLowerCase().includes(filter.toLowerCase());
}

function isExpect(decl: Decl): boolean {
  return decl.kind === 'expect';
}

function isInScenario(model: RootModel, { place }: Finding): boolean {
  const decls = model.item(place.item)?.decls ?? [];
  return decls.some(
    (it) => it.kind === 'scenario' && model.encloses({ item: place.item, site: it.site }, place),
  );
}

function isOfCheck(finding: Finding): boolean {
  return !/^(?:expect|run|name|syntax|allow|check)\//.test(finding.code);
}

function outcome(
  { model, sources }: Root,
  failures: readonly Finding[],
  { runs, isCut, broken }: Explored,
): Pick<TestCase, 'orders' | 'failures'> {
  const toFailure = (finding: Finding, order: string | null): readonly TestFailure[] => {
    const at = model.locate(finding.place);
    const { code, message } = finding;
    return at ? [{ code, message, span: sources.span(at), order }] : [];
  };
  return {
    orders: { runs, cut: isCut },
    failures: [
      ...failures.flatMap((it) => toFailure(it, null)),
      ...broken.flatMap(({ finding, order }) => toFailure(finding, order)),
    ],
  };
}

function addCase(cases: Cases, added: TestCase): void {
  const { file, start } = added.span;
  const key = `${file}:${start.line}:${start.column}`;
  const known = cases.get(key);
  const failures = new Map([...(known?.failures ?? []), ...added.failures].map((it) => [textOf(it), it]));
  cases.set(key, { ...added, failures: [...failures.values()] });
}

function textOf({ span, message, order }: TestFailure): string {
  return [span.file, span.start.line, span.start.column, message, order].join('\n');
}

function byFile(cases: readonly TestCase[]): readonly TestFile[] {
  const files = new Map<string, TestCase[]>();
  for (const it of cases) {
    const list = files.get(it.span.file);
    if (list) list.push(it);
    else files.set(it.span.file, [it]);
  }
  const names = [...files.keys()].sort();
  return names.map((file) => ({ file, cases: files.get(file) ?? [] }));
}
