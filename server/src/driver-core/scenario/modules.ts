// `modprobe M` and `rmmod M`. kmod: modprobe, rmmod; kernel/module/main.c:delete_module (KM-11, KM-14 to KM-17, LC-46, LC-47).
import { addTo } from '../../base/add-to.ts';
import type { LoadStep } from '../kmod/load-order.ts';
import { normalizeModuleName } from '../kmod/normalize-alias.ts';
import type { LiveModule, State } from '../live.ts';
import { loadModules, loadSteps, requestedModules } from '../module-load.ts';
import { unregisterDriver } from '../register-driver.ts';
import type { Topology } from '../topology.ts';
import { deleteMade } from '../undo.ts';
import { holder } from './files.ts';
import type { ScenarioMachine } from './machine.ts';
import { failed, OK } from './outcome.ts';
import type { Outcome } from './script.ts';
import { unlessAnyOpen } from './waiting.ts';

/** Loads the module and what it needs; a name that is an alias loads all that it stands for. */
export function insertModule({ state }: ScenarioMachine, name: string): Outcome {
  const steps = loadSteps(state, state.source(), name);
  if (steps.length === 0) return failed('ENOENT', `modprobe: FATAL: Module ${name} not found`, 'KM-9');
  const own = normalizeModuleName(name);
  const end = steps.findIndex((step) => stops(step, own));
  const before = new Set(steps.slice(0, end < 0 ? undefined : end).map(({ module }) => module));
  loadModules(
    state,
    requestedModules(state, name, 'modprobe').filter((it) => before.has(it.name)),
  );
  const stop = steps[end];
  return stop ? refusalOf(name, own, stop) : OK;
}

/** modprobe ends at the module itself or a hard dependency that is not inserted; what came before stays. */
function stops({ module, outcome, cause }: LoadStep, own: string): boolean {
  if (module === own) return outcome === 'blocked' || outcome === 'command';
  return (
    cause.kind === 'depends' && (outcome === 'missing' || outcome === 'blocked' || outcome === 'command')
  );
}

function refusalOf(name: string, own: string, { module, outcome }: LoadStep): Outcome {
  const needed = module === own ? '' : `${name} depends on ${module}: `;
  if (outcome === 'command')
    return failed('EINVAL', `${needed}an \`install\` line for ${module} runs instead`, 'KM-15');
  return failed('ENOENT', `a module that ${name} depends on is not there`, 'KM-11');
}

/** module_exit: what its init made goes, then its drivers, in reverse. A bound device does not pin it, an open file does (LC-47). */
export function removeModule(machine: ScenarioMachine, name: string): Outcome {
  const { state } = machine;
  const module = state.modules.get(normalizeModuleName(name));
  if (!module?.loaded) return failed('ENOENT', `module ${name} is not loaded`, 'LC-47');
  if (module.builtin) return failed('ENOENT', `module ${name} is built in`, 'KM-17');
  const user = dependent(state, module);
  if (user) return failed('EBUSY', `module ${name} is in use by ${user}`, 'LC-47');
  const open = holder(machine, module);
  if (open) return failed('EBUSY', `module ${name} is in use: ${open.name} is open`, 'LC-47');
  const users = () => [...module.made, ...module.drivers.flatMap((driver) => [...driver.devices])];
  return unlessAnyOpen(machine, users, () => {
    if (module.loaded) unload(state, module);
    return OK;
  });
}

function unload(state: State, module: LiveModule): void {
  for (const made of module.made.slice().reverse()) deleteMade(state, made);
  const registered = module.drivers.filter(({ order }) => order > 0);
  for (const driver of registered.sort((a, b) => b.registration - a.registration))
    unregisterDriver(state, driver);
  module.loaded = false;
  module.why = undefined;
  state.trace?.push({ act: 'unload-module', text: `unload ${module.name}`, rule: 'LC-46' });
}

function dependent(state: State, { name }: LiveModule): string | undefined {
  for (const user of usersOf(state.topology).get(name) ?? []) {
    const other = state.modules.get(user);
    if (other?.loaded && !other.builtin) return other.name;
  }
  return undefined;
}

const users = new WeakMap<Topology['modules'], ReadonlyMap<string, readonly string[]>>();

/** Module → the modules that declare to depend on it. */
function usersOf({ modules }: Topology): ReadonlyMap<string, readonly string[]> {
  const known = users.get(modules) ?? collectUsers(modules);
  users.set(modules, known);
  return known;
}

function collectUsers(modules: Topology['modules']): ReadonlyMap<string, readonly string[]> {
  const acc = new Map<string, string[]>();
  for (const { name, depends } of modules.values()) {
    for (const needed of depends) addTo(acc, normalizeModuleName(needed), normalizeModuleName(name));
  }
  return acc;
}
