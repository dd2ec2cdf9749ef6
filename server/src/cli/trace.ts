// `buswright trace`: what the driver core does, act by act, when a topology boots or while one of its scenarios runs.
import { traceJson } from '../exporters/json-document.ts';
import { bootTrace, scenarioTrace } from '../exporters/trace-report.ts';
import { traceText } from '../exporters/trace-text.ts';
import { findScenario } from './find-scenario.ts';
import type { CliHost } from './host.ts';
import { loadRoot } from './load-root.ts';
import { done, type Outcome, refuse } from './outcome.ts';
import type { Arguments } from './parse-arguments.ts';

export async function trace({ positionals, values }: Arguments, host: CliHost): Promise<Outcome> {
  const [name = ''] = positionals;
  const loaded = await loadRoot(name, host.cwd, values.get('kernel'));
  if (loaded.kind === 'wrong') return refuse(loaded.message);
  const { model, file } = loaded;
  const title = values.get('scenario');
  const meant = title === undefined ? undefined : findScenario(model, title);
  if (meant?.kind === 'wrong') return refuse(meant.message);
  const report = meant ? scenarioTrace(model, file, meant.scenario, loaded) : bootTrace(model, file);
  if (report === undefined) return refuse(`the scenario "${title}" cannot be read`);
  const isJson = values.get('format') === 'json';
  return {
    ...done(isJson ? traceJson(report, host.tool()) : traceText(report, host.style)),
    err: loaded.notes,
  };
}
