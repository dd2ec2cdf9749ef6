// Links the kinds of things of a root for its kernel: the library once per version, then what the root's own files declare or
// replace on top of it. Problems of these declarations come along, by item.
import type {
  BusType,
  ClassType,
  Contract,
  DeviceStruct,
  MatchTable,
  Version,
} from '../driver-core/topology.ts';
import type { AnyDeclaration } from './declaration.ts';
import { deviceFieldTable, pathsOf } from './field-table.ts';
import { holdsAt } from './guard.ts';
import { linkBus } from './link-bus.ts';
import { linkClass, linkContract } from './link-class.ts';
import { linkTable } from './link-table.ts';
import { type Linking, startLinking } from './linking.ts';
import type { Names } from './names.ts';
import type { ItemKey } from './place.ts';
import type { LinkProblem } from './problem.ts';
import { ANY_BUS, type FieldTable, type Types } from './types.ts';
import { addDriver, addModule, addOuter, startDemand } from './used-fields.ts';

export interface LinkedTypes extends Types {
  readonly problems: ReadonlyMap<ItemKey, readonly LinkProblem[]>;
  /** Equal keys: drivers read the same fields and offer the same flavours. */
  readonly demandKey: string;
}

interface Building {
  readonly buses: Map<string, BusType>;
  readonly classes: Map<string, ClassType>;
  readonly contracts: Map<string, Contract>;
  readonly tables: Map<string, MatchTable>;
  readonly problems: Map<ItemKey, LinkProblem[]>;
}

/** `base`: the types of the library at this version, from `linkLibraryTypes`. */
export function linkTypes(names: Names, kernel: Version, base: LinkedTypes | undefined): LinkedTypes {
  const replacesTable = names.ids.table.some((id) => names.byId.get(id)?.library === false);
  const reuse = replacesTable ? undefined : base;
  const acc: Building = {
    buses: new Map(reuse?.buses),
    classes: new Map(reuse?.classes),
    contracts: new Map(reuse?.contracts),
    tables: new Map(reuse?.tables),
    problems: new Map(),
  };
  for (const kind of ['contract', 'table', 'bus', 'class'] as const) {
    for (const id of names.ids[kind]) {
      const declaration = names.byId.get(id);
      if (declaration && !(reuse && declaration.library)) linkOne(acc, names, kernel, declaration);
    }
  }
  return finish(acc, names, kernel);
}

function linkOne(acc: Building, names: Names, kernel: Version, declaration: AnyDeclaration): void {
  const { decl, item } = declaration;
  const name = decl.name.text;
  for (const map of spaceOf(acc, declaration.kind)) map.delete(name);
  if ('since' in decl && !holdsAt(decl, kernel)) return;
  if ('until' in decl && !holdsAt(decl, kernel)) return;
  const linking = startLinking({ names, types: { ...acc, ...NOTHING }, kernel }, item);
  switch (declaration.kind) {
    case 'contract':
      acc.contracts.set(name, linkContract(linking, declaration.decl));
      break;
    case 'table':
      acc.tables.set(name, linkTable(linking, declaration.decl, new Map()));
      break;
    case 'bus':
      acc.buses.set(name, linkBus(linking, declaration.decl, acc.tables));
      break;
    case 'class':
      acc.classes.set(name, linkClass(linking, declaration.decl));
      break;
    default:
  }
  if (linking.problems.length > 0)
    acc.problems.set(item, [...(acc.problems.get(item) ?? []), ...linking.problems]);
}

function spaceOf(acc: Building, kind: AnyDeclaration['kind']): readonly Map<string, unknown>[] {
  if (kind === 'bus') return [acc.buses];
  if (kind === 'class') return [acc.classes];
  if (kind === 'contract') return [acc.contracts];
  return kind === 'table' ? [acc.tables] : [];
}

/** While types are linked, nobody asks for the fields of devices. */
const NOTHING: Pick<Types, 'usedFields' | 'flavours' | 'deviceFields'> = {
  usedFields: new Map(),
  flavours: new Map(),
  deviceFields: () => new Map(),
};

function finish(acc: Building, names: Names, kernel: Version): LinkedTypes {
  const demand = demandOf(acc, names, kernel);
  const tables = new WeakMap<DeviceStruct, FieldTable>();
  const deviceFields = (bus: BusType, struct: DeviceStruct): FieldTable => {
    const known = tables.get(struct);
    if (known) return known;
    const used = [...(demand.usedFields.get(bus.name) ?? []), ...(demand.usedFields.get(ANY_BUS) ?? [])];
    const table = deviceFieldTable(bus, struct, used);
    tables.set(struct, table);
    return table;
  };
  return { ...acc, ...demand, deviceFields, demandKey: keyOf(demand) };
}

function keyOf(demand: Pick<Types, 'usedFields' | 'flavours'>): string {
  const fields = [...demand.usedFields].map(([bus, names]) => [bus, [...names].sort()]);
  return JSON.stringify([fields.sort(), [...demand.flavours]]);
}

function demandOf(acc: Building, names: Names, kernel: Version): Pick<Types, 'usedFields' | 'flavours'> {
  const demand = startDemand();
  const linking: Linking = startLinking({ names, types: { ...acc, ...NOTHING }, kernel }, 0);
  for (const bus of acc.buses.values()) {
    for (const { when } of [...(bus.match ?? []), ...bus.probe]) {
      addOuter(demand, pathsOf(when, 'parent'));
      addOuter(demand, pathsOf(when, 'physfn'));
    }
    for (const step of bus.match ?? []) {
      if ('path' in step && step.path.root === 'parent') addOuter(demand, [step.path.name]);
    }
  }
  for (const id of [...names.ids.driver, ...names.ids.module]) {
    const declaration = names.byId.get(id);
    const extensions = names.extensions.get(id)?.map((it) => it.adds) ?? [];
    for (const decl of declaration ? [declaration.decl, ...extensions] : []) {
      if (!('kind' in decl)) continue;
      if (decl.kind === 'driver') addDriver(demand, linking, decl);
      if (decl.kind === 'module') addModule(demand, linking, decl);
    }
  }
  return demand;
}
