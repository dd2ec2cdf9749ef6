// Records scenarios on a real kernel: scenarios in, what the driver core made of them out. Builds the module, boots it under QEMU as
// often as needed, and keeps what was recorded before a kernel died.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { buildModule } from './build-module.ts';
import { chooseAccelerator } from './choose-accelerator.ts';
import { commandsOf } from './commands.ts';
import { RECORDING_FORMAT, type Recording, type Result, type Scenario } from './format.ts';
import { buildInitramfs, DONE, ORDER_SETTINGS } from './guest.ts';
import { findKernelFiles, type KernelFiles } from './kernel-files.ts';
import { boot, type Machine } from './machine.ts';
import { createLogReader, resultsOf, type ScenarioLog } from './read-log.ts';
import { readShutdown } from './read-shutdown.ts';

export interface RecordOptions {
  /** A bzImage of a kernel whose headers are installed. Not set: the newest in /boot for virtual machines. */
  readonly kernelImage?: string;
  /** Where the module is built and the machine's files lie; made if it does not exist. Default `out/kernel`. */
  readonly folder?: string;
  /** The module's sources. Default: `test/kernel/module` below the working directory. */
  readonly moduleFolder?: string;
  /** How many boots decide `deterministic` by their agreement. Default 2. */
  readonly boots?: number;
  /** Seconds without a word from the guest after which the running scenario counts as hung. Default 30. */
  readonly patience?: number;
  readonly log?: (line: string) => void;
}

/**
 * Results in the order of the scenarios. A scenario that the kernel does not survive has `died` and the results before it.
 * Throws MissingTools (with what to install) and UnrecordableScenario.
 */
export async function record(
  scenarios: readonly Scenario[],
  options: RecordOptions = {},
): Promise<readonly Recording[]> {
  const folder = options.folder ?? 'out/kernel';
  mkdirSync(folder, { recursive: true });
  const kernel = findKernelFiles('cloud', ORDER_SETTINGS.replaceAll(' ', ', '), options.kernelImage);
  const module = buildModule(
    kernel,
    'topology_recorder',
    options.moduleFolder ?? 'test/kernel/module',
    folder,
  );
  const accelerator = await chooseAccelerator(kernel, folder);
  const machine = {
    ...{ qemu: kernel.qemu, image: kernel.image, accelerator, folder: path.resolve(folder) },
    ...{ parameters: '', patience: options.patience ?? 30, channel: 'port' as const },
  };
  const session: Session = { kernel, module, machine, log: options.log ?? (() => {}) };
  const rounds: (readonly Outcome[])[] = [];
  for (let round = 0; round < (options.boots ?? 2); round++)
    rounds.push(await recordRound(session, scenarios));
  return scenarios.map((scenario, index) => {
    const outcomes = rounds.map((round) => round[index] ?? NOTHING);
    return toRecording(scenario, kernel.description, outcomes);
  });
}

interface Session {
  readonly kernel: KernelFiles;
  readonly module: Uint8Array;
  readonly machine: Machine;
  readonly log: (line: string) => void;
}

interface Outcome {
  readonly results: readonly Result[];
  readonly died?: NonNullable<Recording['died']>;
}

const NOTHING: Outcome = { results: [] };

function toRecording(scenario: Scenario, kernel: string, outcomes: readonly Outcome[]): Recording {
  const [first = NOTHING, ...others] = outcomes;
  const { id, tags, seed, parameters, ops } = scenario;
  const booted = parameters === undefined ? {} : { parameters };
  // Two boots of async probes may agree by chance: their order is open by rule.
  const async = ops.some((op) => op.op === 'driver' && op.async === true);
  const agree = others.every((other) => JSON.stringify(other) === JSON.stringify(first));
  const deterministic = agree && !async;
  return { format: RECORDING_FORMAT, id, kernel, ...booted, tags, seed, deterministic, ops, ...first };
}

/** Every scenario once, in as many boots as it takes: one that powers off ends its boot, and so does one that kills the kernel. */
async function recordRound(session: Session, scenarios: readonly Scenario[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  let waiting = scenarios.map((_, index) => index);
  while (waiting.length > 0) {
    const batch = nextBatch(scenarios, waiting);
    const recorded = await repeatedly(() => recordBatch(session, scenarios, batch));
    for (const [index, outcome] of recorded) outcomes[index] = outcome;
    waiting = waiting.filter((index) => !recorded.has(index));
    session.log(`${scenarios.length - waiting.length} of ${scenarios.length} recorded`);
  }
  return outcomes;
}

class SilentGuest extends Error {}

/** On a busy host a boot may take longer than anyone waits: three in a row are none. */
const MOST_BOOTS = 3;

async function repeatedly<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SilentGuest) || attempt === MOST_BOOTS) throw error;
    }
  }
}

/** What can share a boot with the first that waits: time passes for one scenario only, and one that powers off is the last. */
function nextBatch(scenarios: readonly Scenario[], waiting: readonly number[]): readonly number[] {
  const first = waiting.slice(0, 1);
  const at = (index: number | undefined) => (index === undefined ? undefined : scenarios[index]);
  if (letsTimePass(at(first[0]))) return first;
  const parameters = at(first[0])?.parameters;
  const alike = waiting.filter((index) => at(index)?.parameters === parameters && !letsTimePass(at(index)));
  const end = alike.findIndex((index) => powersOff(at(index)));
  return end >= 0 ? alike.slice(0, end + 1) : alike;
}

function machineFor({ machine }: Session, first: Scenario | undefined): Machine {
  const parameters = [ORDER_SETTINGS, first?.parameters ?? ''].join(' ').trimEnd();
  return { ...machine, parameters, ...(letsTimePass(first) && { accelerator: 'counted' }) };
}

function letsTimePass(scenario: Scenario | undefined): boolean {
  return scenario?.ops.some((op) => op.op === 'wait') === true;
}

function powersOff(scenario: Scenario | undefined): boolean {
  return scenario?.ops.at(-1)?.op === 'shutdown';
}

/** One boot, for scenarios with the same parameters. What it recorded is in the answer; a scenario that it did not reach is not. */
async function recordBatch(
  session: Session,
  scenarios: readonly Scenario[],
  batch: readonly number[],
): Promise<ReadonlyMap<number, Outcome>> {
  const commands = batch.flatMap((index) => {
    const scenario = scenarios[index];
    return scenario ? commandsOf(scenario, index) : [];
  });
  const reader = createLogReader();
  let done = false;
  const initramfs = buildInitramfs(session.kernel.busybox, session.module, commands);
  const end = await boot(machineFor(session, scenarios[batch[0] ?? -1]), initramfs, (line) => {
    if (line === DONE) done = true;
    else reader.push(line);
  });
  if (reader.scenarios.size === 0) throw new SilentGuest(`the guest recorded nothing:\n${end.console}`);
  const outcomes = new Map<number, Outcome>();
  for (const [index, log] of reader.scenarios) {
    const scenario = scenarios[index];
    if (scenario) outcomes.set(index, outcomeOf(session, scenario, log, end));
  }
  if (!done && outcomes.size === batch.length && !powersOff(scenarios[batch.at(-1) ?? -1]))
    session.log('the guest died behind its last scenario');
  return outcomes;
}

function outcomeOf(
  session: Session,
  scenario: Scenario,
  log: ScenarioLog,
  end: { readonly how: 'off' | 'silent'; readonly console: string },
): Outcome {
  const { results, diedAt } = resultsOf(scenario.ops, log);
  if (diedAt === undefined) return { results };
  if (powersOff(scenario) && diedAt === scenario.ops.length - 1 && end.how === 'off')
    return { results: [...results, readShutdown(end.console)] };
  const how = log.ended || end.how === 'silent' ? 'hang' : 'crash';
  session.log(`${scenario.id}: ${how} at operation ${diedAt} (${scenario.ops[diedAt]?.op})`);
  return { results, died: { op: diedAt, how } };
}
