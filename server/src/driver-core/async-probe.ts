// Which drivers probe asynchronously: their own wish, or the user's. drivers/base/dd.c: driver_allows_async_probing,
// save_async_options (LC-15).
import type { Driver, Topology } from './topology.ts';

/** `PROBE_PREFER_ASYNCHRONOUS`, or `driver_async_probe=` on the command line; `*` there stands for all others. */
export function isAsync({ kernel: { cmdline } }: Pick<Topology, 'kernel'>, { flags, name }: Driver): boolean {
  if (flags.has('async')) return true;
  if (!cmdline) return false;
  const named = namedDrivers(cmdline);
  return named.includes('*') !== named.includes(name);
}

function namedDrivers(cmdline: string): readonly string[] {
  const option = cmdline.split(/\s+/).find((word) => word.startsWith('driver_async_probe='));
  return option === undefined ? [] : option.slice('driver_async_probe='.length).split(',');
}
