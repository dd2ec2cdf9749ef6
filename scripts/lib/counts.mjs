// Counts of passed and failed tests, handed from the steps of `npm test` to its sum through small files in out/counts.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const FOLDER = 'out/counts';

export function clearCounts() {
  rmSync(FOLDER, { recursive: true, force: true });
}

/** Answers whether the step is sound: something passed and nothing failed. */
export function reportCounts(step, { passed, failed }) {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/${step}.json`, JSON.stringify({ passed, failed }));
  return failed === 0 && passed > 0;
}

export function readCounts(step) {
  const name = `${step}.json`;
  if (!readdirSync(FOLDER).includes(name)) return undefined;
  return JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8'));
}
