// Boots a kernel under QEMU and hands on what the guest says, line by line, until it powers off, falls silent or dies.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The name of the virtio port through which the log leaves, where it is not the first serial line. */
export const EVENT_PORT = 'events';

/**
 * `counted`: emulated, with a clock that counts instructions and skips what would be slept. Slow, but a time-out comes at the same
 * place however busy the host is.
 */
export type Accelerator = 'kvm' | 'tcg' | 'counted';

export interface Machine {
  readonly qemu: string;
  readonly image: string;
  readonly accelerator: Accelerator;
  /** For the initramfs and the console's text. */
  readonly folder: string;
  /** Parameters of the kernel besides those that only serve to boot. */
  readonly parameters: string;
  /** Seconds without a line after which the guest counts as hung. */
  readonly patience: number;
  /** What the guest writes its lines to: a port that is fast, or a serial line that adds no device to its buses. */
  readonly channel: 'port' | 'serial';
  /** More arguments for QEMU. */
  readonly devices?: readonly string[];
}

/** How much longer a guest may take to its first word: it has a kernel to start, maybe on a busy host. */
const BOOT_PATIENCE = 4;

/** How a boot ended: the guest powered off, or the host stopped waiting. */
export interface BootEnd {
  readonly how: 'off' | 'silent';
  /** The kernel's own messages (only emergencies). */
  readonly console: string;
}

/** Throws if QEMU itself fails. What it needs on disk lies in the machine's folder while it runs. */
export async function boot(
  machine: Machine,
  initramfs: Uint8Array,
  onLine: (line: string) => void,
): Promise<BootEnd> {
  const folder = mkdtempSync(path.join(machine.folder, 'boot-'));
  const files = { initramfs: path.join(folder, 'initramfs'), console: path.join(folder, 'console') };
  try {
    writeFileSync(files.initramfs, initramfs);
    writeFileSync(files.console, '');
    const how = await run(machine, files, onLine);
    return { how, console: readFileSync(files.console, 'latin1') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface MachineFiles {
  readonly initramfs: string;
  readonly console: string;
}

async function run(
  machine: Machine,
  files: MachineFiles,
  onLine: (line: string) => void,
): Promise<BootEnd['how']> {
  // Standard input stays open: at its end QEMU would tell the guest that nobody listens at the port.
  const child = spawn(machine.qemu, qemuArguments(machine, files), { stdio: ['pipe', 'pipe', 'pipe'] });
  const watch = watchSilence(machine.patience, () => child.kill('SIGKILL'));
  const lines = splitLines(onLine);
  let complaints = '';
  child.stderr.on('data', (bytes: Buffer) => {
    complaints += bytes.toString();
  });
  child.stdout.on('data', (bytes: Buffer) => {
    watch.heard();
    lines(bytes.toString());
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const how = watch.stop();
  if (how === 'off' && status !== 0) throw new Error(`QEMU ended with ${status}: ${complaints.trim()}`);
  return how;
}

/** Gives up once, after so many seconds without a word; `stop` says whether it did. */
function watchSilence(seconds: number, giveUp: () => void) {
  let how: BootEnd['how'] = 'off';
  const silent = () => {
    how = 'silent';
    giveUp();
  };
  let timer = setTimeout(silent, seconds * BOOT_PATIENCE * 1000);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(silent, seconds * 1000);
  };
  const stop = () => {
    clearTimeout(timer);
    return how;
  };
  return { heard, stop };
}

const PROCESSORS: Readonly<Record<Accelerator, readonly string[]>> = {
  kvm: ['-accel', 'kvm', '-cpu', 'host'],
  tcg: ['-accel', 'tcg', '-cpu', 'max'],
  counted: ['-accel', 'tcg', '-cpu', 'max', '-icount', 'shift=0,sleep=off'],
};

function qemuArguments(machine: Machine, files: MachineFiles): readonly string[] {
  const port = machine.channel === 'port';
  const quiet = `console=${port ? 'ttyS0' : 'ttyS1'} quiet loglevel=1 panic=-1 mitigations=off nokaslr`;
  const toPort = [
    '-device',
    'virtio-serial-pci',
    '-device',
    `virtserialport,chardev=events,name=${EVENT_PORT}`,
  ];
  return [
    ...PROCESSORS[machine.accelerator],
    ...['-machine', 'q35', '-nodefaults', '-smp', '1', '-m', '768', '-display', 'none', '-no-reboot'],
    ...['-kernel', machine.image, '-initrd', files.initramfs, '-append', `${quiet} ${machine.parameters}`],
    ...['-chardev', 'stdio,id=events', ...(port ? [] : ['-serial', 'chardev:events'])],
    ...['-serial', `file:${files.console}`, ...(port ? toPort : []), ...(machine.devices ?? [])],
  ];
}

/** Hands on whole lines; what the guest did not end with a line's end it did not say. */
function splitLines(onLine: (line: string) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
}
