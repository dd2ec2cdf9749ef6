// Runs a scenario of a model on a machine of its own: performs its acts, judges each expectation at its moment, and shows each step
// to the checks that follow scenarios. What it looked at tells who has to run it again (footprint.ts).
import type { ScenarioStep } from '../../declare/declarations.ts';
import type { Event } from '../../driver-core/base/event.ts';
import type { TraceStep } from '../../driver-core/result.ts';
import { openFiles } from '../../driver-core/scenario/files.ts';
import {
  perform,
  resolveTarget,
  type ScenarioMachine,
  startScenario,
} from '../../driver-core/scenario/index.ts';
import type { Act, Outcome } from '../../driver-core/scenario/script.ts';
import type { Id } from '../../driver-core/topology.ts';
import { textsOf } from '../../link/names.ts';
import type { StepDone } from '../check.ts';
import type { Failure } from '../expect-device.ts';
import type { Finding } from '../finding.ts';
import { isProblemExpect } from '../problem-expectations.ts';
import { CHECKS } from '../registry.ts';
import { type Following, followScenario } from './follow-scenario.ts';
import { expectedError, unexpectedError } from './judge-error.ts';
import { askProblem, type JudgeProblem } from './judge-problem.ts';
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
  const events: Event[] = [];
  let isBooted = false;
  const machine = startScenario(model.topology, {
    ...(settings.choose && { choose: settings.choose }),
    ...(settings.traces && { trace }),
    observer: (event) => isBooted && events.push(event),
  });
  isBooted = true;
  const boot = trace.splice(0);
  const bootLog = machine.log.slice(0, machine.bootEnd);
  const run: Running = {
    progress: startProgress(input, machine),
    following: followScenario(CHECKS, input),
    events,
  };
  const taken = scenario.decl.steps.map((step, index) => {
    const report = takeStep(run, step, index);
    return { ...report, trace: trace.splice(0) };
  });
  const { found, met, asksFindings } = run.progress;
  found.push(...run.following.end());
  const steps = taken.map(({ later, ...report }) => (later ? { ...report, findings: later(found) } : report));
  const log = machine.log.slice(machine.bootEnd);
  return { scenario, item, boot, steps, found, log, bootLog, met: new Set(met.values()), asksFindings };
}

interface Running {
  readonly progress: Progress;
  readonly following: Following;
  /** What happened since the checks looked last. */
  readonly events: Event[];
}

/** A step of which it is not known yet what is wrong with it. */
interface Taken extends StepReport {
  readonly later?: JudgeProblem;
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
    found: [],
  };
}

function takeStep(run: Running, step: ScenarioStep, index: number): Taken {
  const { progress } = run;
  const { input, machine } = progress;
  remember(progress, step);
  const unknown = unknownNames({ model: momentOf(progress), machine, item: input.item }, step);
  if (step.expect) return expectation(run, step, unknown);
  const act = input.scenario.acts[index];
  const errno = expectedError(input.scenario.decl.steps, index);
  progress.isBroken = false;
  if (act && unknown.length === 0) return carryOut(run, step, act, errno);
  // That there is no such thing may be what the scenario shows.
  if (act && errno !== undefined && unknown.every((it) => it.code === 'name/unknown')) {
    const taken = carryOut(run, step, act, errno);
    if (taken.outcome?.errno === errno) return taken;
  }
  progress.isBroken = true;
  progress.done = undefined;
  return { step, trace: [], findings: toFindings(input.item, unknown) };
}

function expectation(run: Running, step: ScenarioStep, unknown: readonly Failure[]): Taken {
  const { progress } = run;
  const { expect } = step;
  if (!expect || unknown.length > 0)
    return { step, trace: [], findings: toFindings(progress.input.item, unknown) };
  show(run, { step, place: placeOf(progress, step) });
  if (isProblemExpect(expect)) return { step, trace: [], findings: [], later: askProblem(progress, expect) };
  return { step, trace: [], findings: judgeStep(progress, expect) };
}

/** `expected`: the error that an `expect error` asks for. */
function carryOut(run: Running, step: ScenarioStep, act: Act, expected: string | undefined): Taken {
  const { progress } = run;
  const { machine } = progress;
  const { mishaps } = machine.state.core;
  const before = mishaps.length;
  const outcome = perform(machine, act);
  progress.moment = undefined;
  if (act.act === 'create') progress.requests.add(act.request.name);
  progress.done = { step, outcome };
  const place = placeOf(progress, step);
  const isUnexpected = outcome.errno !== undefined && expected === undefined;
  const said = show(run, { step, place, act, outcome, ...(isUnexpected && { failure: outcome }) });
  const findings = [
    ...(isUnexpected && !said.some((it) => tells(it, step)) ? failed(progress, step, outcome) : []),
    ...mishaps.slice(before).map((it) => mishapFinding(it, place)),
  ];
  return { step, act, outcome, trace: [], findings };
}

/** To the checks, which may find something. What says why a step fails is an error: a scenario with it does not pass. */
function show(
  { progress, following, events }: Running,
  done: Omit<StepDone, 'events' | 'open'>,
): readonly Finding[] {
  const open = () => openFiles(progress.machine);
  const all = following.step({ ...done, events: events.splice(0), open }, momentOf(progress));
  const found = done.failure
    ? all.map((it): Finding => (tells(it, done.step) ? { ...it, severity: 'error' } : it))
    : all;
  progress.found.push(...found);
  return found;
}

/** A check that says what is wrong with this step says why it fails: one mistake, told once. */
function tells({ severity, place }: Finding, step: ScenarioStep): boolean {
  return severity !== 'hint' && place.site === step.site;
}

function failed({ input }: Progress, step: ScenarioStep, outcome: Outcome): readonly Finding[] {
  const failure = unexpectedError({ step, outcome }, input.item);
  return toFindings(input.item, failure ? [failure] : []);
}

function placeOf({ input }: Progress, { site }: ScenarioStep): StepDone['place'] {
  return { item: input.item, site };
}

/** What names of made devices mean before the next act. */
function remember({ machine, made, met }: Progress, { expect }: ScenarioStep): void {
  if (expect !== undefined) return;
  for (const ref of made) {
    const found = resolveTarget(machine.state, textsOf(ref));
    if (found.kind === 'one') met.set(refText(ref), found.id);
  }
}
