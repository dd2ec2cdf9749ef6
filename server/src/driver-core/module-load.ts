// Modules come with the devices that ask for them: in rounds, each round's drivers in the topology's order.
// udev's `kmod load` on every MODALIAS (KM-6 to KM-17); what loads is decided in kmod/load-order.ts.
import { settle } from './base/settle.ts';
import { lookupFor } from './device-field.ts';
import { comesAlone, type LoadStep, loadOrder, type ModuleSource } from './kmod/load-order.ts';
import { normalizeModuleName } from './kmod/normalize-alias.ts';
import { type LiveDevice, type LiveDriver, type LiveModule, newModule, type State } from './live.ts';
import { announces, requestedModule } from './modalias.ts';
import type { LoadSequence } from './module-race.ts';
import { registerDriver } from './register-driver.ts';
import { haveSameModules } from './same-modules.ts';
import { runSteps } from './steps.ts';
import type { Topology } from './topology.ts';
import { note } from './trace.ts';

/** The modules that are there without a device: built-in, `loaded`, and those that nothing could ever ask for by alias. */
export function startModules(state: State, source: ModuleSource): readonly LiveModule[] {
  const chosen = new Set<LiveModule>();
  for (const module of state.modules.values()) {
    const why = startReason(state, module);
    if (why === undefined) continue;
    module.why = why;
    module.started = true;
    // What brings it along has brought what comes with it.
    if (chosen.has(module)) continue;
    chosen.add(module);
    if (!module.builtin) for (const needed of insertions(state, source, module.name)) chosen.add(needed);
  }
  return [...chosen];
}

/**
 * Answers the uevents since the last time: what each of these devices asks for and is not loaded yet, in load order. Empty: nobody
 * asks for anything new.
 */
export function askedModules(state: State): readonly LoadSequence[] {
  const source = state.source();
  const sequences: LoadSequence[] = [];
  for (const device of state.announced.splice(0)) {
    const asked = askedBy(state, source, device);
    if (asked.length > 0) sequences.push(asked);
  }
  return sequences;
}

function askedBy(state: State, source: ModuleSource, device: LiveDevice): LoadSequence {
  let asked: LiveModule[] | undefined;
  for (const alias of aliasesAsked(device)) {
    for (const step of loadSteps(state, source, alias)) {
      const module = take(state, step);
      if (!module) continue;
      if (step.cause.kind !== 'alias') module.brought = true;
      else if (!device.maker) module.askers.push(device);
      if (module.loaded) continue;
      module.why ??= whyLoaded(device, alias, step);
      if (asked) asked.push(module);
      else asked = [module];
    }
  }
  return asked ?? NONE;
}

/** What loading an alias comes to; devices of one modalias share the answer, and so do the boots of one topology's scenarios. */
export function loadSteps(state: State, source: ModuleSource, alias: string): readonly LoadStep[] {
  // A name may mean a module that this very run came upon; a modalias never does.
  const answers = alias.includes(':') ? modaliasAnswers(state.topology) : state.asked;
  const known = answers.get(alias);
  if (known) return known;
  const steps = loadOrder(alias, source, state.topology.modprobe);
  answers.set(alias, steps);
  return steps;
}

type Answers = Map<string, readonly LoadStep[]>;

const answersOf = new WeakMap<
  Topology['drivers'],
  { readonly topology: Topology; readonly answers: Answers }
>();

/** What modaliases come to is decided by drivers and modules alone: an edit of devices leaves it. */
function modaliasAnswers(topology: Topology): Answers {
  const known = answersOf.get(topology.drivers);
  if (known && haveSameModules(known.topology, topology)) return known.answers;
  const answers: Answers = new Map();
  answersOf.set(topology.drivers, { topology, answers });
  return answers;
}

/**
 * Who asks for modules on a device's behalf: its uevent, its bus, and whoever wrote its `driver_override`: that person runs
 * `modprobe DRIVER` first, because the write alone loads nothing (LC-42) and no uevent carries `vfio_pci:`.
 */
export function aliasesAsked(device: LiveDevice): readonly string[] {
  const announced = aliasesAnnounced(device);
  return device.driverOverride === undefined ? announced : [...announced, device.driverOverride];
}

const NONE: readonly never[] = [];

/** What the device's uevent asks for, and what its bus asks for itself. */
export function aliasesAnnounced(device: LiveDevice): readonly string[] {
  const requested = requestedModule(device);
  const { modalias } = device;
  if (requested === undefined) return modalias === undefined ? NONE : [modalias];
  return modalias === undefined ? [requested] : [modalias, requested];
}

/**
 * Loads modules of one round. Their drivers register in the topology's order (LC-14), and each module is inserted with its first
 * driver; what it needs is there before, what its soft dependencies want behind it comes when it is whole (KM-11).
 */
export function loadModules(state: State, modules: readonly LiveModule[]): void {
  const fresh = new Set(modules.filter((module) => !module.loaded));
  for (const module of fresh) module.loaded = true;
  const inserted = new Map<LiveModule, readonly LiveModule[]>();
  for (const module of fresh) inserted.set(module, insertedWith(state, module));
  const brought = broughtIn(state, inserted);
  const round: Round = { state, inserted, brought, begun: new Set(), left: new Map() };
  const own = [...fresh].filter((module) => !brought.has(module));
  for (const module of own) if (module.drivers.length === 0) insertWhole(round, module);
  for (const driver of inPlace(own.flatMap(({ drivers }) => drivers))) {
    const module = moduleOf(state, driver);
    if (!module) continue;
    begin(round, module);
    // One that another needs was inserted whole, before that one.
    if (round.left.get(module) !== 0) register(round, module, driver);
  }
  // Those that need each other in a circle.
  for (const module of fresh) insertWhole(round, module);
}

/** The modules of a round, with all that is inserted with each, itself included, in load order (KM-11). */
type Inserted = ReadonlyMap<LiveModule, readonly LiveModule[]>;

interface Round {
  readonly state: State;
  readonly inserted: Inserted;
  /** Those of them that nobody asked for: another one brings them. */
  readonly brought: ReadonlySet<LiveModule>;
  readonly begun: Set<LiveModule>;
  /** How many drivers of a module have not registered yet. */
  readonly left: Map<LiveModule, number>;
}

/** Only with a dependency, hard or soft, of another module of the round. */
function broughtIn(state: State, inserted: Inserted): ReadonlySet<LiveModule> {
  const brought = new Set<LiveModule>();
  for (const [module, all] of inserted) {
    for (const other of all) {
      if (other === module || brought.has(other) || !inserted.has(other) || other.askers.length > 0) continue;
      if (startReason(state, other) === undefined) brought.add(other);
    }
  }
  return brought;
}

function insertWhole(round: Round, module: LiveModule): void {
  if (round.begun.has(module)) return;
  begin(round, module);
  for (const driver of inPlace(module.drivers)) register(round, module, driver);
  if (module.drivers.length === 0) end(round, module);
}

/** finit_module(): what it needs first, then the module itself. */
function begin(round: Round, module: LiveModule): void {
  const { state, inserted, begun, left } = round;
  if (begun.has(module)) return;
  begun.add(module);
  const all = inserted.get(module) ?? NONE;
  for (const needed of all.slice(0, all.indexOf(module)))
    if (inserted.has(needed)) insertWhole(round, needed);
  left.set(module, module.drivers.length);
  state.loaded?.(module);
  note(state, () => ({
    act: 'load-module',
    text: `load ${module.name}: ${module.why ?? 'asked for'}`,
    rule: 'KM-9',
  }));
}

function register(round: Round, module: LiveModule, driver: LiveDriver): void {
  const { state, left } = round;
  registerDriver(state, driver);
  settle(state.core);
  const others = (left.get(module) ?? 1) - 1;
  left.set(module, others);
  if (others === 0) end(round, module);
}

/** What its init makes comes after its drivers, and then what was to come behind the module. */
function end(round: Round, module: LiveModule): void {
  const { state, inserted, brought } = round;
  runInit(state, module);
  const all = inserted.get(module) ?? NONE;
  for (const later of all.slice(all.indexOf(module) + 1)) if (brought.has(later)) insertWhole(round, later);
}

function inPlace(drivers: readonly LiveDriver[]): readonly LiveDriver[] {
  return [...drivers].sort((a, b) => a.place - b.place);
}

function insertedWith(state: State, module: LiveModule): readonly LiveModule[] {
  const source = state.source();
  const { modprobe } = state.topology;
  if (module.builtin || comesAlone(module.name, { source, modprobe })) return [module];
  const all = loadOrder(module.name, source, modprobe).flatMap((it) => state.modules.get(it.module) ?? []);
  return all.includes(module) ? all : [...all, module];
}

function moduleOf(state: State, { module }: LiveDriver): LiveModule | undefined {
  return state.modules.get(module);
}

function startReason(state: State, module: LiveModule): string | undefined {
  if (module.builtin) return 'built in';
  if (module.decl?.loaded || module.drivers.some(({ decl }) => decl.flags.has('loaded'))) return 'loaded';
  const hasAlias = (module.decl?.aliases.length ?? 0) > 0;
  const isFound = module.drivers.some(
    ({ bus, decl }) =>
      !announces(bus.type) ||
      decl.aliases.length > 0 ||
      Object.keys(decl.tables).length > 0 ||
      decl.flags.has('no_module_device_table'),
  );
  if (module.drivers.length === 0 || hasAlias || isFound) return undefined;
  return state.topology.modprobe.blacklist.map(normalizeModuleName).includes(module.name)
    ? undefined
    : 'its driver has neither a table nor an alias that could load it';
}

/** The modules that a request by name or alias comes to, not loaded ones too. */
export function requestedModules(state: State, name: string, why: string): readonly LiveModule[] {
  return loadSteps(state, state.source(), name).flatMap((step) => {
    const module = take(state, step);
    if (module) module.why ??= why;
    return module ? [module] : [];
  });
}

function insertions(state: State, source: ModuleSource, name: string): readonly LiveModule[] {
  return loadOrder(name, source, state.topology.modprobe).flatMap((step) => {
    const module = take(state, step);
    if (module && step.cause.kind !== 'name') module.why ??= causeText(step);
    if (module) module.started = true;
    return module ? [module] : [];
  });
}

function take(state: State, { module: name, outcome }: LoadStep): LiveModule | undefined {
  if (outcome !== 'insert' && outcome !== 'builtin') return undefined;
  const known = state.modules.get(name);
  if (known) return known;
  const module = newModule(name, outcome === 'builtin');
  state.modules.set(name, module);
  return module;
}

export function whyLoaded(device: LiveDevice, alias: string, step: LoadStep): string {
  switch (step.cause.kind) {
    case 'alias':
      return `${alias} of ${device.name}`;
    case 'name':
      return `driver_override of ${device.name}`;
    default:
      return causeText(step);
  }
}

function causeText({ cause }: LoadStep): string {
  switch (cause.kind) {
    case 'depends':
      return `${cause.of} depends on it`;
    case 'softdep':
      return `a softdep of ${cause.of}`;
    default:
      return 'loaded';
  }
}

function runInit(state: State, module: LiveModule): void {
  const init = module.decl?.init ?? [];
  if (init.length === 0) return;
  runSteps(
    {
      state,
      module: module.name,
      lookup: lookupFor(state.topology.kernel, undefined),
    },
    init,
  );
  settle(state.core);
}
