// npm run conformance: replays recordings of a real kernel and says where the model does something else. With --record it lets a
// kernel run random scenarios first.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Op, Recording } from '../kernel/format.ts';
import { generateScenario } from '../kernel/generate.ts';
import { MissingTools } from '../kernel/kernel-files.ts';
import { record } from '../kernel/record.ts';
import type { Difference } from './compare.ts';
import { type Followed, follow } from './follow.ts';
import { type Found, readRecordings } from './read-recordings.ts';

const HELP = `Replays recordings of a real Linux kernel (dcoracle/1) on the model of the driver core.

  npm run conformance -- [FILE|DIR]... [--record N [--seed S]] [--verbose]

  FILE|DIR     *.json: one recording; *.jsonl: one a line; a folder: all of its files, and those of folders in it
  --record N   records N random scenarios (docs/kernel-recorder.md) and replays them, too
  --seed S     the first seed of these (default 0)
  --verbose    names those that pass
`;

const OPTIONS = {
  record: { type: 'string', default: '0' },
  seed: { type: 'string', default: '0' },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

process.exitCode = await main(process.argv.slice(2));

/** 0: all pass. 1: some do not, or are no recordings. 2: a wrong call, nothing to replay, or nothing to record with. */
async function main(args: readonly string[]): Promise<number> {
  const call = readCall(args);
  if (!call || call.values.help) {
    console.log(HELP);
    return call ? 0 : 2;
  }
  const missing = call.positionals.find((path) => !existsSync(path));
  if (missing !== undefined) {
    console.error(`there is no ${missing}`);
    return 2;
  }
  try {
    const { record: count, seed, verbose } = call.values;
    const recorded = Number(count) > 0 ? await recordRandom(Number(seed), Number(count)) : [];
    return report(findAll(call.positionals, recorded), verbose ? 'all' : 'failed');
  } catch (error) {
    if (!(error instanceof MissingTools)) throw error;
    console.error(error.message);
    return 2;
  }
}

function readCall(args: readonly string[]) {
  try {
    const call = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    const { record: count, seed } = call.values;
    const hasWork = call.positionals.length > 0 || Number(count) > 0 || call.values.help;
    return hasWork && /^\d+$/.test(count) && /^\d+$/.test(seed) ? call : undefined;
  } catch {
    return undefined;
  }
}

function recordRandom(seed: number, count: number): Promise<readonly Recording[]> {
  const seeds = Array.from({ length: count }, (_, index) => seed + index);
  return record(seeds.map(generateScenario), { log: (line) => console.error(line) });
}

function* findAll(paths: readonly string[], recorded: readonly Recording[]): Generator<Found> {
  for (const path of paths) yield* readRecordings(path);
  for (const recording of recorded) yield { place: recording.id, recording };
}

/** One at a time: a folder may hold many thousands. */
function report(all: Iterable<Found>, shown: 'all' | 'failed'): number {
  let passed = 0;
  let failed = 0;
  for (const found of all) {
    const outcome = outcomeOf(found);
    if (outcome.isSame) passed++;
    else failed++;
    if (!outcome.isSame || shown === 'all') console.log(outcome.text);
  }
  if (passed + failed === 0) console.error('there are no recordings (*.json, *.jsonl)');
  console.log(`${passed} passed, ${failed} failed`);
  if (passed + failed === 0) return 2;
  return failed === 0 ? 0 : 1;
}

interface Outcome {
  readonly isSame: boolean;
  readonly text: string;
}

function outcomeOf(found: Found): Outcome {
  if (!('recording' in found))
    return { isSame: false, text: `${found.place}: NOT A RECORDING: ${found.problem}` };
  const { place, recording } = found;
  const { id, ops } = recording;
  const followed = replayed(recording);
  if (typeof followed === 'string') return { isSame: false, text: `${place}: NOT REPLAYED: ${followed}` };
  const { played, difference } = followed;
  if (difference) return { isSame: false, text: `${id}: FAILED\n${show(ops, difference)}` };
  const { mishap } = played;
  return { isSame: true, text: `${id}: ok${mishap ? ` (${mishap.kind}: ${mishap.text})` : ''}` };
}

/** A text: the recording says what no replay can do, such as a probe rule that the format does not have. */
function replayed(recording: Recording): Followed | string {
  try {
    return follow(recording);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function show(ops: readonly Op[], { op, what, kernel, model, before }: Difference): string {
  return [
    `  op ${op} ${JSON.stringify(ops[op] ?? 'end')}: ${what}`,
    ...before.map((line) => `      ${line}`),
    `    - ${kernel}   (kernel)`,
    `    + ${model}   (model)`,
  ].join('\n');
}
