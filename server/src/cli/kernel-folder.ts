// Reads what depmod wrote for a kernel (/lib/modules/VERSION, or a copy of it) and indexes it. Loaded only where a kernel is
// asked for: building the index is most of the start-up time then.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../db/change.ts';

export type KernelFolder =
  | { readonly kind: 'modules'; readonly modules: NonNullable<Config['installed']> }
  | { readonly kind: 'unreadable'; readonly message: string };

/** Without `modules.alias` it is no module folder; any of the other files may be missing. */
export async function readKernelFolder(folder: string, shown: string): Promise<KernelFolder> {
  const read = (name: string): Promise<string | undefined> =>
    readFile(join(folder, name), 'utf8').catch(() => undefined);
  const [alias, order, dep, softdep, builtin, builtinModinfo] = await Promise.all([
    read('modules.alias'),
    read('modules.order'),
    read('modules.dep'),
    read('modules.softdep'),
    read('modules.builtin'),
    read('modules.builtin.modinfo'),
  ]);
  if (alias === undefined) {
    const message = `\`${shown}\` is no kernel's module folder: it has no modules.alias (give /lib/modules/VERSION or a copy)`;
    return { kind: 'unreadable', message };
  }
  const { installedModules } = await import('../driver-core/kmod/installed-modules.ts');
  const given = { alias, order, dep, softdep, builtin, builtinModinfo };
  const files = Object.fromEntries(Object.entries(given).filter(([, text]) => text !== undefined));
  return { kind: 'modules', modules: installedModules(files) };
}
