// From the lines that the kernel module logged to results. A line is an event as it stands in a recording, or a mark (`@`) between
// events. The log may stop anywhere: what was being done then is not a result.
import type { Op, Result } from './format.ts';
import { readState } from './read-state.ts';

/** What one scenario logged, or what there is of it. */
export interface ScenarioLog {
  readonly operations: readonly LoggedOperation[];
  /** The scenario came to its end. */
  readonly ended: boolean;
}

interface LoggedOperation {
  rc: number | undefined;
  readonly events: string[];
  readonly settle: string[];
  readonly marks: string[];
  /** The kernel went round in circles and was stopped by the module. */
  endless: boolean;
}

/** Takes lines as they come. */
export interface LogReader {
  readonly push: (line: string) => void;
  /** By the number under which a scenario was sent. */
  readonly scenarios: ReadonlyMap<number, ScenarioLog>;
}

export function createLogReader(): LogReader {
  const scenarios = new Map<number, { operations: LoggedOperation[]; ended: boolean }>();
  let scenario: { operations: LoggedOperation[]; ended: boolean } | undefined;
  let operation: LoggedOperation | undefined;
  const begin = (number: number) => {
    scenario = { operations: [], ended: false };
    operation = undefined;
    scenarios.set(number, scenario);
  };
  const mark = (text: string) => {
    const [kind, argument] = text.split(' ');
    if (kind === 'scenario') begin(Number(argument));
    else if (kind === 'end' && scenario) scenario.ended = true;
    else if (kind === 'op') {
      operation = { rc: undefined, events: [], settle: [], marks: [], endless: false };
      scenario?.operations.push(operation);
    } else if (kind === 'rc' && operation) operation.rc = Number(argument);
    else if (kind === 'limit' && operation) operation.endless = true;
    else operation?.marks.push(text);
  };
  const push = (line: string) => {
    if (line.startsWith('@')) mark(line.slice(1));
    else (operation?.rc === undefined ? operation?.events : operation.settle)?.push(line);
  };
  return { push, scenarios };
}

/** Results of the operations that the kernel came back from, and the number of the one that it did not come back from. */
export function resultsOf(
  ops: readonly Op[],
  log: ScenarioLog | undefined,
): { readonly results: readonly Result[]; readonly diedAt?: number } {
  const operations = log?.operations ?? [];
  const endless = operations.findIndex((operation) => operation.endless);
  const unfinished = log?.ended ? -1 : Math.max(0, operations.length - 1);
  const diedAt = endless >= 0 ? endless : unfinished;
  const whole = diedAt >= 0 ? operations.slice(0, diedAt) : operations;
  const results = whole.map((operation, index) => resultOf(ops[index], operation));
  return diedAt >= 0 ? { results, diedAt } : { results };
}

function resultOf(op: Op | undefined, logged: LoggedOperation): Result {
  const rc = logged.rc ?? 0;
  if (op?.op === 'dump') return { rc, state: readState(logged.marks) };
  const resumes = op?.op === 'resume' || (op?.op === 'suspend' && !op.open);
  if (!resumes) return { rc, events: logged.events, settle: logged.settle };
  // The retry of deferred devices after resume runs before or after the call returns: it always counts as work after it.
  const resumed = logged.events.map((event) => /^pm .* complete$/.test(event)).lastIndexOf(true) + 1;
  return {
    rc,
    events: logged.events.slice(0, resumed),
    settle: [...logged.events.slice(resumed), ...logged.settle],
  };
}
