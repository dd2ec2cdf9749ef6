// What a scenario depends on, so that an edit runs only those again that it can reach: the names that it says, the devices that
// these mean or that appear in its log, the buses and classes of these, the modules of drivers there, and what the whole machine shares.
import { sameData } from '../../base/same-data.ts';
import type { Delta, RootModel } from '../../db/model.ts';
import { outcomeOf } from '../../db/outcome.ts';
import type { Name, Ref, ScenarioStep } from '../../declare/declarations.ts';
import type { DeviceResult } from '../../driver-core/result.ts';
import type { Id } from '../../driver-core/topology.ts';
import { busId, classId, foldModule } from '../../link/ids.ts';
import { textsOf } from '../../link/names.ts';
import { failuresOf, type ScenarioReport } from './report.ts';
import { scenarioRefs } from './scenario-refs.ts';

export interface Footprint {
  /** It asks for findings, or says a name that means nothing or too much, and what is near it is offered: every change counts. */
  readonly isOpen: boolean;
  /** What its references are made of: whatever comes to bear such a name may be meant. */
  readonly names: ReadonlySet<string>;
  readonly devices: ReadonlySet<Id>;
  /** Buses and classes by name. */
  readonly spaces: ReadonlySet<string>;
  /** What was there, to compare with. */
  readonly world: World;
}

/** Plain data: equal worlds run a scenario alike. */
type World = readonly unknown[];

/** What a world is a part of. */
type Reach = Omit<Footprint, 'isOpen' | 'world'>;

export function footprintOf(report: ScenarioReport, model: RootModel): Footprint {
  const devices = new Set([
    ...report.met,
    ...report.log.filter((it) => it.event !== 'load').map((it) => it.id),
  ]);
  const names = new Set(scenarioRefs(report.scenario).flatMap(textsOf));
  const reach = { names, devices, spaces: spacesOf(devices, names, report, model) };
  const isLost = failuresOf(report).some((it) => it.code.startsWith('name/'));
  return { ...reach, isOpen: report.asksFindings || isLost, world: worldOf(reach, report, model) };
}

/** Whether a run of the scenario on the model as it is now may come out otherwise. */
export function isReached(
  footprint: Footprint,
  report: ScenarioReport,
  delta: Delta,
  model: RootModel,
): boolean {
  switch (delta.kind) {
    case 'none':
      return false;
    case 'some':
      return (
        footprint.isOpen ||
        [...delta.devices].some((id) => reaches(footprint, model.run.devices.get(id) ?? { id }))
      );
    default:
      return footprint.isOpen || !sameData(footprint.world, worldOf(footprint, report, model));
  }
}

/** A device as it is declared or came out; of one that is gone only the id is known. */
interface Reached
  extends Pick<DeviceResult, 'id'>,
    Partial<Pick<DeviceResult, 'name' | 'bus' | 'class' | 'madeBy'>> {
  readonly label?: string;
}

function reaches({ devices, spaces, names }: Reach, device: Reached): boolean {
  const { id, name = '', label = device.madeBy?.label ?? '' } = device;
  return devices.has(id) || spaces.has(spaceOf(device)) || names.has(name) || names.has(label);
}

function spaceOf({ bus, class: of }: Pick<Reached, 'bus' | 'class'>): string {
  return bus ?? of ?? '';
}

/**
 * Of devices that only the scenario made, the id says where they are: `device:auxiliary/mlx5_core.sf.0`. A driver that is named may
 * bind anything on its bus.
 */
function spacesOf(
  devices: ReadonlySet<Id>,
  names: ReadonlySet<string>,
  { scenario }: ScenarioReport,
  model: RootModel,
): ReadonlySet<string> {
  const acc = new Set<string>();
  for (const id of devices) {
    const known = model.run.devices.get(id);
    acc.add(known ? spaceOf(known) : id.slice(id.indexOf(':') + 1, id.indexOf('/')));
  }
  for (const act of scenario.acts) if (act && 'bus' in act) acc.add(act.bus);
  for (const { name, bus } of model.topology.drivers) if (names.has(name)) acc.add(bus);
  acc.delete('');
  return acc;
}

function worldOf(reach: Reach, report: ScenarioReport, model: RootModel): World {
  const { topology, run } = model;
  const { spaces, names } = reach;
  const declared = topology.devices.filter((it) => reaches(reach, it));
  const there = [...run.devices.values()].filter((it) => reaches(reach, it));
  const makers = new Set(there.flatMap(({ madeBy }) => [madeBy?.driver, madeBy?.module]));
  const drivers = topology.drivers.filter(
    (it) => spaces.has(it.bus) || names.has(it.name) || makers.has(it.id),
  );
  const modules = [...topology.modules.keys()].filter((name) => makers.has(name));
  return [
    topology.kernel,
    topology.modprobe,
    topology.iommus,
    topology.extensions ?? [],
    topology.installed ? [topology.installed] : [],
    [...spaces].map((name) => [topology.buses.get(name), topology.classes.get(name)]),
    drivers.map((it) => [it, run.drivers.get(it.id)?.registered]),
    declared,
    modulesOf([...modules, ...drivers.map((it) => it.module)], report, model),
    there.map(outcomeOf),
    scenarioRefs(report.scenario).map((ref) => meaningOf(ref, model)),
  ];
}

/** What a reference means, and what its first part alone does: a step says so where it is nothing, or not one thing. */
function meaningOf(ref: Ref, model: RootModel): World {
  const parts = textsOf(ref);
  const [head = ''] = parts;
  const isSpace = [busId(head), classId(head)].some((id) => model.declaration(id) !== undefined);
  return [model.resolve(ref), model.lookup(parts.join('/')), model.lookup(head), isSpace];
}

/** With what they depend on. */
function modulesOf(
  own: readonly string[],
  { scenario, log }: ScenarioReport,
  { topology, run }: RootModel,
): World {
  const named = scenario.decl.steps.flatMap(moduleNames).map((it) => foldModule(it.text));
  const loaded = log.flatMap((it) => (it.event === 'load' ? [it.id] : []));
  const acc = new Set([...own, ...named, ...loaded]);
  for (const name of acc) {
    const module = topology.modules.get(name);
    for (const it of module?.depends ?? []) acc.add(it);
    for (const it of [...(module?.softdepPre ?? []), ...(module?.softdepPost ?? [])]) acc.add(it);
  }
  return [...acc].map((name) => [topology.modules.get(name), run.modules.get(name)?.loaded]);
}

function moduleNames({ verb, names, expect }: ScenarioStep): readonly Name[] {
  if (expect?.expects === 'module') return [expect.module];
  if (expect?.expects === 'order' && expect.event.text === 'load') {
    return expect.refs.flatMap((it) => it.parts.slice(0, 1));
  }
  return verb === 'modprobe' || verb === 'rmmod' ? names : [];
}
