// Which modules `modprobe X` or udev's `kmod load` would insert, in order, and which not: modprobe.d, dependencies and soft
// dependencies over any source of modules. Pure: it neither loads nor runs commands.
// Source: kmod libkmod-module.c:kmod_module_probe_insert_module, __kmod_module_fill_softdep (KM-6, KM-11 to KM-17).
import type { Modprobe } from '../topology.ts';
import { fnmatch } from './fnmatch.ts';
import type { ModuleHit } from './installed-modules.ts';
import type { Softdep } from './modules-files.ts';
import { normalizeAlias, normalizeModuleName } from './normalize-alias.ts';

/** Where modules come from: a kernel's files (`installedModules`), or the modules that a description declares. */
export interface ModuleSource {
  lookup(query: string): readonly ModuleHit[];
  has(module: string): boolean;
  isBuiltin(module: string): boolean;
  /** Hard dependencies, all of them, in load order. */
  depends(module: string): readonly string[];
  /** Those that it names itself, where that is known: modules.dep does not say. */
  needs?(module: string): readonly string[];
  readonly softdeps: readonly Softdep[];
}

export type LoadCause =
  | { readonly kind: 'name' }
  | { readonly kind: 'alias'; readonly alias: string }
  | { readonly kind: 'depends' | 'softdep'; readonly of: string };

export interface LoadStep {
  readonly module: string;
  /**
   * `builtin`: there already (KM-17). `blacklisted`: reached by an alias only (KM-14). `command`: an install command runs
   * instead (KM-15). `blocked`: a hard dependency is not there. `missing`: there is no such module.
   */
  readonly outcome: 'insert' | 'builtin' | 'blacklisted' | 'command' | 'blocked' | 'missing';
  readonly cause: LoadCause;
}

/** The modules for an alias or a name: those that modprobe.d names hide all others for that query (KM-6). */
function resolveModules(query: string, source: ModuleSource, modprobe: Modprobe): readonly ModuleHit[] {
  const normalized = normalizeAlias(query);
  if (normalized === undefined) return [];
  if (modprobe.aliases.length > 0) {
    const configured = modprobe.aliases.filter(({ pattern }) => fits(pattern, normalized));
    if (configured.length > 0)
      return configured.map(({ pattern, module }) => hitOf(normalizeModuleName(module), pattern, source));
  }
  const found = source.lookup(query);
  if (modprobe.installs.length === 0) return found;
  if (found.some((hit) => hit.alias === normalized && !hit.builtin)) return found;
  // Between the names and the aliases of modules kmod looks at the names of install commands.
  return installCommand(normalized, modprobe) === undefined ? found : [hitOf(normalized, normalized, source)];
}

/**
 * What loading `query` does, step by step, each module once. A soft dependency that fails stops nothing; a missing hard
 * dependency blocks the module. An install command counts as loading its module only if it calls modprobe or insmod.
 */
export function loadOrder(query: string, source: ModuleSource, modprobe: Modprobe): readonly LoadStep[] {
  const hits = resolveModules(query, source, modprobe);
  const lone = hits.length === 1 && hits[0] ? loneStep(hits[0], { source, modprobe }) : undefined;
  if (lone) return [lone];
  const plan: Plan = { source, modprobe, steps: new Map() };
  for (const hit of hits) {
    const cause = causeOf(hit);
    if (isRefused(hit, plan)) note(plan, hit.module, 'blacklisted', cause);
    else loadWithDependencies(hit.module, cause, plan, new Set());
  }
  return [...plan.steps.values()];
}

/** True if a module that is asked for by name brings no other. */
export function comesAlone(module: string, modules: Modules): boolean {
  const { source, modprobe } = modules;
  return modprobe.aliases.length === 0 && source.depends(module).length === 0 && !softdepOf(module, modules);
}

function causeOf({ module, alias }: ModuleHit): LoadCause {
  return alias === module ? { kind: 'name' } : { kind: 'alias', alias };
}

interface Modules {
  readonly source: ModuleSource;
  readonly modprobe: Modprobe;
}

interface Plan extends Modules {
  /** By module; a Map keeps the order in which they came. */
  readonly steps: Map<string, LoadStep>;
}

/** The step of a module that brings no other, as nearly every module is. */
function loneStep(hit: ModuleHit, modules: Modules): LoadStep | undefined {
  const { module } = hit;
  if (modules.source.depends(module).length > 0 || softdepOf(module, modules)) return undefined;
  const outcome = isRefused(hit, modules) ? 'blacklisted' : ownOutcome(module, modules, undefined);
  return { module, outcome, cause: causeOf(hit) };
}

/** A line of modprobe.d comes before what the modules say themselves. */
function softdepOf(module: string, { modprobe, source }: Modules): Softdep | undefined {
  if (modprobe.softdeps.length === 0 && source.softdeps.length === 0) return undefined;
  const isMeant = ({ name }: Softdep) => fits(name, module);
  return modprobe.softdeps.find(isMeant) ?? source.softdeps.find(isMeant);
}

function loadWithDependencies(module: string, cause: LoadCause, plan: Plan, visited: Set<string>): void {
  if (visited.has(module)) return;
  visited.add(module);
  const dependency: LoadCause = { kind: 'depends', of: module };
  for (const needed of plan.source.depends(module)) loadBetweenSoftdeps(needed, dependency, plan, visited);
  loadBetweenSoftdeps(module, cause, plan, visited);
}

function loadBetweenSoftdeps(module: string, cause: LoadCause, plan: Plan, visited: Set<string>): void {
  const softdep = softdepOf(module, plan);
  if (softdep) loadSoftly(softdep.pre, module, plan, visited);
  note(plan, module, outcomeOf(module, plan, softdep), cause);
  if (softdep) loadSoftly(softdep.post, module, plan, visited);
}

/** A soft dependency is looked up as any query, so it may be an alias (KM-13). */
function loadSoftly(queries: readonly string[], of: string, plan: Plan, visited: Set<string>): void {
  for (const { module } of queries.flatMap((name) => resolveModules(name, plan.source, plan.modprobe)))
    loadWithDependencies(module, { kind: 'softdep', of }, plan, visited);
}

/** What is built in is there, whatever modprobe.d says of it (KM-16, KM-17). */
function ownOutcome(module: string, modules: Modules, softdep: Softdep | undefined): LoadStep['outcome'] {
  const { source, modprobe } = modules;
  if (source.isBuiltin(module)) return 'builtin';
  const hasSoftdep = softdep !== undefined && softdep.pre.length + softdep.post.length > 0;
  if (!hasSoftdep && installCommand(module, modprobe) !== undefined) return 'command';
  return source.has(module) ? 'insert' : 'missing';
}

function outcomeOf(module: string, plan: Plan, softdep: Softdep | undefined): LoadStep['outcome'] {
  const outcome = ownOutcome(module, plan, softdep);
  if (outcome !== 'insert') return outcome;
  const needs = plan.source.needs?.(module) ?? plan.source.depends(module);
  return needs.every((needed) => isThereWithAll(needed, plan)) ? 'insert' : 'blocked';
}

/** The module and all that it needs are there: that it was inserted says so of both. */
function isThereWithAll(module: string, { steps, source, modprobe }: Plan): boolean {
  const step = steps.get(module);
  if (step?.outcome === 'insert') return true;
  return (
    isThere(step, modprobe) && source.depends(module).every((needed) => isThere(steps.get(needed), modprobe))
  );
}

function isThere(step: LoadStep | undefined, modprobe: Modprobe): boolean {
  switch (step?.outcome) {
    case 'insert':
    case 'builtin':
      return true;
    case 'command':
      return /\b(?:modprobe|insmod)\b/.test(installCommand(step.module, modprobe) ?? '');
    default:
      return false;
  }
}

/** The first step for a module stays, unless it was refused on a way that does not bind this one. */
function note(plan: Plan, module: string, outcome: LoadStep['outcome'], cause: LoadCause): void {
  const before = plan.steps.get(module);
  if (before !== undefined && before.outcome !== 'blacklisted') return;
  plan.steps.delete(module);
  plan.steps.set(module, { module, outcome, cause });
}

/** `blacklist` hides a module from aliases, not from those who know its name. */
function isRefused({ module, alias }: ModuleHit, { modprobe }: Modules): boolean {
  return alias !== module && modprobe.blacklist.some((name) => normalizeModuleName(name) === module);
}

function installCommand(module: string, modprobe: Modprobe): string | undefined {
  return modprobe.installs.find(({ name }) => fits(name, module))?.command;
}

function hitOf(module: string, alias: string, source: ModuleSource): ModuleHit {
  return { module, builtin: source.isBuiltin(module), alias };
}

function fits(pattern: string, text: string): boolean {
  return fnmatch(normalizeAlias(pattern) ?? pattern, text);
}
