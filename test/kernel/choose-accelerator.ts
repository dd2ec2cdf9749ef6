// Finds out whether KVM works here: some machines offer a /dev/kvm on which no kernel comes up.
import path from 'node:path';
import { buildInitramfs, DONE } from './guest.ts';
import type { KernelFiles } from './kernel-files.ts';
import { boot } from './machine.ts';

/** KVM where a kernel gets through an empty boot with it within a few seconds; TCG, which works everywhere, otherwise. */
export async function chooseAccelerator(kernel: KernelFiles, folder: string): Promise<'kvm' | 'tcg'> {
  const settings = { parameters: '', patience: 5, channel: 'port' } as const;
  const machine = { ...kernel, folder: path.resolve(folder), accelerator: 'kvm', ...settings } as const;
  let done = false;
  try {
    await boot(machine, buildInitramfs(kernel.busybox, undefined, []), (line) => {
      done ||= line === DONE;
    });
  } catch {
    return 'tcg';
  }
  return done ? 'kvm' : 'tcg';
}
