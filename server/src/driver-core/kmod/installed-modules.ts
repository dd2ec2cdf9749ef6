// What `modprobe` and udev would find among the modules of a real kernel: the files of /lib/modules/VERSION as one look-up.
// It loads nothing and knows no modprobe.d; that is load-order.ts. Source: kmod libkmod-module.c:
// kmod_module_new_from_lookup, tools/depmod.c:depmod_modules_sort (KM-2 to KM-8).
import type { BusType, Driver, InstalledModules } from '../topology.ts';
import { aliasIndex } from './alias-index.ts';
import { type AliasSource, moduleDrivers } from './module-drivers.ts';
import {
  type ModuleAlias,
  parseBuiltinModinfo,
  parseModulesAlias,
  parseModulesDep,
  parseModulesOrder,
  parseModulesSoftdep,
  type Softdep,
  type Unreadable,
} from './modules-files.ts';
import { normalizeAlias, normalizeModuleName } from './normalize-alias.ts';

/** Texts of the files of one /lib/modules/VERSION, by name without `modules.`. What is not there decides nothing. */
export interface ModulesFiles {
  readonly alias?: string;
  readonly order?: string;
  readonly dep?: string;
  readonly softdep?: string;
  readonly builtin?: string;
  readonly builtinModinfo?: string;
}

export interface ModuleHit {
  readonly module: string;
  readonly builtin: boolean;
  /** The pattern that fits, normalized; the module's own name if it was asked for by that. */
  readonly alias: string;
}

export interface ModuleTree extends InstalledModules {
  /**
   * The modules for an alias or a module's name, in the order in which they are loaded. The first source that has any ends
   * the search: names, aliases of modules, names of built-in modules, their aliases. A module stands there once for each
   * of its aliases that fits (KM-5, KM-8). A query with unpaired brackets finds nothing.
   */
  lookup(modalias: string): readonly ModuleHit[];
  isBuiltin(module: string): boolean;
  /** The modules that must be there first, in the order in which they are loaded. */
  depends(module: string): readonly string[];
  readonly softdeps: readonly Softdep[];
  /**
   * The drivers for which these modules stand on a bus (module-drivers.ts), whether or not others are declared: those of
   * built-in modules first, then in the order of modules.order (LC-14). The same bus gets the same array.
   */
  drivers(bus: BusType): readonly Driver[];
  /** Lines of the files that could not be read, and aliases whose brackets do not pair. */
  readonly unreadable: readonly Unreadable[];
}

/** Reads the files once (about 50 ms for 27,000 aliases) and keeps an index over them. */
export function installedModules(files: ModulesFiles): ModuleTree {
  const dep = parseModulesDep(files.dep ?? '');
  const order = parseModulesOrder(files.order ?? '');
  const builtin = parseModulesOrder(files.builtin ?? '', 'modules.builtin');
  const softdep = parseModulesSoftdep(files.softdep ?? '');
  const alias = parseModulesAlias(files.alias ?? '');
  const builtinAlias = parseBuiltinModinfo(files.builtinModinfo ?? '');

  const names = new Set(order.items);
  for (const { module } of dep.items) names.add(module);
  for (const { module } of alias.items) names.add(module);
  const builtins = new Set(builtin.items);
  const priority = new Map([...names].map((name, place) => [name, place]));
  const dependsOf = new Map(dep.items.map(({ module, depends }) => [module, [...depends].reverse()]));
  const modules = aliasSource('modules.alias', alias.items, false, priority);
  const builtinModules = aliasSource('modules.builtin.modinfo', builtinAlias.items, true, new Map());

  const isBuiltin = (module: string) => builtins.has(normalizeModuleName(module));

  return {
    lookup(modalias) {
      const query = normalizeAlias(modalias);
      if (query === undefined) return [];
      if (names.has(query)) return [{ module: query, builtin: false, alias: query }];
      const found = modules.lookup(query);
      if (found.length > 0) return found;
      if (builtins.has(query)) return [{ module: query, builtin: true, alias: query }];
      return builtinModules.lookup(query);
    },
    has: (module) => names.has(normalizeModuleName(module)) || builtins.has(normalizeModuleName(module)),
    isBuiltin,
    drivers: driversByBus(() => {
      const place = ({ module }: ModuleAlias) => priority.get(module) ?? priority.size;
      const inOrder = [...alias.items].sort((a, b) => place(a) - place(b));
      return { aliases: [...builtinAlias.items, ...inOrder], isBuiltin };
    }),
    depends: (module) => dependsOf.get(normalizeModuleName(module)) ?? [],
    softdeps: softdep.items,
    unreadable: [
      ...[dep, order, builtin, softdep, alias, builtinAlias].flatMap((parsed) => parsed.unreadable),
      ...modules.unreadable,
      ...builtinModules.unreadable,
    ],
  };
}

/** Reads the drivers of a bus when they are asked for, once. */
function driversByBus(makeSource: () => AliasSource): ModuleTree['drivers'] {
  const known = new WeakMap<BusType, readonly Driver[]>();
  let source: AliasSource | undefined;
  return (bus) => {
    source ??= makeSource();
    const drivers = known.get(bus) ?? moduleDrivers(source, bus);
    known.set(bus, drivers);
    return drivers;
  };
}

/** One list of aliases as kmod reads it: normalized, sorted by the module's place in modules.order, equals in file order. */
function aliasSource(
  file: string,
  aliases: readonly ModuleAlias[],
  builtin: boolean,
  priority: ReadonlyMap<string, number>,
) {
  const hits: ModuleHit[] = [];
  const unreadable: Unreadable[] = [];
  for (const [index, { pattern, module }] of aliases.entries()) {
    const alias = normalizeAlias(pattern);
    if (alias === undefined) unreadable.push({ file, line: index + 1, text: pattern });
    else hits.push({ module, builtin, alias });
  }
  const index = aliasIndex(hits.map((hit) => hit.alias));
  const place = (hit: ModuleHit) => priority.get(hit.module) ?? priority.size;
  return {
    unreadable,
    lookup(query: string): readonly ModuleHit[] {
      const found = index.find(query).flatMap((number) => hits[number] ?? []);
      return found.sort((a, b) => place(a) - place(b));
    },
  };
}
