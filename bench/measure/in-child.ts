// Runs a bundled program of the benchmark in a process of its own, so that no contender inherits another's heap or compiled code.
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where a bundled program of the benchmark lies. */
export function programPath(name: string): string {
  return join(dirname(fileURLToPath(import.meta.url)), `${name}.mjs`);
}

/** The JSON that the program prints. Rejects with what it wrote to stderr. */
export async function inChild<Result>(program: string, args: readonly string[]): Promise<Result> {
  const { stdout } = await run(process.execPath, ['--expose-gc', programPath(program), ...args], {
    maxBuffer: 1 << 26,
  });
  return JSON.parse(stdout) as Result;
}
