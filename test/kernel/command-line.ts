// The command line of the recorder: `npm run kernel:record -- …`. Reads and writes files and asks record.ts for the rest.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { UnrecordableScenario } from './commands.ts';
import { DEADLY_SCENARIOS, DIRECTED, EXTENSION_SCENARIOS } from './directed.ts';
import type { Recording, Scenario } from './format.ts';
import { generateExtendedScenario, generateScenario } from './generate.ts';
import { aptLine, MissingTools } from './kernel-files.ts';
import { record } from './record.ts';

const HELP = `Records scenarios on a real Linux kernel under QEMU.

  npm run kernel:record -- [--ops FILE | --set NAME] [--seed S] [--count N] [--out FILE|DIR/]

  --ops FILE            scenarios: JSON (one, or a list) or a JSON object a line
  --set NAME            random (default), extended: random ones with the format's extensions;
                        directed, deadly, extensions: those written by hand
  --seed S              first seed of random scenarios (default 0)
  --count N             how many of them (default 10)
  --out FILE|DIR/       one recording a line, or one file each (default: standard output)
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
  'kernel-image': { type: 'string' },
  boots: { type: 'string', default: '2' },
  patience: { type: 'string', default: '30' },
  install: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Answers the exit code: 0, 1 if nothing could be recorded, 2 for a wrong call. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const values = readArguments(args);
  if (!values) return 2;
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  try {
    const scenarios = values.ops === undefined ? scenarioSet(values) : readScenarios(values.ops);
    if (!scenarios) {
      console.error(`there is no set of scenarios ${values.set}`);
      return 2;
    }
    const recordings = await recordInstalling(scenarios, values);
    if (values.out === undefined) process.stdout.write(toLines(recordings));
    else writeRecordings(values.out, recordings);
    return 0;
  } catch (error) {
    if (!(error instanceof MissingTools || error instanceof UnrecordableScenario)) throw error;
    console.error(error.message);
    return 1;
  }
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

function scenarioSet(values: Values): readonly Scenario[] | undefined {
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
    default:
      return undefined;
  }
}

function readScenarios(file: string): readonly Scenario[] {
  const text = readFileSync(file, 'utf8');
  const whole = parseJson(text);
  const read = whole ?? text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line)]));
  const scenarios: Partial<Scenario>[] = Array.isArray(read) ? read : [read];
  return scenarios.map((scenario, index) => ({
    id: scenario.id ?? `${path.parse(file).name}-${index + 1}`,
    tags: scenario.tags ?? [],
    seed: scenario.seed ?? null,
    ...(scenario.parameters !== undefined && { parameters: scenario.parameters }),
    ops: scenario.ops ?? [],
  }));
}

/** Not set: the text is not one JSON value. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function recordInstalling(
  scenarios: readonly Scenario[],
  values: Values,
): Promise<readonly Recording[]> {
  const options = {
    ...(values['kernel-image'] !== undefined && { kernelImage: values['kernel-image'] }),
    ...{ boots: Number(values.boots), patience: Number(values.patience) },
    log: (line: string) => console.error(line),
  };
  try {
    return await record(scenarios, options);
  } catch (error) {
    if (!(error instanceof MissingTools) || !values.install) throw error;
    install(error.packages);
    return await record(scenarios, options);
  }
}

function install(packages: readonly string[]): void {
  console.error(aptLine(packages));
  const [program = '', ...args] = aptLine(packages).split(' ');
  const run = spawnSync(program, args, { stdio: ['ignore', 2, 2] });
  if (run.status !== 0) throw new Error('the packages could not be installed (apt-get update first?)');
}

function writeRecordings(out: string, recordings: readonly Recording[]): void {
  const folder = out.endsWith('/') || (existsSync(out) && statSync(out).isDirectory());
  mkdirSync(folder ? out : path.dirname(out), { recursive: true });
  if (!folder) writeFileSync(out, toLines(recordings));
  else for (const one of recordings) writeFileSync(path.join(out, `${one.id}.json`), toLines([one]));
}

function toLines(recordings: readonly Recording[]): string {
  return recordings.map((recording) => `${JSON.stringify(recording)}\n`).join('');
}
