// Runs the boot of a topology, or a scenario on it, and makes a script of it for a kernel.
import { perform, type ScenarioMachine, startScenario } from '../../driver-core/scenario/index.ts';
import type { Act, Outcome } from '../../driver-core/scenario/script.ts';
import type { Topology } from '../../driver-core/topology.ts';
import { type FinalBus, finalBuses } from './final-buses.ts';
import { type Firmware, firmwareOf } from './firmware.ts';
import { type Journal, newJournal, type Problem, report } from './journal.ts';
import { type Scripted, scriptOf } from './script-of.ts';
import { take, takeSettings, takeWait } from './take-journal.ts';
import { newTaking } from './taking.ts';

export interface Play {
  /** Of the kernel's command line; undefined: nothing depends on it. */
  readonly parameters: string | undefined;
  readonly script: readonly Scripted[];
  /** What the script cannot say. If there is anything, it is not that run. */
  readonly problems: readonly Problem[];
  /** Who is bound to whom in the end. */
  readonly buses: readonly FinalBus[];
  /** Some driver probes asynchronously: a kernel may take another order. */
  readonly isOpen: boolean;
}

/** Seconds that a timer may be late. */
const SLACK = 4;

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
    if (isTimedOut(machine, act)) takeWait(taking, machine.timeout + SLACK, machine.state);
    checkAfter(journal, perform(machine, act));
    takeSettings(taking, machine.state);
  }
  // A recorder wakes the machine again as soon as it sleeps.
  if (machine.isSuspended) perform(machine, { act: 'resume' });
  for (const { text, device } of machine.mishaps)
    report(journal, `a kernel does not survive it: ${text}`, device);
  const firmware = firmwareOf(journal, topology.kernel);
  const script = scriptOf(journal, firmware, machine.state.buses.values());
  const parameters = parametersOf(topology, firmware, script);
  const isOpen = journal.lives.some(({ driver }) => driver.isAsync);
  const { problems, names } = journal;
  return { script, parameters, problems, isOpen, buses: finalBuses(machine.state.buses.values(), names) };
}

function checkBefore(journal: Journal, { isSuspended }: ScenarioMachine, { act }: Act): void {
  if (!isSuspended) return;
  // A recorder's machine wakes up before anything else, and its clock stands still until then.
  if (act === 'sleep') report(journal, 'time passes while the machine is suspended');
  if (act === 'shutdown') report(journal, 'the machine is shut down while it is suspended');
}

function isTimedOut({ deadline, seconds }: ScenarioMachine, act: Act): boolean {
  return act.act === 'sleep' && deadline !== undefined && seconds + act.seconds >= deadline;
}

/** What a kernel needs to know of it: a timer runs only if something waits for it. */
function parametersOf(
  { kernel }: Topology,
  firmware: Firmware,
  script: readonly Scripted[],
): string | undefined {
  const mode = firmware.isEmpty ? [] : [`fw_devlink=${kernel.fwDevlink}`];
  const waits = script.some(({ op }) => op.op === 'wait');
  const time = waits ? [`deferred_probe_timeout=${kernel.deferredProbeTimeout}`] : [];
  const forced = waits && kernel.forcesSyncState ? ['fw_devlink.sync_state=timeout'] : [];
  const words = [...mode, ...time, ...forced];
  return words.length > 0 ? words.join(' ') : undefined;
}

function checkAfter(journal: Journal, { errno, text }: Outcome): void {
  if (errno === undefined && text !== undefined) report(journal, `${text}: an open file holds it up`);
}
