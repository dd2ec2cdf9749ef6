// Builds a kernel module outside of its folder, once for each kernel and state of the sources.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { KernelFiles } from './kernel-files.ts';

/** The bytes of `NAME.ko`, built from a folder of sources. Throws with the compiler's words if it does not build. */
export function buildModule(
  kernel: Pick<KernelFiles, 'version' | 'headers'>,
  name: string,
  sources: string,
  folder: string,
): Uint8Array {
  const names = readdirSync(sources).sort();
  const digest = createHash('sha256').update(kernel.version);
  for (const file of names) digest.update(file).update(readFileSync(path.join(sources, file)));
  const target = path.resolve(folder, `${name}-${digest.digest('hex').slice(0, 16)}`);
  const built = path.join(target, `${name}.ko`);
  if (!existsSync(built)) {
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    for (const file of names) copyFileSync(path.join(sources, file), path.join(target, file));
    runMake(kernel.headers, target);
  }
  return readFileSync(built);
}

function runMake(headers: string, target: string): void {
  const made = spawnSync('make', ['-C', headers, `M=${target}`, 'modules'], { encoding: 'utf8' });
  if (made.status === 0) return;
  const log = path.join(target, 'make.log');
  writeFileSync(log, `${made.stdout}\n${made.stderr}`);
  throw new Error(`the module does not build against ${headers} (${log}):\n${made.stderr}`);
}
