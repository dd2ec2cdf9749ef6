// A boot or a scenario step by step, as plain data: each step as it is written, what it got back, what the driver core did because of
// it, by which rule. The one input of the text and the JSON of `trace`.

import type { ScenarioHere } from '../checks/scenario-steps.ts';
import { runScenario } from '../checks/scenarios/run-scenario.ts';
import type { RootModel, Workspace } from '../db/index.ts';
import { printVersion } from '../declare/index.ts';
import type { TraceStep } from '../driver-core/result.ts';
import type { Outcome } from '../driver-core/scenario/script.ts';

export interface TracedStep {
  /** Of the step, from 1. */
  readonly line: number;
  /** As written, on one line. */
  readonly text: string;
  readonly expects: boolean;
  readonly errno: string | null;
  readonly why: string | null;
  readonly rule: string | null;
  /** What is not as expected. */
  readonly failures: readonly string[];
  readonly trace: readonly TraceStep[];
}

export interface TraceReport {
  readonly file: string;
  readonly kernel: string;
  readonly scenario: string | null;
  readonly boot: readonly TraceStep[];
  readonly steps: readonly TracedStep[];
}

export function bootTrace(model: RootModel, file: string): TraceReport {
  return { file, kernel: printVersion(model.kernel), scenario: null, boot: model.run.trace, steps: [] };
}

export function scenarioTrace(
  model: RootModel,
  file: string,
  { decl, item }: ScenarioHere,
  { workspace }: { readonly workspace: Workspace },
): TraceReport | undefined {
  const scenario = model.scenarios(item).find((it) => it.decl === decl);
  if (!scenario) return undefined;
  const report = runScenario({ model, scenario, item, strictness: 'relaxed' }, { traces: true });
  return {
    file,
    kernel: printVersion(model.kernel),
    scenario: decl.title.text,
    boot: report.boot,
    steps: report.steps.map(({ step, outcome, trace, findings }) => ({
      ...written(model, { item, site: step.site }, workspace),
      expects: step.expect !== undefined,
      ...gotBack(outcome),
      failures: findings.map((it) => it.message),
      trace,
    })),
  };
}

function gotBack(outcome: Outcome | undefined): Pick<TracedStep, 'errno' | 'why' | 'rule'> {
  return { errno: outcome?.errno ?? null, why: outcome?.text ?? null, rule: outcome?.rule ?? null };
}

function written(
  model: RootModel,
  place: Parameters<RootModel['locate']>[0],
  workspace: Workspace,
): Pick<TracedStep, 'line' | 'text'> {
  const at = model.locate(place);
  const text = (at && workspace.text(at.uri)) ?? '';
  if (!at) return { line: 1, text: '' };
  const line = text.slice(0, at.start).split(/\r\n?|\n/).length;
  return { line, text: text.slice(at.start, at.end).replaceAll(/\s+/g, ' ') };
}
