// Runs the boot of a topology, or a scenario on it, and makes a script of it for a kernel.
import { INFERRED } from '../../driver-core/base/link-flags.ts';
import { perform, type ScenarioMachine, startScenario } from '../../driver-core/scenario/index.ts';
import type { Act, Outcome } from '../../driver-core/scenario/script.ts';
import type { Topology } from '../../driver-core/topology.ts';
import { type FinalBus, finalBuses } from './final-buses.ts';
import { type Journal, newJournal, type Problem, report } from './journal.ts';
import { type Scripted, scriptOf } from './script-of.ts';
import { take, takeSettings } from './take-journal.ts';
import { newTaking } from './taking.ts';

export interface Play {
  readonly script: readonly Scripted[];
  /** What the script cannot say. If there is anything, it is not that run. */
  readonly problems: readonly Problem[];
  /** Who is bound to whom in the end. */
  readonly buses: readonly FinalBus[];
  /** Some driver probes asynchronously: a kernel may take another order. */
  readonly isOpen: boolean;
}

/** `acts`: one for each step of the scenario; undefined for those that are none. */
export function play(topology: Topology, acts: readonly (Act | undefined)[]): Play {
  const journal = newJournal();
  const taking = newTaking(journal);
  const machine = startScenario(topology, {
    isExact: true,
    observer: (event, state) => take(taking, event, state),
  });
  takeSettings(taking, machine.state);
  for (const [step, act] of acts.entries()) {
    if (!act || machine.isOff) continue;
    journal.step = step;
    checkBefore(journal, machine, act);
    checkAfter(journal, act, perform(machine, act));
    takeSettings(taking, machine.state);
  }
  // A recorder wakes the machine again as soon as it sleeps.
  if (machine.isSuspended) perform(machine, { act: 'resume' });
  for (const { text, device } of machine.mishaps)
    report(journal, `a kernel does not survive it: ${text}`, device);
  const script = scriptOf(journal, machine.state.buses.values());
  const isOpen = journal.lives.some(({ driver }) => driver.isAsync);
  const { problems, names } = journal;
  return { script, problems, isOpen, buses: finalBuses(machine.state.buses.values(), names) };
}

function checkBefore(journal: Journal, machine: ScenarioMachine, act: Act): void {
  const { state, deadline, seconds, isSuspended } = machine;
  if (isSuspended && act.act !== 'resume')
    report(journal, 'something is done while the machine is suspended');
  if (act.act !== 'sleep' || deadline === undefined || seconds + act.seconds < deadline) return;
  const waits = [...state.devices.values()].some(
    ({ queue, suppliers }) => queue !== undefined || suppliers.some(({ flags }) => (flags & INFERRED) !== 0),
  );
  if (waits) report(journal, 'the time-out of deferral runs out while devices wait (LC-30)');
}

function checkAfter(journal: Journal, { act }: Act, { errno, text }: Outcome): void {
  if (errno !== undefined) return;
  if (act === 'new_id' || act === 'remove_id')
    report(journal, 'dynamic ids change what match() says (LC-43)');
  if (text !== undefined) report(journal, `${text}: an open file holds it up`);
}
