// The command line of the recorder: `npm run kernel:record -- …`. Reads and writes files and asks record.ts for the rest.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { UnrecordableScenario } from './commands.ts';
import { DEADLY_SCENARIOS, DIRECTED, EXTENSION_SCENARIOS, FIRMWARE_SCENARIOS } from './directed.ts';
import type { Scenario } from './format.ts';
import { generateExtendedScenario, generateScenario } from './generate.ts';
import { aptLine, MissingTools } from './kernel-files.ts';
import { readScenarios, UnreadableScenarios } from './read-scenarios.ts';
import { REAL_MACHINES } from './real-buses/machines.ts';
import { guestTables, recordMachine } from './real-buses/record-machine.ts';
import { record } from './record.ts';

const HELP = `Records scenarios on a real Linux kernel under QEMU.

  npm run kernel:record -- [--ops FILE | --set NAME] [--seed S] [--count N] [--out FILE|DIR/]

  --ops FILE            scenarios: JSON (one, or a list) or a JSON object a line
  --set NAME            random (default), extended: random ones with the format's extensions;
                        directed, deadly, extensions, firmware: those written by hand;
                        topologies: what verify makes of the examples and of the fixtures of scenarios
  --seed S              first seed of random scenarios (default 0)
  --count N             how many of them (default 10)
  --out FILE|DIR/       one recording a line, or one file each (default: standard output)
  --machine ID|all      instead of scenarios: the buses of real machines (test/kernel/real-buses/machines.ts), with
                        Debian's full kernel; --out is a folder
  --kernel-image PATH   a bzImage whose headers are installed (default: the newest of /boot for virtual machines)
  --boots N             boots whose agreement decides what is deterministic (default 2)
  --patience SECONDS    silence after which a scenario counts as hung (default 30)
  --install             install what is missing with apt-get, as root
  --help
`;

const OPTIONS = {
  ops: { type: 'string' },
  set: { type: 'string', default: 'random' },
  seed: { type: 'string', default: '0' },
  count: { type: 'string', default: '10' },
  out: { type: 'string' },
  machine: { type: 'string' },
  'kernel-image': { type: 'string' },
  boots: { type: 'string', default: '2' },
  patience: { type: 'string', default: '30' },
  install: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

class NotInstalled extends Error {}

/** Errors of the call or the machine, whose message is for the user. */
const EXPECTED = [MissingTools, NotInstalled, UnreadableScenarios, UnrecordableScenario];

/** Answers the exit code: 0, or 2 for a wrong call, a scenario that cannot be recorded, or a machine that lacks something. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const values = readArguments(args);
  if (!values) return 2;
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  try {
    return await (values.machine === undefined
      ? recordScenarios(values)
      : recordRealMachines(values, values.machine));
  } catch (error) {
    if (!(error instanceof Error) || !EXPECTED.some((kind) => error instanceof kind)) throw error;
    console.error(error.message);
    return 2;
  }
}

async function recordScenarios(values: Values): Promise<number> {
  const scenarios = values.ops === undefined ? await scenarioSet(values) : readScenarios(values.ops);
  if (!scenarios) {
    console.error(`there is no set of scenarios ${values.set}`);
    return 2;
  }
  const numbers = { boots: Number(values.boots), patience: Number(values.patience) };
  const recordings = await installing(values, () =>
    record(scenarios, { ...hostOptions(values), ...numbers }),
  );
  if (values.out === undefined) process.stdout.write(toLines(recordings));
  else writeRecordings(values.out, recordings);
  return 0;
}

async function recordRealMachines(values: Values, id: string): Promise<number> {
  const machines = REAL_MACHINES.filter((machine) => id === 'all' || machine.id === id);
  if (machines.length === 0) {
    console.error(`there is no machine ${id}; there are: ${REAL_MACHINES.map((one) => one.id).join(', ')}`);
    return 2;
  }
  if (values.out !== undefined)
    writeTables(values.out, await installing(values, () => guestTables(hostOptions(values))));
  for (const machine of machines) {
    const recording = await installing(values, () => recordMachine(machine, hostOptions(values)));
    if (values.out === undefined) process.stdout.write(`${JSON.stringify(recording)}\n`);
    else writeRecordings(path.join(values.out, '/'), [recording]);
  }
  return 0;
}

type Values = NonNullable<ReturnType<typeof readArguments>>;

function readArguments(args: readonly string[]) {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    const numbers = [values.seed, values.count, values.boots, values.patience];
    if (numbers.every((text) => /^\d+$/.test(text))) return values;
    console.error('--seed, --count, --boots and --patience are whole numbers');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  return undefined;
}

async function scenarioSet(values: Values): Promise<readonly Scenario[] | undefined> {
  const seeds = Array.from({ length: Number(values.count) }, (_, index) => Number(values.seed) + index);
  switch (values.set) {
    case 'random':
      return seeds.map(generateScenario);
    case 'extended':
      return seeds.map(generateExtendedScenario);
    case 'directed':
      return DIRECTED;
    case 'deadly':
      return DEADLY_SCENARIOS;
    case 'extensions':
      return EXTENSION_SCENARIOS;
    case 'firmware':
      return FIRMWARE_SCENARIOS;
    case 'topologies':
      return (await import('./topologies.ts')).topologyScenarios();
    default:
      return undefined;
  }
}

function hostOptions(values: Values) {
  const image = values['kernel-image'];
  return { ...(image !== undefined && { kernelImage: image }), log: (line: string) => console.error(line) };
}

async function installing<T>(values: Values, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof MissingTools) || !values.install || error.packages.length === 0) throw error;
    install(error.packages);
    return await work();
  }
}

function install(packages: readonly string[]): void {
  console.error(aptLine(packages));
  const [program = '', ...args] = aptLine(packages).split(' ');
  const run = spawnSync(program, args, { stdio: ['ignore', 2, 2] });
  if (run.status === 0) return;
  const why = run.error ? `there is no ${program}` : 'apt-get update first?';
  throw new NotInstalled(`the packages could not be installed (${why})`);
}

function writeRecordings(out: string, recordings: readonly { readonly id: string }[]): void {
  const folder = out.endsWith('/') || (existsSync(out) && statSync(out).isDirectory());
  mkdirSync(folder ? out : path.dirname(out), { recursive: true });
  if (!folder) writeFileSync(out, toLines(recordings));
  else for (const one of recordings) writeFileSync(path.join(out, `${one.id}.json`), toLines([one]));
}

/** `OUT/modules`: what a model of these machines reads as their kernel's modules. */
function writeTables(out: string, tables: Readonly<Record<string, string>>): void {
  const folder = path.join(out, 'modules');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(tables)) writeFileSync(path.join(folder, name), text);
}

function toLines(recordings: readonly { readonly id: string }[]): string {
  return recordings.map((recording) => `${JSON.stringify(recording)}\n`).join('');
}
