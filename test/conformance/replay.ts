// Runs a scenario on the model of drivers/base and answers what the recorder would: results by operation, and what the model
// found that a kernel does not survive.
import type { Mishap } from '../../server/src/driver-core/base/core.ts';
import { settle } from '../../server/src/driver-core/base/settle.ts';
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

export function replay(ops: readonly Op[]): Replay {
  let log: string[] = [];
  const machine = newMachine((event) => log.push(...printEvent(machine, event)));
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
    settle(machine.core);
    results.push(op.op === 'dump' ? { rc, state: dump(machine) } : { rc, events, settle: takeLog() });
    const [first] = machine.core.mishaps;
    if (first && !mishap) mishap = { ...first, op: results.length - 1 };
  }
  return mishap ? { results, mishap } : { results };
}
