// The spelling in which kmod compares aliases and module names: `-` is `_` (KM-4).
// Source: kmod shared/util.c:alias_normalize, modname_normalize.

const SPECIAL = /[-[\]]/;
const BRACKET = /[[\]]/;

/**
 * An alias or a modalias with every `-` outside `[…]` made `_`.
 * `undefined`: its brackets do not pair; depmod skips such an alias and a look-up of it is -EINVAL.
 */
export function normalizeAlias(alias: string): string | undefined {
  if (!SPECIAL.test(alias)) return alias;
  if (!BRACKET.test(alias)) return underscores(alias);
  // Every second part is a bracket expression.
  const parts = alias.split(/(\[[^\]]*\])/);
  if (parts.some((part, index) => index % 2 === 0 && BRACKET.test(part))) return undefined;
  return parts.map((part, index) => (index % 2 === 0 ? underscores(part) : part)).join('');
}

/** A module's name as the kernel has it (KM-18): `vfio-pci` and `vfio_pci` are one module. */
export function normalizeModuleName(name: string): string {
  return underscores(name);
}

/** The module in a file name: `kernel/drivers/net/foo-bar.ko.xz` is foo_bar. `undefined`: no module file. */
export function moduleOfPath(path: string): string | undefined {
  const start = path.lastIndexOf('/') + 1;
  const end = path.lastIndexOf('.ko');
  if (end <= start || !SUFFIXES.has(path.slice(end))) return undefined;
  return underscores(path.slice(start, end));
}

const SUFFIXES: ReadonlySet<string> = new Set(['.ko', '.ko.gz', '.ko.xz', '.ko.zst']);

function underscores(text: string): string {
  return text.includes('-') ? text.replaceAll('-', '_') : text;
}
