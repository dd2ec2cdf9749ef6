// Builds a kernel module outside of its folder, once for each kernel and state of the sources. Several recorders may build at once:
// each does so in a folder of its own, and what is kept appears whole.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
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
  const files = new Map(
    readdirSync(sources)
      .sort()
      .map((file) => [file, readFileSync(path.join(sources, file))]),
  );
  const digest = createHash('sha256').update(kernel.version);
  for (const [file, text] of files) digest.update(file).update(text);
  const kept = path.resolve(folder, `${name}-${digest.digest('hex').slice(0, 16)}.ko`);
  if (!existsSync(kept)) build(kernel.headers, name, files, kept);
  return readFileSync(kept);
}

function build(headers: string, name: string, files: ReadonlyMap<string, Buffer>, kept: string): void {
  const target = mkdtempSync(kept.replace(/[^/]*$/, 'build-'));
  try {
    for (const [file, text] of files) writeFileSync(path.join(target, file), text);
    const made = spawnSync('make', ['-C', headers, `M=${target}`, 'modules'], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`the module does not build against ${headers}:\n${made.stderr}`);
    renameSync(path.join(target, `${name}.ko`), kept);
  } finally {
    rmSync(target, { recursive: true });
  }
}
