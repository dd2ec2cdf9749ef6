// npm run conformance: replays recordings of a real kernel and says where the model does something else. With --record it lets a
// kernel run random scenarios first.
import { parseArgs } from 'node:util';
import type { Op, Recording } from '../kernel/format.ts';
import { generateScenario } from '../kernel/generate.ts';
import { MissingTools } from '../kernel/kernel-files.ts';
import { record } from '../kernel/record.ts';
import type { Difference } from './compare.ts';
import { follow } from './follow.ts';
import { readRecordings } from './read-recordings.ts';

const HELP = `Replays recordings of a real Linux kernel (dcoracle/1) on the model of the driver core.

  npm run conformance -- [FILE|DIR]... [--record N [--seed S]] [--verbose]

  FILE|DIR     *.json: one recording; *.jsonl: one a line; a folder: all of its files
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

/** 0: all pass. 1: some do not. 2: a wrong call, or nothing to record with. */
async function main(args: readonly string[]): Promise<number> {
  const call = readCall(args);
  if (!call || call.values.help) {
    console.log(HELP);
    return call ? 0 : 2;
  }
  try {
    const { record: count, seed, verbose } = call.values;
    const recorded = Number(count) > 0 ? await recordRandom(Number(seed), Number(count)) : [];
    return report([...call.positionals.flatMap(readRecordings), ...recorded], verbose ? 'all' : 'failed');
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

function report(recordings: readonly Recording[], shown: 'all' | 'failed'): number {
  let failed = 0;
  for (const recording of recordings) {
    const { id, ops } = recording;
    const { played, difference } = follow(recording);
    if (difference) {
      failed++;
      console.log(`${id}: FAILED\n${show(ops, difference)}`);
    } else if (shown === 'all') {
      console.log(`${id}: ok${played.mishap ? ` (${played.mishap.kind}: ${played.mishap.text})` : ''}`);
    }
  }
  console.log(`${recordings.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function show(ops: readonly Op[], { op, what, kernel, model, before }: Difference): string {
  return [
    `  op ${op} ${JSON.stringify(ops[op] ?? 'end')}: ${what}`,
    ...before.map((line) => `      ${line}`),
    `    - ${kernel}   (kernel)`,
    `    + ${model}   (model)`,
  ].join('\n');
}
