// The modules that a description declares, as depmod would have listed them: aliases, dependencies, soft dependencies.
// tools/depmod.c (KM-1); kmod/load-order.ts says from it what a modalias loads.
import { getOrMake } from '../base/get-or-make.ts';
import { driverAliases } from './alias.ts';
import { type AliasIndex, aliasIndex } from './kmod/alias-index.ts';
import type { ModuleHit } from './kmod/installed-modules.ts';
import type { ModuleSource } from './kmod/load-order.ts';
import { INSTALLED } from './kmod/module-drivers.ts';
import { normalizeAlias, normalizeModuleName } from './kmod/normalize-alias.ts';
import type { LiveDriver, LiveModule, State } from './live.ts';

/** Looks up names and aliases of declared modules, then those of the installed kernel. Made once for a run. */
export function moduleSource(state: State): ModuleSource {
  let aliases: AliasTable | undefined;
  const mentioned = mentionedModules(state);
  const { installed } = state.topology;
  const moduleOf = (name: string) => state.modules.get(name);
  return {
    lookup(query) {
      const normalized = normalizeAlias(query);
      if (normalized === undefined) return [];
      const named = moduleOf(normalized);
      if (named) return [hit(named, normalized, normalized)];
      aliases ??= aliasTable(state);
      const declared = findAliases(state, aliases, normalized);
      if (!installed) return declared;
      const hits = installed.lookup(query);
      // A declared module that the kernel has too keeps the kernel's place in `modules.order` (KM-8).
      const own = declared.filter(({ module }) => !hits.some((it) => it.module === module));
      const isMeant = (name: string) =>
        !isDescribed(moduleOf(name)) || declared.some(({ module }) => module === name);
      return [...own, ...hits.filter(({ module }) => isMeant(module))];
    },
    has: (name) => moduleOf(name) !== undefined || mentioned.has(name) || installed?.has(name) === true,
    isBuiltin: (name) => moduleOf(name)?.builtin ?? false,
    ...dependencies(state),
    softdeps: softdepsOf(state),
  };
}

/** A module that is known from its kernel's files alone is asked for there: what its drivers are read from is not all of it. */
function isDescribed(module: LiveModule | undefined): boolean {
  if (!module) return false;
  return module.drivers.length === 0 ? module.decl !== undefined : !module.drivers.every(isInstalled);
}

function isInstalled({ decl }: LiveDriver): boolean {
  return decl.flags.has(INSTALLED);
}

interface AliasTable {
  readonly index: AliasIndex;
  readonly patterns: readonly string[];
  readonly modules: readonly string[];
}

/** Aliases of a driver never change, so they live as long as it does: an edit elsewhere does not make them again. */
const aliasesOf = new WeakMap<LiveDriver['decl'], readonly string[]>();

function aliasTable(state: State): AliasTable {
  const patterns: string[] = [];
  const modules: string[] = [];
  const add = (alias: string, module: string) => {
    const pattern = normalizeAlias(alias);
    if (pattern === undefined) return;
    patterns.push(pattern);
    modules.push(module);
  };
  for (const module of state.modules.values()) {
    for (const driver of module.drivers) {
      if (isInstalled(driver)) continue;
      for (const alias of aliasesOfDriver(driver)) add(alias, module.name);
    }
    for (const alias of module.decl?.aliases ?? []) add(alias, module.name);
  }
  return { index: cachedIndex(patterns), patterns, modules };
}

function aliasesOfDriver(driver: LiveDriver): readonly string[] {
  const known = aliasesOf.get(driver.decl);
  if (known) return known;
  const aliases = driverAliases(driver.bus.type, driver.decl);
  aliasesOf.set(driver.decl, aliases);
  return aliases;
}

let last: { readonly patterns: readonly string[]; readonly index: AliasIndex } | undefined;

/** Most edits leave the aliases as they are: the index of the run before serves again. */
function cachedIndex(patterns: readonly string[]): AliasIndex {
  if (
    !last ||
    last.patterns.length !== patterns.length ||
    patterns.some((text, i) => text !== last?.patterns[i])
  ) {
    last = { patterns, index: aliasIndex(patterns) };
  }
  return last.index;
}

function findAliases(state: State, aliases: AliasTable, query: string): readonly ModuleHit[] {
  const hits = aliases.index.find(query).map((place) => hitAt(state, aliases, place));
  if (hits.length < 2) return hits;
  // A module stands there once, for the first of its aliases that fits.
  const seen = new Set<string>();
  return hits.filter(({ module }) => !seen.has(module) && seen.add(module));
}

function hitAt(state: State, { modules, patterns }: AliasTable, place: number): ModuleHit {
  const name = modules[place] ?? '';
  return hit(state.modules.get(name), name, patterns[place] ?? '');
}

function hit(module: LiveModule | undefined, name: string, alias: string): ModuleHit {
  return { module: name, builtin: module?.builtin ?? false, alias };
}

/** Names that stand in a `depends` are taken to be there: nobody describes a whole kernel. */
function mentionedModules(state: State): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { decl } of state.modules.values()) {
    for (const name of decl?.depends ?? []) names.add(normalizeModuleName(name));
    for (const name of [...(decl?.softdepPre ?? []), ...(decl?.softdepPost ?? [])])
      names.add(normalizeModuleName(name));
  }
  return names;
}

const NONE: readonly never[] = [];

type Dependencies = Required<Pick<ModuleSource, 'needs' | 'depends'>>;

/** modules.dep holds the whole closure, what is needed first in front. */
function dependencies({ modules }: State): Dependencies {
  const direct = new Map<string, readonly string[]>();
  const closures = new Map<string, readonly string[]>();
  const needs = (name: string): readonly string[] =>
    getOrMake(direct, name, () => modules.get(name)?.decl?.depends.map(normalizeModuleName) ?? NONE);
  return { needs, depends: (name) => getOrMake(closures, name, () => closureOf(name, needs)) };
}

/** Without recursion: how many modules need each other in a line is up to the text. */
function closureOf(name: string, needs: Dependencies['needs']): readonly string[] {
  const order: string[] = [];
  const seen = new Set([name]);
  const path = [{ module: name, needed: needs(name).values() }];
  for (let at = path.at(-1); at; at = path.at(-1)) {
    const { done, value: module } = at.needed.next();
    if (done) {
      path.pop();
      if (path.length > 0) order.push(at.module);
    } else if (!seen.has(module)) {
      seen.add(module);
      path.push({ module, needed: needs(module).values() });
    }
  }
  return order;
}

function softdepsOf(state: State): ModuleSource['softdeps'] {
  return [...state.modules.values()].flatMap(({ name, decl }) =>
    decl && decl.softdepPre.length + decl.softdepPost.length > 0
      ? [{ name, pre: decl.softdepPre, post: decl.softdepPost }]
      : [],
  );
}
