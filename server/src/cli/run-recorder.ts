// Has the recorder of a checkout run a script on a real kernel (scripts/kernel-record.mjs, a process of its own), or says what is
// missing for it.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Recorded } from '../exporters/recording/compare-recording.ts';
import type { Recordable, RecordingAnswer } from './host.ts';

const RECORDER = 'scripts/kernel-record.mjs';

/** `root`: the folder of the package. `kernelImage` as given, relative to `cwd`. */
export async function runRecorder(
  root: string,
  cwd: string,
  scenario: Recordable,
  kernelImage: string | undefined,
): Promise<RecordingAnswer> {
  if (!existsSync(join(root, RECORDER))) {
    const message = `only a checkout of the sources can ask a kernel: there is no ${RECORDER} in ${root}`;
    return { kind: 'impossible', message };
  }
  const folder = mkdtempSync(join(tmpdir(), 'buswright-verify-'));
  try {
    const [ops, out] = [join(folder, 'ops.json'), join(folder, 'out.jsonl')];
    writeFileSync(ops, JSON.stringify(scenario));
    const image = kernelImage === undefined ? [] : ['--kernel-image', resolve(cwd, kernelImage)];
    const { status, said } = await run(root, [
      RECORDER,
      '--ops',
      ops,
      '--out',
      out,
      '--boots',
      '1',
      ...image,
    ]);
    if (status !== 0 || !existsSync(out)) return { kind: 'impossible', message: said.trim() };
    return { kind: 'recorded', recorded: JSON.parse(readFileSync(out, 'utf8')) as Recorded };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(
  cwd: string,
  args: readonly string[],
): Promise<{ readonly status: number | null; readonly said: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString();
    });
    child.on('error', (error) => done({ status: null, said: error.message }));
    child.on('close', (status) => done({ status, said }));
  });
}
