// What a real machine's guest boots into: it loads modules as udev would, shows what came of it, and goes through the steps.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { writeCpio } from '../cpio.ts';
import type { RealStep } from './format.ts';
import { moduleEntries } from './modules.ts';

/**
 * udev asks modprobe for the alias of every device, parents first, and again for those that drivers made. What a step leaves to
 * workers (usb, scsi, nvme) is given time to settle: these recordings compare states, not orders of events.
 */
const PROLOGUE = `#!/bin/busybox sh
export PATH=/sbin:/bin
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mount -t debugfs debugfs /sys/kernel/debug
stty -F /dev/ttyS0 raw
exec > /dev/ttyS0 2>/dev/null
insmod /bus_order.ko
: > /tried
for pass in 1 2 3; do
  for file in $(find /sys/devices -name modalias | sort); do
    read -r alias < $file && [ -n "$alias" ] && ! grep -qxF "$alias" /tried || continue
    echo "$alias" >> /tried
    modprobe -q "$alias"
  done
  sleep 2
done
order() { echo @order; cat /sys/kernel/debug/bus_order; }
echo @modules; tac /proc/modules | cut -d' ' -f1
for file in $(find /sys/devices -name uevent | sort); do
  path=\${file%/uevent}
  [ -e $path/subsystem ] || continue
  echo "@device $path $(readlink $path/subsystem) $(readlink $path/iommu_group)"
  cat $file
  [ -e $path/modalias ] && echo "modalias=$(cat $path/modalias)"
done
order
`;

const EPILOGUE = `
echo @done
poweroff -f
`;

/** An initramfs for a kernel whose modules lie below /lib/modules. */
export function buildRealInitramfs(
  files: { readonly version: string; readonly busybox: string; readonly module: Uint8Array },
  steps: readonly RealStep[],
): Uint8Array {
  const script = `${PROLOGUE}${steps.map(scriptOf).join('')}${EPILOGUE}`;
  const modules = moduleEntries(files.version);
  const made = new Set(modules.map(({ path }) => path));
  const folders = ['bin', 'dev', 'proc', 'sys', 'sbin', 'tmp'].filter((path) => !made.has(path));
  const archive = writeCpio([
    ...folders.map((path) => ({ path })),
    ...modules,
    { path: 'bin/busybox', content: readFileSync(files.busybox), executable: 'yes' },
    { path: 'bus_order.ko', content: files.module },
    { path: 'init', content: script, executable: 'yes' },
  ]);
  return gzipSync(archive, { level: 1 });
}

function scriptOf(step: RealStep): string {
  return `echo @step\n${actionOf(step)}\nsleep 0.4\norder\n`;
}

function actionOf(step: RealStep): string {
  if (step.do !== 'write') return `${step.do} ${step.module} 2>&1`;
  const file = `/sys/${step.file}`;
  // An open with O_CREAT, as a shell's, says EACCES for a file of sysfs that is not there.
  return `if [ -e ${file} ]; then echo '${step.value}' 2>&1 > ${file}; else echo ': No such file or directory'; fi`;
}
