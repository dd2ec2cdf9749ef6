// Runs a scenario on the model of drivers/base and answers what the recorder would: results by operation, and what the model
// found that a kernel does not survive.
import type { BaseCore, Mishap } from '../../server/src/driver-core/base/core.ts';
import { carryOutNext, settle } from '../../server/src/driver-core/base/settle.ts';
import type { Op, Result } from '../kernel/format.ts';
import { dump } from './dump.ts';
import { newMachine } from './machine.ts';
import { printEvent } from './print-event.ts';
import { runOp } from './run-op.ts';

export interface Replay {
  readonly results: readonly Result[];
  /** With the number of the operation (from 0) in which it happened first. */
  readonly mishap?: Mishap & { readonly op: number };
}

/** What a kernel leaves open: the order of work that its threads may take in any order, and how much waits for a later operation. */
export interface Schedule {
  /** The place in the queue of what is done next; `undefined`: the rest is left over. */
  next(work: BaseCore['work'], op: number): number | undefined;
}

export interface Circumstances {
  readonly schedule?: Schedule | undefined;
  /** Of the kernel's command line. */
  readonly parameters?: string | undefined;
}

/** Without a schedule all work is done after its operation, first in, first out. */
export function replay(ops: readonly Op[], { schedule, parameters }: Circumstances = {}): Replay {
  let log: string[] = [];
  const machine = newMachine((event) => log.push(...printEvent(machine, event)), parameters);
  const say = (line: string): void => void log.push(line);
  const results: Result[] = [];
  const takeLog = (): string[] => {
    const taken = log;
    log = [];
    return taken;
  };
  let mishap: Replay['mishap'];
  for (const op of ops) {
    const rc = runOp(machine, say, op);
    const events = takeLog();
    settleBy(machine.core, schedule, results.length);
    results.push(op.op === 'dump' ? { rc, state: dump(machine) } : { rc, events, settle: takeLog() });
    const [first] = machine.core.mishaps;
    if (first && !mishap) mishap = { ...first, op: results.length - 1 };
  }
  return mishap ? { results, mishap } : { results };
}

function settleBy(core: BaseCore, schedule: Schedule | undefined, op: number): void {
  if (!schedule) {
    settle(core);
    return;
  }
  for (let place = schedule.next(core.work, op); place !== undefined; place = schedule.next(core.work, op)) {
    core.work.unshift(...core.work.splice(place, 1));
    if (!carryOutNext(core)) break;
  }
  core.churn.clear();
}
