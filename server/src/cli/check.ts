// `buswright check`: findings of all topologies that PATHS mean, in one of four forms. What is imported belongs to what imports
// it and is reported with it.
import { assertNever } from '../base/assert-never.ts';
import { rootFindings } from '../checks/findings.ts';
import { CHECKS } from '../checks/registry.ts';
import { findingsGithub } from '../exporters/findings-github.ts';
import { type FindingsReport, findingsReport } from '../exporters/findings-report.ts';
import { findingsSarif } from '../exporters/findings-sarif.ts';
import { findingsText } from '../exporters/findings-text.ts';
import { findingsJson } from '../exporters/json-document.ts';
import { findFiles } from './find-files.ts';
import type { CliHost } from './host.ts';
import { loadWorkspace } from './load-workspace.ts';
import { type Outcome, refuse } from './outcome.ts';
import type { Arguments } from './parse-arguments.ts';
import { showUri } from './paths.ts';

type Form = 'text' | 'json' | 'sarif' | 'github';

const FORMS: readonly Form[] = ['text', 'json', 'sarif', 'github'];

export async function check({ positionals, values, switches }: Arguments, host: CliHost): Promise<Outcome> {
  if (switches.has('strict') && switches.has('stricter')) {
    return refuse('give one of `--strict` and `--stricter`');
  }
  const found = await findFiles(positionals, host.cwd);
  if (found.kind === 'wrong') return refuse(found.message);
  const loaded = await loadWorkspace(found.paths, host.cwd, values.get('kernel'));
  if (loaded.kind === 'wrong') return refuse(loaded.message);
  const { workspace, uris, notes } = loaded;
  const strictness = switches.has('stricter') ? 'stricter' : switches.has('strict') ? 'strict' : 'relaxed';
  const roots = workspace
    .models()
    .map((model) => ({ model, findings: rootFindings(workspace, model, strictness).all }));
  const report = findingsReport(uris, roots, {
    show: (uri) => showUri(uri, host.cwd),
    text: (uri) => workspace.text(uri),
  });
  const form = FORMS.find((it) => it === values.get('format')) ?? 'text';
  return { exit: report.counts.error > 0 ? 1 : 0, out: print(report, form, host), err: notes.join('') };
}

function print(report: FindingsReport, form: Form, host: CliHost): string {
  switch (form) {
    case 'text':
      return findingsText(report, host.style);
    case 'json':
      return findingsJson(report, host.tool());
    case 'sarif':
      return findingsSarif(report, host.tool(), CHECKS);
    case 'github':
      return findingsGithub(report);
    default:
      return assertNever(form);
  }
}
