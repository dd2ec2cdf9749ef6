// Reads what depmod wrote for a kernel (/lib/modules/VERSION, or a copy of it) and indexes it. Loaded only where a kernel is
// asked for: building the index is most of the start-up time then.
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Config } from '../db/change.ts';

export type InstalledModules = NonNullable<Config['installed']>;

export type KernelFolder =
  | { readonly kind: 'modules'; readonly modules: InstalledModules }
  | { readonly kind: 'unreadable'; readonly message: string };

/** Without `modules.alias` it is no module folder; any of the other files may be missing. */
export async function readKernelFolder(folder: string, shown: string): Promise<KernelFolder> {
  const { KERNEL_FILES, kernelModules } = await import('../ide/kernel-modules.ts');
  const texts = await Promise.all(
    KERNEL_FILES.map((name) => readFile(join(folder, name), 'utf8').catch(() => undefined)),
  );
  return texts[KERNEL_FILES.indexOf('modules.alias')] === undefined
    ? { kind: 'unreadable', message: notAFolder(shown) }
    : { kind: 'modules', modules: kernelModules(texts) };
}

/** `6.1` of `/lib/modules/6.1.0-18-amd64`; undefined if the folder's name has no version. */
export function versionOfFolder(folder: string): string | undefined {
  return /\d+\.\d+/.exec(basename(resolve(folder)))?.[0];
}

function notAFolder(shown: string): string {
  return `\`${shown}\` is no kernel's module folder: it has no modules.alias (give /lib/modules/VERSION or a copy)`;
}
