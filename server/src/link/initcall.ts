// When built-in code registers: the levels of initcalls, and what is built in. include/linux/init.h; domain rule LC-14.
import type { Driver, Kernel, Module } from '../driver-core/topology.ts';

/** In the order in which do_initcalls() runs them. */
const INITCALLS = ['early', 'pure', 'core', 'postcore', 'arch', 'subsys', 'fs', 'rootfs', 'device', 'late'];

/** After all of them: what is in a module. */
export const MODULE_LEVEL = INITCALLS.length;

/** Place of `subsys`, or `subsys_initcall`; a word that is no level counts as `device`. */
export function initcallLevel(word: string): number {
  const level = INITCALLS.indexOf(word.replace(/_initcall(_sync)?$/, ''));
  return level < 0 ? INITCALLS.indexOf('device') : level;
}

export function isBuiltin(
  driver: Driver,
  module: Pick<Module, 'builtin'> | undefined,
  kernel: Kernel,
): boolean {
  return driver.flags.has('builtin') || module?.builtin === true || kernel.builtin.includes(driver.module);
}
