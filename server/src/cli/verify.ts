// `buswright verify`: has a real kernel replay the boot or a scenario, and says whether it did the same.
import type { RootModel } from '../db/index.ts';
import { verifyJson } from '../exporters/json-document.ts';
import { compareRecording } from '../exporters/recording/compare-recording.ts';
import type { Problem } from '../exporters/recording/journal.ts';
import { type Play, play } from '../exporters/recording/play.ts';
import { sourceText } from '../exporters/source-text.ts';
import { bootTrace, scenarioTrace, type TraceReport } from '../exporters/trace-report.ts';
import { verifyReport } from '../exporters/verify-report.ts';
import { verifyText } from '../exporters/verify-text.ts';
import { findScenario } from './find-scenario.ts';
import type { CliHost } from './host.ts';
import { type LoadedRoot, loadRoot } from './load-root.ts';
import { done, type Outcome, refuse } from './outcome.ts';
import type { Arguments } from './parse-arguments.ts';
import { showUri } from './paths.ts';

export async function verify({ positionals, values }: Arguments, host: CliHost): Promise<Outcome> {
  const [name = ''] = positionals;
  const loaded = await loadRoot(name, host.cwd, values.get('kernel'));
  if (loaded.kind === 'wrong') return refuse(loaded.message);
  const run = runOf(loaded, values.get('scenario'));
  if (run.kind === 'wrong') return refuse(run.message);
  const { trace, played } = run;
  if (played.problems.length > 0) return refuse(unsaid(loaded, trace, played.problems, host.cwd));
  const ops = played.script.map(({ op }) => op);
  const { parameters } = played;
  const script = { id: trace.scenario ?? 'the boot', ...(parameters !== undefined && { parameters }), ops };
  const answer = await host.record(script, values.get('kernel-image'));
  if (answer.kind === 'impossible') return refuse(answer.message);
  const difference = compareRecording(played, answer.recorded);
  const kernel = [answer.recorded.kernel, ...(parameters === undefined ? [] : [parameters])].join(', ');
  const report = verifyReport(trace, played, kernel, difference);
  const isJson = values.get('format') === 'json';
  return {
    ...done(isJson ? verifyJson(report, host.tool()) : verifyText(report, host.style), difference ? 1 : 0),
    err: loaded.notes,
  };
}

type Root = Extract<LoadedRoot, { kind: 'root' }>;

type Run =
  | { readonly kind: 'run'; readonly trace: TraceReport; readonly played: Play }
  | { readonly kind: 'wrong'; readonly message: string };

function runOf(root: Root, title: string | undefined): Run {
  const { model, file } = root;
  if (title === undefined)
    return { kind: 'run', trace: bootTrace(model, file), played: play(model.topology, []) };
  const meant = findScenario(model, title);
  if (meant.kind === 'wrong') return meant;
  const { item, decl } = meant.scenario;
  const linked = model.scenarios(item).find((it) => it.decl === decl);
  const trace = scenarioTrace(model, file, meant.scenario, root);
  if (!linked || !trace) return { kind: 'wrong', message: `the scenario "${title}" cannot be read` };
  return { kind: 'run', trace, played: play(model.topology, linked.acts) };
}

/** Each with its place: what is declared, or the step in which a driver makes it. */
function unsaid(root: Root, trace: TraceReport, problems: readonly Problem[], cwd: string): string {
  const lines = problems.map(({ text, about, step }) => {
    const place = about === undefined ? undefined : placeOf(root, about, cwd);
    const line = step === undefined ? undefined : trace.steps[step]?.line;
    const fallback = line === undefined ? root.file : `${root.file}:${line}`;
    const subject = about === undefined ? '' : `${about.slice(about.indexOf(':') + 1)}: `;
    return `  ${place ?? fallback}: ${subject}${text}`;
  });
  return `a kernel cannot be asked to replay this:\n${lines.join('\n')}`;
}

function placeOf({ model, workspace }: Root, id: string, cwd: string): string | undefined {
  const place = placeIn(model, id);
  if (!place) return undefined;
  const { line } = sourceText(workspace.text(place.uri) ?? '').position(place.start);
  return `${showUri(place.uri, cwd)}:${line}`;
}

function placeIn(model: RootModel, id: string): ReturnType<RootModel['locate']> {
  const place = model.placeOf(id);
  return place && model.locate(place);
}
