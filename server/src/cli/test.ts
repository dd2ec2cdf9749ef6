// `buswright test`: scenarios and top-level expectations of all topologies that PATHS mean, as test cases, in one of four forms.
import { assertNever } from '../base/assert-never.ts';
import { testJson } from '../exporters/json-document.ts';
import { testJunit } from '../exporters/test-junit.ts';
import { type TestReport, testReport } from '../exporters/test-report.ts';
import { testTap } from '../exporters/test-tap.ts';
import { testText } from '../exporters/test-text.ts';
import { findFiles } from './find-files.ts';
import type { CliHost } from './host.ts';
import { loadWorkspace } from './load-workspace.ts';
import { type Outcome, refuse } from './outcome.ts';
import type { Arguments } from './parse-arguments.ts';
import { showUri } from './paths.ts';

type Form = 'text' | 'tap' | 'junit' | 'json';

const FORMS: readonly Form[] = ['text', 'tap', 'junit', 'json'];

/** Enough for six choices between two; a scenario with more says that it has. */
const DEFAULT_ORDERS = 64;

export async function test({ positionals, values }: Arguments, host: CliHost): Promise<Outcome> {
  const orders = Number(values.get('orders') ?? DEFAULT_ORDERS);
  if (!Number.isSafeInteger(orders) || orders < 1) {
    return refuse('`--orders` is how many orders are tried: 1 is only the usual one');
  }
  const found = await findFiles(positionals, host.cwd);
  if (found.kind === 'wrong') return refuse(found.message);
  const loaded = await loadWorkspace(found.paths, host.cwd, values.get('kernel'));
  if (loaded.kind === 'wrong') return refuse(loaded.message);
  const { workspace, notes } = loaded;
  const filter = values.get('filter');
  const report = testReport(
    workspace,
    { orders, ...(filter !== undefined && { filter }) },
    { show: (uri) => showUri(uri, host.cwd), text: (uri) => workspace.text(uri) },
  );
  const form = FORMS.find((it) => it === values.get('format')) ?? 'text';
  return { exit: report.failed > 0 ? 1 : 0, out: print(report, form, host), err: notes.join('') };
}

function print(report: TestReport, form: Form, host: CliHost): string {
  switch (form) {
    case 'text':
      return testText(report, host.style);
    case 'tap':
      return testTap(report);
    case 'junit':
      return testJunit(report);
    case 'json':
      return testJson(report, host.tool());
    default:
      return assertNever(form);
  }
}
