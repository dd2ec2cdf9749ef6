// `buswright trace`: what the driver core does, act by act, when a topology boots or while one of its scenarios runs.
import { nearest } from '../base/nearest.ts';
import { type ScenarioHere, scenarios } from '../checks/scenario-steps.ts';
import type { RootModel } from '../db/index.ts';
import { traceJson } from '../exporters/json-document.ts';
import { bootTrace, scenarioTrace } from '../exporters/trace-report.ts';
import { traceText } from '../exporters/trace-text.ts';
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

type Meant =
  | { readonly kind: 'scenario'; readonly scenario: ScenarioHere }
  | { readonly kind: 'wrong'; readonly message: string };

/** By its title, or by a part of it that no other title has. */
function findScenario(model: RootModel, title: string): Meant {
  const all = scenarios(model);
  const titleOf = ({ decl }: ScenarioHere): string => decl.title.text;
  const exact = all.filter((it) => titleOf(it) === title);
  const partly = all.filter((it) => titleOf(it).toLowerCase().includes(title.toLowerCase()));
  const [only, other] = exact.length > 0 ? exact : partly;
  if (only && (!other || exact.length > 0)) return { kind: 'scenario', scenario: only };
  const titles = (other ? partly : all).map((it) => `"${titleOf(it)}"`).join(', ');
  if (only) return { kind: 'wrong', message: `several scenarios have "${title}" in their title: ${titles}` };
  const [near] = nearest(title, all.map(titleOf));
  const hint =
    near === undefined ? (titles === '' ? 'it has none' : `it has ${titles}`) : `did you mean "${near}"?`;
  return { kind: 'wrong', message: `there is no scenario "${title}"; ${hint}` };
}
