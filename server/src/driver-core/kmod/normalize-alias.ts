// The spelling in which kmod compares aliases and module names: `-` is `_` (KM-4).
// Source: kmod shared/util.c:alias_normalize, modname_normalize.

/**
 * An alias or a modalias with every `-` outside `[…]` made `_`.
 * `undefined`: its brackets do not pair; depmod skips such an alias and a look-up of it is -EINVAL.
 */
export function normalizeAlias(alias: string): string | undefined {
  if (!/[-[\]]/.test(alias)) return alias;
  let result = '';
  for (let at = 0; at < alias.length; ) {
    const character = alias.charAt(at);
    if (character === ']') return undefined;
    const end = character === '[' ? alias.indexOf(']', at) + 1 : at + 1;
    if (end === 0) return undefined;
    result += character === '-' ? '_' : alias.slice(at, end);
    at = end;
  }
  return result;
}

/** A module's name as the kernel has it (KM-18): `vfio-pci` and `vfio_pci` are one module. */
export function normalizeModuleName(name: string): string {
  return name.replaceAll('-', '_');
}

/** The module in a file name: `kernel/drivers/net/foo-bar.ko.xz` is foo_bar. `undefined`: no module file. */
export function moduleOfPath(path: string): string | undefined {
  const stem = /([^/]+)\.ko(?:\.(?:gz|xz|zst))?$/.exec(path)?.[1];
  return stem === undefined ? undefined : normalizeModuleName(stem);
}
