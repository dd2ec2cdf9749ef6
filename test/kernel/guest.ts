// What the virtual machine boots into: a shell script that loads the module, feeds it the scenarios and powers off.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { writeCpio } from './cpio.ts';
import { EVENT_PORT } from './machine.ts';

/** Last line of a boot that went through all scenarios. */
export const DONE = '@done';

/** One processor, no preemption, no retry by the clock: one schedule out of many that are right, but always the same. */
export const ORDER_SETTINGS = 'preempt=none deferred_probe_timeout=0';

/**
 * Real-time tasks may use all of the processor, or workers would run between two events of one operation. The reader of the log
 * is an ordinary process; the module waits for it at each flush, and it ends with the machine.
 */
const INIT = `#!/bin/busybox sh
b=/bin/busybox
$b mount -t proc proc /proc
$b mount -t sysfs sysfs /sys
$b mount -t devtmpfs devtmpfs /dev
$b mount -t debugfs debugfs /sys/kernel/debug
echo -1 > /proc/sys/kernel/sched_rt_runtime_us
[ -d /sys/kernel/debug/sched/fair_server ] && echo 0 > /sys/kernel/debug/sched/fair_server/cpu0/runtime
for port in /sys/class/virtio-ports/*; do
  [ "$($b cat $port/name)" = ${EVENT_PORT} ] && events=/dev/\${port##*/}
done
exec 3> $events
address() { set -- $($b grep " $1$" /proc/kallsyms); echo 0x$1; }
if $b insmod /topology_recorder.ko link_add_at=$(address fwnode_link_add) links_purge_at=$(address fwnode_links_purge); then
  $b cat /dev/topology_recorder >&3 &
  $b cat /scenarios > /dev/topology_recorder
fi
echo ${DONE} >&3
$b poweroff -f
`;

/** An initramfs with the module and the command lines of the scenarios. Without a module it only boots. */
export function buildInitramfs(
  busybox: string,
  module: Uint8Array | undefined,
  commands: readonly string[],
): Uint8Array {
  const folders = ['bin', 'dev', 'proc', 'sys'].map((path) => ({ path }));
  const archive = writeCpio([
    ...folders,
    { path: 'bin/busybox', content: readFileSync(busybox), executable: 'yes' },
    { path: 'init', content: INIT, executable: 'yes' },
    { path: 'topology_recorder.ko', content: module ?? '' },
    { path: 'scenarios', content: `${commands.join('\n')}\n` },
  ]);
  return gzipSync(archive, { level: 1 });
}
