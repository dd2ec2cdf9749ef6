// npm run conformance: replays recordings of a real kernel and says where the model does something else.
import type { Op, Recording } from '../kernel/format.ts';
import { compare, type Difference } from './compare.ts';
import { readRecordings } from './read-recordings.ts';
import { replay } from './replay.ts';

const words = process.argv.slice(2);
const isVerbose = words.includes('--verbose');
const recordings = words.filter((word) => !word.startsWith('--')).flatMap(readRecordings);
let failed = 0;
for (const recording of recordings) {
  const difference = check(recording);
  if (difference) {
    failed++;
    console.log(`${recording.id}: FAILED\n${show(recording.ops, difference)}`);
  } else if (isVerbose) {
    console.log(`${recording.id}: ok`);
  }
}
console.log(`${recordings.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function check(recording: Recording): Difference | undefined {
  return compare(recording, replay(recording.ops));
}

function show(ops: readonly Op[], { op, what, kernel, model, before }: Difference): string {
  return [
    `  op ${op} ${JSON.stringify(ops[op] ?? 'end')}: ${what}`,
    ...before.map((line) => `      ${line}`),
    `    - ${kernel}   (kernel)`,
    `    + ${model}   (model)`,
  ].join('\n');
}
