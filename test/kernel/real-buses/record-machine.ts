// Records a real machine: Debian's full kernel with its own drivers on QEMU's devices.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { buildModule } from '../build-module.ts';
import { chooseAccelerator } from '../choose-accelerator.ts';
import { findKernelFiles } from '../kernel-files.ts';
import { boot } from '../machine.ts';
import { REAL_FORMAT, type RealRecording } from './format.ts';
import { buildRealInitramfs } from './guest.ts';
import type { RealMachine } from './machines.ts';
import { moduleTables } from './modules.ts';
import { readMachine } from './read-machine.ts';

export interface RecordMachineOptions {
  /** A bzImage of a full kernel whose headers and modules are installed. Not set: the newest of Debian's in /boot. */
  readonly kernelImage?: string;
  readonly folder?: string;
  readonly log?: (line: string) => void;
}

/** One boot. Throws MissingTools. */
export async function recordMachine(
  machine: RealMachine,
  options: RecordMachineOptions = {},
): Promise<RealRecording> {
  const folder = path.resolve(options.folder ?? 'out/kernel');
  mkdirSync(folder, { recursive: true });
  const kernel = findKernelFiles('full', '', options.kernelImage);
  const module = buildModule(kernel, 'bus_order', 'test/kernel/real-buses/module', folder);
  const accelerator = await chooseAccelerator(kernel, folder);
  const lines: string[] = [];
  const guest = {
    ...{ ...kernel, folder, accelerator, patience: PATIENCE, channel: 'serial' as const },
    ...{ parameters: machine.parameters ?? '', devices: qemuDevices(machine.devices) },
  };
  await boot(guest, buildRealInitramfs({ ...kernel, module }, machine.steps), (line) => {
    lines.push(line.replace(/\r$/, ''));
  });
  const log = readMachine(lines, machine.steps);
  options.log?.(`${machine.id}: ${log.devices.length} devices, ${log.steps.length} steps`);
  const { id, devices } = machine;
  return { format: REAL_FORMAT, id, kernel: kernel.description, machine: devices, ...log };
}

/** Of the kernel that `recordMachine` would take. Throws MissingTools. */
export async function guestTables(
  options: RecordMachineOptions = {},
): Promise<Readonly<Record<string, string>>> {
  return moduleTables(findKernelFiles('full', '', options.kernelImage).version);
}

/** Seconds; the guest is silent while it loads its modules. */
const PATIENCE = 120;

/** Disks are named by `drive=`: they are empty and forget what is written. */
function qemuDevices(devices: readonly string[]): readonly string[] {
  const drives = devices.flatMap((device) => /drive=(\w+)/.exec(device)?.[1] ?? []);
  return [
    ...drives.flatMap((name) => [
      '-blockdev',
      `driver=null-co,node-name=${name},size=16777216,read-zeroes=on`,
    ]),
    ...devices.flatMap((device) => ['-device', device]),
  ];
}
