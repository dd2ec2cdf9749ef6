// buswright/test/*: scenarios and top-level expectations as test cases of the editor.
import type { RootModel } from '../../db/model.ts';
import { plainStyle } from '../../exporters/style.ts';
import { type FoundTest, judgeTest, testsOf } from '../../exporters/test-cases.ts';
import { scenarioTrace } from '../../exporters/trace-report.ts';
import { traceText } from '../../exporters/trace-text.ts';
import type { Context } from '../context.ts';
import type { TestCase, TestResult, TestRunParams } from '../protocol.ts';
import type { Session } from '../session.ts';
import { locationOf } from '../to-proto.ts';

/** As many as `buswright test` tries. */
const MOST_ORDERS = 64;

export function listTests({ session }: Context): TestCase[] {
  return [...allTests(session)].map(([id, { test }]) => ({
    id,
    kind: test.kind,
    title: test.title,
    location: locationOf(session, test.at),
  }));
}

export function runTests({ session }: Context, { ids, traces }: TestRunParams): TestResult[] {
  const tests = allTests(session);
  return ids.flatMap((id) => {
    const known = tests.get(id);
    return known ? [{ ...run(session, id, known), ...(traces === true && traced(session, known)) }] : [];
  });
}

interface Known {
  readonly model: RootModel;
  readonly test: FoundTest;
}

/** A file of several roots is run in the first. */
function allTests({ workspace }: Session): ReadonlyMap<string, Known> {
  const tests = new Map<string, Known>();
  const files = new Set<string>();
  for (const model of workspace.models()) {
    for (const file of model.files.filter((it) => !files.has(it))) {
      files.add(file);
      for (const test of testsOf(model, file)) tests.set(idOf(file, test, tests), { model, test });
    }
  }
  return tests;
}

function idOf(file: string, { kind, title }: FoundTest, taken: ReadonlyMap<string, Known>): string {
  const id = `${file}#${kind} ${title}`;
  let number = 2;
  if (!taken.has(id)) return id;
  while (taken.has(`${id} ${number}`)) number++;
  return `${id} ${number}`;
}

function traced({ workspace }: Session, { model, test }: Known): Pick<TestResult, 'trace'> {
  const { decl, items, at } = test;
  const [item] = items;
  const report =
    decl &&
    item !== undefined &&
    scenarioTrace(
      model,
      decodeURIComponent(at.uri.slice(at.uri.lastIndexOf('/') + 1)),
      { decl, item },
      { workspace },
    );
  return report ? { trace: traceText(report, plainStyle) } : {};
}

function run(session: Session, id: string, { model, test }: Known): TestResult {
  const { failures, orders } = judgeTest(session.workspace, model, test, MOST_ORDERS);
  return {
    id,
    failures: failures.flatMap(({ finding, order }) => {
      const location = model.locate(finding.place);
      const message = order === null ? finding.message : `${finding.message}; so it is if ${order}`;
      return location ? [{ message, location: locationOf(session, location) }] : [];
    }),
    orders: orders.runs,
    more: orders.cut,
  };
}
