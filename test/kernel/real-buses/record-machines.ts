// Records real machines: Debian's full kernel with its own drivers on QEMU's devices.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { buildModule } from '../build-module.ts';
import { chooseAccelerator } from '../choose-accelerator.ts';
import { findKernelFiles } from '../kernel-files.ts';
import { boot } from '../machine.ts';
import type { RealRecording } from './format.ts';
import { buildRealInitramfs } from './guest.ts';
import type { RealMachine } from './machines.ts';
import { readMachine } from './read-machine.ts';

export interface RecordMachinesOptions {
  /** A bzImage of a full kernel whose headers and modules are installed. Not set: the newest of Debian's in /boot. */
  readonly kernelImage?: string;
  readonly folder?: string;
  readonly log?: (line: string) => void;
}

/** One boot for each machine. Throws MissingTools. */
export async function recordMachines(
  machines: readonly RealMachine[],
  options: RecordMachinesOptions = {},
): Promise<readonly RealRecording[]> {
  const folder = path.resolve(options.folder ?? 'out/kernel');
  mkdirSync(folder, { recursive: true });
  const kernel = findKernelFiles('full', '', options.kernelImage);
  const module = buildModule(kernel, 'bus_order', 'test/kernel/real-buses/module', folder);
  const accelerator = await chooseAccelerator(kernel, folder);
  const recordings: RealRecording[] = [];
  for (const machine of machines) {
    const initramfs = buildRealInitramfs({ ...kernel, module }, machine.steps);
    const lines: string[] = [];
    const settings = { folder, accelerator, patience: 60, channel: 'serial' } as const;
    const parameters = machine.parameters ?? '';
    const devices = qemuDevices(machine.devices);
    await boot({ ...kernel, ...settings, parameters, devices }, initramfs, (line) => {
      lines.push(line.replace(/\r$/, ''));
    });
    const log = readMachine(lines, machine.steps);
    recordings.push({
      ...{ format: 'buswright-buses/1', id: machine.id, kernel: kernel.description },
      machine: machine.devices,
      ...log,
    });
    options.log?.(`${machine.id}: ${log.devices.length} devices, ${log.steps.length} steps`);
  }
  return recordings;
}

/** Disks are named by `drive=`: they are empty and forget what is written. */
function qemuDevices(devices: readonly string[]): readonly string[] {
  const drives = devices.flatMap((device) => /drive=(\w+)/.exec(device)?.[1] ?? []);
  return [
    ...drives.flatMap((name) => ['-blockdev', `driver=null-co,node-name=${name},size=16777216,read-zeroes=on`]),
    ...devices.flatMap((device) => ['-device', device]),
  ];
}
