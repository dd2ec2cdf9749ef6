// What `test` found, as plain data with lines and columns: the one input of the text, TAP, JUnit and JSON forms. A text with errors in
// it is a failure too: it may expect something other than what is meant.
import { addTo } from '../base/add-to.ts';
import { rootFindings } from '../checks/findings.ts';
import type { RootModel, Workspace } from '../db/index.ts';
import { type Files, type Sources, type Span, sourceCache } from './findings-report.ts';
import type { SourceText } from './source-text.ts';
import { brokenTest, type FoundTest, judgeTest, testsOf, type Verdict } from './test-cases.ts';

export interface TestFailure {
  readonly code: string;
  /** What happened instead, and the rule that decided. */
  readonly message: string;
  readonly span: Span;
  /** It holds in the usual order, and not in this one. */
  readonly order: string | null;
}

export interface TestCase
  extends Pick<FoundTest, 'kind' | 'title' | 'expectations'>,
    Pick<Verdict, 'orders'> {
  readonly span: Span;
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
    for (const it of casesOf(workspace, model, sources, settings)) addCase(cases, it);
  }
  const all = [...cases.values()];
  const failed = all.filter((it) => it.failures.length > 0).length;
  return { files: byFile(all), passed: all.length - failed, failed, source: sources.shown };
}

function casesOf(
  workspace: Workspace,
  model: RootModel,
  sources: Sources,
  { orders, filter }: TestSettings,
): readonly TestCase[] {
  const found = rootFindings(workspace, model, 'relaxed').all;
  return model.files.flatMap((file) => {
    const tests = testsOf(model, file);
    const isOwn = tests.some(({ kind }) => kind === 'expectations');
    const broken = isOwn ? undefined : brokenTest(model, file, found);
    return [...(broken ? [broken] : []), ...tests].flatMap((test) => {
      const span = sources.span(test.at);
      if (!isWanted(filter, `${span.file} ${test.title}`)) return [];
      return [toCase(model, test, judgeTest(workspace, model, test, orders), sources)];
    });
  });
}

function isWanted(filter: string | undefined, text: string): boolean {
  return filter === undefined || text.toLowerCase().includes(filter.toLowerCase());
}

function toCase(
  model: RootModel,
  { kind, title, at, expectations }: FoundTest,
  { orders, failures }: Verdict,
  sources: Sources,
): TestCase {
  return {
    kind,
    title,
    span: sources.span(at),
    expectations,
    orders,
    failures: failures.flatMap(({ finding: { code, message, place }, order }) => {
      const location = model.locate(place);
      return location ? [{ code, message, span: sources.span(location), order }] : [];
    }),
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
  for (const it of cases) addTo(files, it.span.file, it);
  const names = [...files.keys()].sort();
  return names.map((file) => ({ file, cases: files.get(file) ?? [] }));
}
