// Runs a scenario of a model on a machine of its own: performs its acts and judges each expectation at its moment. What a scenario
// finds is a list of findings at its steps; what it looked at tells who has to run it again (footprint.ts).
import type { ScenarioStep } from '../../declare/declarations.ts';
import type { TraceStep } from '../../driver-core/result.ts';
import { perform, type ScenarioMachine, startScenario } from '../../driver-core/scenario/index.ts';
import type { Act } from '../../driver-core/scenario/script.ts';
import type { Id } from '../../driver-core/topology.ts';
import type { Place } from '../../link/place.ts';
import { type Done, isErrorExpected, unexpectedError } from './judge-error.ts';
import { judgeStep } from './judge-step.ts';
import { mishapFinding } from './mishaps.ts';
import { momentOf, type Progress, type ScenarioInput } from './progress.ts';
import { type ScenarioReport, type StepReport, toFindings } from './report.ts';
import { refText, scenarioRefs } from './scenario-refs.ts';
import { unknownNames } from './step-names.ts';

export interface ScenarioSettings {
  /** Keeps what each step caused. */
  readonly traces?: true;
  /** Which of several pieces of work that the kernel may run in any order comes first; not set: the first. */
  readonly choose?: (alternatives: number) => number;
}

export function runScenario(input: ScenarioInput, settings: ScenarioSettings = {}): ScenarioReport {
  const { scenario, model, item } = input;
  const trace: TraceStep[] = [];
  const machine = startScenario(model.topology, {
    ...(settings.choose && { choose: settings.choose }),
    ...(settings.traces && { trace }),
  });
  const boot = trace.splice(0);
  const progress = startProgress(input, machine);
  const bootLog = machine.log.slice(0, machine.bootEnd);
  const steps = scenario.decl.steps.map((step, index) => {
    const report = takeStep(progress, step, index);
    return { ...report, trace: trace.splice(0) };
  });
  const log = machine.log.slice(machine.bootEnd);
  const met = new Set(progress.met.values());
  return { scenario, item, boot, steps, log, bootLog, met, asksFindings: progress.asksFindings };
}

/** What is declared, or was made by the boot, is known by name at once. */
function startProgress(input: ScenarioInput, machine: ScenarioMachine): Progress {
  const { model } = input;
  const met = new Map<string, Id>();
  const made = scenarioRefs(input.scenario).filter((ref) => {
    const found = model.resolve(ref);
    if (found.kind === 'one') met.set(refText(ref), found.id);
    return found.kind !== 'one' || model.device(found.id) === undefined;
  });
  return {
    input,
    machine,
    requests: new Set(),
    met,
    made,
    moment: undefined,
    done: undefined,
    asksFindings: false,
    isBroken: false,
  };
}

function takeStep(progress: Progress, step: ScenarioStep, index: number): StepReport {
  const { input, machine } = progress;
  remember(progress, step);
  const unknown = unknownNames({ model: momentOf(progress), machine, item: input.item }, step);
  const act = input.scenario.acts[index];
  if (step.expect && unknown.length === 0) {
    return { step, trace: [], findings: judgeStep(progress, step.expect) };
  }
  if (!step.expect) progress.isBroken = act === undefined || unknown.length > 0;
  if (act === undefined || unknown.length > 0) {
    if (!step.expect) progress.done = undefined;
    return { step, trace: [], findings: toFindings(input.item, unknown) };
  }
  return carryOut(progress, step, act, index);
}

function carryOut(progress: Progress, step: ScenarioStep, act: Act, index: number): StepReport {
  const { input, machine } = progress;
  const { mishaps } = machine.state.core;
  const before = mishaps.length;
  const outcome = perform(machine, act);
  progress.moment = undefined;
  if (act.act === 'create') progress.requests.add(act.request.name);
  const done: Done = { step, outcome };
  progress.done = done;
  const { steps } = input.scenario.decl;
  const place = { item: input.item, site: step.site };
  const isKnown = isErrorExpected(steps, index) || isSaid(input, place);
  const failure = isKnown ? undefined : unexpectedError(done, input.item);
  const findings = [
    ...toFindings(input.item, failure ? [failure] : []),
    ...mishaps.slice(before).map((it) => mishapFinding(it, place)),
  ];
  return { step, act, outcome, trace: [], findings };
}

/** A check that reads the steps found what is wrong with this one: one mistake, told once. */
function isSaid({ said, model }: ScenarioInput, place: Place): boolean {
  return said.some((it) => it.severity !== 'hint' && model.encloses(place, it.place));
}

/** What names of made devices mean before the next act. */
function remember(progress: Progress, { expect }: ScenarioStep): void {
  if (expect !== undefined || progress.made.length === 0) return;
  const moment = momentOf(progress);
  for (const ref of progress.made) {
    const found = moment.resolve(ref);
    if (found.kind === 'one') progress.met.set(refText(ref), found.id);
  }
}
