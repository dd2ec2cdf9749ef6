// Parsers of what depmod and the kernel build leave in /lib/modules/VERSION. Text in, plain data out; total,
// CRLF and cut-off lines included: what cannot be read is reported instead of thrown.
// Source: kmod tools/depmod.c:output_*, kernel scripts/modules-check, scripts/Makefile.modinst (KM-1, KM-2).
import { moduleOfPath, normalizeModuleName } from './normalize-alias.ts';

/** A line that could not be read. */
export interface Unreadable {
  readonly file: string;
  /** From 1; in modules.builtin.modinfo the number of the NUL-ended entry. */
  readonly line: number;
  readonly text: string;
}

export interface Parsed<T> {
  readonly items: readonly T[];
  readonly unreadable: readonly Unreadable[];
}

/** A module alias as it is written: neither normalized nor checked. */
export interface ModuleAlias {
  readonly pattern: string;
  readonly module: string;
}

export interface Softdep {
  readonly name: string;
  readonly pre: readonly string[];
  readonly post: readonly string[];
}

/** modules.alias. The module is the last word; what stands before it may hold spaces. */
export function parseModulesAlias(text: string): Parsed<ModuleAlias> {
  return parseLines('modules.alias', text, (line) => {
    const end = line.lastIndexOf(' ');
    if (!line.startsWith('alias ') || end <= 6) return undefined;
    const pattern = line.slice(6, end).trim();
    return pattern === '' ? undefined : { pattern, module: normalizeModuleName(line.slice(end + 1)) };
  });
}

/** modules.order or modules.builtin: the modules in link order (KM-2), each once: depmod has kept one of a name (KM-3). */
export function parseModulesOrder(text: string, file = 'modules.order'): Parsed<string> {
  const { items, unreadable } = parseLines(file, text, moduleOfPath);
  return { items: [...new Set(items)], unreadable };
}

/** modules.dep: a module and the modules that it needs, the nearest first, as depmod writes them. */
export function parseModulesDep(
  text: string,
): Parsed<{ readonly module: string; readonly depends: readonly string[] }> {
  return parseLines('modules.dep', text, (line) => {
    const colon = line.indexOf(':');
    const module = colon < 0 ? undefined : moduleOfPath(line.slice(0, colon));
    if (module === undefined) return undefined;
    const depends = words(line.slice(colon + 1)).map(moduleOfPath);
    return depends.includes(undefined)
      ? undefined
      : { module, depends: depends.filter((name) => name !== undefined) };
  });
}

/** modules.softdep, or the softdep lines of a modprobe.d file. Names before `pre:` or `post:` are ignored (KM-12). */
export function parseModulesSoftdep(text: string): Parsed<Softdep> {
  return parseLines('modules.softdep', text, (line) => {
    const [keyword, name, ...rest] = words(line);
    return keyword === 'softdep' && name !== undefined ? { name, ...softdepSides(rest) } : undefined;
  });
}

/** modules.builtin.modinfo: the aliases of the modules that are built in; its other keys are passed over. */
export function parseBuiltinModinfo(text: string): Parsed<ModuleAlias> {
  const items: ModuleAlias[] = [];
  const unreadable: Unreadable[] = [];
  for (const [index, entry] of text.split('\0').entries()) {
    const parts = /^\s*([^.=\s]+)\.([^=\s]+)=(.*)$/s.exec(entry);
    if (parts) {
      const [, module = '', key, value = ''] = parts;
      if (key === 'alias' && value !== '')
        items.push({ pattern: value, module: normalizeModuleName(module) });
    } else if (entry.trim() !== '') {
      unreadable.push({ file: 'modules.builtin.modinfo', line: index + 1, text: entry.slice(0, 120) });
    }
  }
  return { items, unreadable };
}

function parseLines<T>(file: string, text: string, parse: (line: string) => T | undefined): Parsed<T> {
  const items: T[] = [];
  const unreadable: Unreadable[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const item = parse(line);
    if (item === undefined) unreadable.push({ file, line: index + 1, text: line.slice(0, 120) });
    else items.push(item);
  }
  return { items, unreadable };
}

function softdepSides(names: readonly string[]): Pick<Softdep, 'pre' | 'post'> {
  const pre: string[] = [];
  const post: string[] = [];
  let side: string[] | undefined;
  for (const name of names) {
    if (name === 'pre:') side = pre;
    else if (name === 'post:') side = post;
    else side?.push(name);
  }
  return { pre, post };
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
