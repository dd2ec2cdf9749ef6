// A root as it is at one moment of a scenario: what is declared stays, what runs, and what names of devices mean, is the machine's.
// Good until the next act.
import type { RootModel } from '../../db/model.ts';
import { placeOfMade } from '../../db/place-of-made.ts';
import type { Ref } from '../../declare/declarations.ts';
import type { DeviceResult } from '../../driver-core/result.ts';
import { momentRun, resolveTarget, type ScenarioMachine } from '../../driver-core/scenario/index.ts';
import type { Target } from '../../driver-core/scenario/script.ts';
import type { Id } from '../../driver-core/topology.ts';
import { requestId } from '../../link/ids.ts';
import { textsOf } from '../../link/names.ts';
import { spellName } from '../../syntax/index.ts';

/** What a scenario knows besides the machine: names of requests, and devices that were there at an earlier moment. */
export interface Memory {
  readonly requests: ReadonlySet<string>;
  /** A reference as written → what it meant last. */
  readonly met: ReadonlyMap<string, Id>;
}

export function momentModel(model: RootModel, machine: ScenarioMachine, memory: Memory): RootModel {
  const run = momentRun(machine);
  const lookup = (text: string): readonly Id[] => lookUpNow(model, machine, memory, text);
  const moment: RootModel = {
    ...declared(model),
    run,
    lookup,
    device: (id) => model.device(id),
    devicesOn: (bus) => devicesOn(run.devices.values(), bus),
    resolve: (ref) => resolveNow(model, machine, memory, ref),
    spelling: (id) => spellingNow(model, machine, run.devices.get(id), id),
    placeOf: (id) => placeNow(model, moment, id),
  };
  return moment;
}

/** The part of a model that no act changes. Its members are the class's: an object of its own cannot inherit them. */
function declared(model: RootModel): Omit<RootModel, 'run' | 'lookup' | 'resolve' | 'devicesOn' | 'device'> {
  return {
    root: model.root,
    revision: model.revision,
    files: model.files,
    kernel: model.kernel,
    kernelPlace: model.kernelPlace,
    hasDevices: model.hasDevices,
    topology: model.topology,
    delta: { kind: 'all' },
    generation: model.generation,
    changesSince: () => ({ kind: 'all' }),
    items: (file) => model.items(file),
    item: (key) => model.item(key),
    declaration: (id) => model.declaration(id),
    declarations: (kind) => model.declarations(kind),
    declarationAs: (kind, id) => model.declarationAs(kind, id),
    extensions: (kind, id) => model.extensions(kind, id),
    duplicates: () => model.duplicates(),
    driver: (id) => model.driver(id),
    driversOn: (bus) => model.driversOn(bus),
    scenarios: (key) => model.scenarios(key),
    problemItems: () => model.problemItems(),
    problems: (file) => model.problems(file),
    problemsOf: (key) => model.problemsOf(key),
    references: (key) => model.references(key),
    referencesTo: (id) => model.referencesTo(id),
    spelling: (id) => model.spelling(id),
    placeOf: (id) => model.placeOf(id),
    locate: (place) => model.locate(place),
    encloses: (statement, place) => model.encloses(statement, place),
    edits: (edits) => model.edits(edits),
  };
}

function devicesOn(devices: Iterable<DeviceResult>, bus: string): readonly DeviceResult[] {
  return [...devices].filter((it) => (it.bus ?? '') === bus);
}

/** What is gone is still what its name means; what never was is nothing. */
function resolveNow(
  model: RootModel,
  { state }: ScenarioMachine,
  { met }: Memory,
  ref: Ref,
): ReturnType<RootModel['resolve']> {
  const target = textsOf(ref);
  const found = resolveTarget(state, target);
  if (found.kind !== 'none') return found;
  const earlier = met.get(target.join('/'));
  return earlier === undefined ? model.resolve(ref) : { kind: 'one', id: earlier };
}

function lookUpNow(
  model: RootModel,
  { state }: ScenarioMachine,
  { requests, met }: Memory,
  text: string,
): readonly Id[] {
  const target: Target = text.split('/');
  const found = resolveTarget(state, target);
  const now = found.kind === 'one' ? [found.id] : [];
  const earlier = met.get(text);
  const request = requests.has(text) ? [requestId(text)] : [];
  return [
    ...new Set([...now, ...request, ...(earlier === undefined ? [] : [earlier]), ...model.lookup(text)]),
  ];
}

function spellingNow(
  model: RootModel,
  { state }: ScenarioMachine,
  made: DeviceResult | undefined,
  id: Id,
): string {
  if (made === undefined || model.declaration(id) !== undefined) return model.spelling(id);
  const found = resolveTarget(state, [made.name]);
  if (found.kind === 'one' && found.id === id) return spellName(made.name);
  return `${made.bus ?? made.class ?? 'none'}/${made.name}`;
}

function placeNow(model: RootModel, moment: RootModel, id: Id): ReturnType<RootModel['placeOf']> {
  const known = model.placeOf(id);
  const made = known === undefined ? moment.run.devices.get(id) : undefined;
  return made ? placeOfMade(moment, made) : known;
}
