// The files that depmod writes for a kernel, and what they say together.
import { installedModules } from '../driver-core/kmod/installed-modules.ts';
import type { InstalledModules } from '../driver-core/topology.ts';

/** Names in a kernel's module folder, in the order in which `kernelModules` takes their texts. */
export const KERNEL_FILES = [
  'modules.alias',
  'modules.order',
  'modules.dep',
  'modules.softdep',
  'modules.builtin',
  'modules.builtin.modinfo',
] as const;

/** Files that are not there say nothing. */
export function kernelModules(texts: readonly (string | undefined)[]): InstalledModules {
  const [alias = '', order = '', dep = '', softdep = '', builtin = '', builtinModinfo = ''] = texts;
  return installedModules({ alias, order, dep, softdep, builtin, builtinModinfo });
}
