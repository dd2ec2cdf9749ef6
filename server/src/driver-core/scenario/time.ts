// Time passes: the deferral time-out is the one clock that the driver core has (LC-30). Each driver that registers winds it up
// again. drivers/base/dd.c: deferred_probe_timeout_work_func, deferred_probe_extend_timeout.
import { expireDeferral } from '../base/power.ts';
import type { ScenarioMachine } from './machine.ts';
import { OK } from './outcome.ts';
import type { Outcome } from './script.ts';

export function passTime(machine: ScenarioMachine, seconds: number): Outcome {
  machine.seconds += seconds;
  if (machine.deadline === undefined || machine.seconds < machine.deadline) return OK;
  machine.deadline = undefined;
  expireDeferral(machine.state.core);
  return OK;
}

/** driver_register() gives deferred devices the whole time anew, as long as it has not run out. */
export function windUp(machine: ScenarioMachine): void {
  if (machine.deadline !== undefined) machine.deadline = machine.seconds + machine.timeout;
}
