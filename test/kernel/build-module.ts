// Builds the kernel module of test/kernel/module outside of its folder, once for each kernel and state of the sources.
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

/** The built module's bytes. Throws with the compiler's words if it does not build. */
export function buildModule(kernel: KernelFiles, sources: string, folder: string): Uint8Array {
  const names = readdirSync(sources).sort();
  const digest = createHash('sha256').update(kernel.version);
  for (const name of names) digest.update(name).update(readFileSync(path.join(sources, name)));
  const target = path.resolve(folder, `module-${digest.digest('hex').slice(0, 16)}`);
  const built = path.join(target, 'topology_recorder.ko');
  if (!existsSync(built)) {
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    for (const name of names) copyFileSync(path.join(sources, name), path.join(target, name));
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
