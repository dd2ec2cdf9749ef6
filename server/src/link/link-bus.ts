// A bus's declaration → the driver core's bus type, for one kernel: what does not hold is left out, shared tables are put in.

import type {
  BusDecl,
  DeviceStructDecl,
  DriverStructDecl,
  FailsStep,
  MatchDecl,
  MatchStepDecl,
  NameList,
  Offer,
} from '../declare/declarations.ts';
import { printVersion } from '../declare/index.ts';
import type {
  BusType,
  Conditional,
  DeviceStruct,
  DmaRule,
  DriverStruct,
  FailStep,
  MatchStep,
  MatchTable,
} from '../driver-core/topology.ts';
import { toCondition, toPath } from './condition.ts';
import { deviceFieldTable, specTable } from './field-table.ts';
import { formatOf, formatsOf, toFormat } from './format.ts';
import { checkBusHoles } from './format-holes.ts';
import { factOf, flagOf, holding, holdsAt, wordOf, wordsOf } from './guard.ts';
import { busId, classId } from './ids.ts';
import { linkTable, toFieldSpecs, type ValueNames, valueNames } from './link-table.ts';
import { type Linking, lookUp, placeAt, report, reportUnknown } from './linking.ts';
import type { FieldTable } from './types.ts';
import { parseNumber } from './value.ts';
import { checkFactWords } from './words.ts';

/** `shared`: the tables that stand alone and hold. */
export function linkBus(linking: Linking, decl: BusDecl, shared: ReadonlyMap<string, MatchTable>): BusType {
  const { kernel } = linking;
  checkFactWords(linking, 'bus', decl.facts);
  const values = valueNames(decl.values);
  const matches = onlyOne(linking, decl.matches);
  const own = holding(decl.tables, kernel).map((it) => linkTable(linking, it, values));
  const bare: BusType = {
    id: busId(decl.name.text),
    name: decl.name.text,
    devices: holding(decl.devices, kernel).map((it) => toDeviceStruct(linking, it, values, shared)),
    drivers: holding(decl.drivers, kernel).map((it) => toDriverStruct(linking, it, values)),
    tables: { ...sharedTables(matches, shared), ...Object.fromEntries(own.map((it) => [it.name, it])) },
    ...newIdOf(linking, decl),
    probe: [],
    ...words(linking, decl),
  };
  checkBusHoles(linking, decl, bare);
  return {
    ...bare,
    ...(matches && { match: matches.steps.flatMap((it) => toStep(linking, it, fieldsOf(bare), bare)) }),
    probe: decl.probe.filter((it) => holdsAt(it, kernel)).map((it) => toFail(it, fieldsOf(bare))),
  };
}

function words(linking: Linking, decl: BusDecl): Pick<BusType, 'pm' | 'walk' | 'initcall'> {
  const pm = wordOf(decl.facts, 'pm', linking.kernel);
  const walk = wordOf(decl.facts, 'walk', linking.kernel);
  const initcall = wordOf(decl.facts, 'initcall', linking.kernel);
  return { ...(pm && { pm }), ...(walk && { walk }), ...(initcall && { initcall }) };
}

/** Fields of devices of every struct and of drivers: conditions of the bus may read all of them. */
function fieldsOf(bus: BusType): FieldTable {
  const tables = bus.devices.map((it) => deviceFieldTable(bus, it, []));
  const drivers = bus.drivers.map((it) => specTable(it.fields));
  return new Map([...drivers, ...tables].flatMap((it) => [...it]));
}

/** Which `match` is in force. Two that hold at once are a problem; the first is meant. */
function onlyOne(linking: Linking, matches: readonly MatchDecl[]): MatchDecl | undefined {
  const [first, second] = holding(matches, linking.kernel);
  if (first && second) {
    report(linking, 'name/two-hold', second, `at ${printVersion(linking.kernel)} two \`match\` hold`, {
      related: [{ place: placeAt(linking, first), message: 'the one that is meant' }],
    });
  }
  return first;
}

function sharedTables(
  match: MatchDecl | undefined,
  shared: ReadonlyMap<string, MatchTable>,
): Readonly<Record<string, MatchTable>> {
  const named = match?.steps.map((it) => shared.get(it.table?.text ?? '')) ?? [];
  return Object.fromEntries(
    named.filter((it): it is MatchTable => it !== undefined).map((it) => [it.name, it]),
  );
}

function newIdOf(linking: Linking, decl: BusDecl): Pick<BusType, 'newId'> {
  const newId = decl.newIds.find((it) => holdsAt(it, linking.kernel));
  if (newId === undefined) return {};
  const known = wordOf(newId.facts, 'known', linking.kernel);
  const unknown = wordOf(newId.facts, 'unknown', linking.kernel);
  const required = Number(wordOf(newId.facts, 'required', linking.kernel) ?? 0);
  const isKept = flagOf(newId.facts, 'no_remove_id', linking.kernel);
  return {
    newId: {
      fields: newId.names.map((it) => it.text),
      required,
      ...(known && { known }),
      ...(unknown && { unknown }),
      ...(isKept && { isKept }),
    },
  };
}

function toStep(
  linking: Linking,
  decl: MatchStepDecl,
  fields: FieldTable,
  bus: BusType,
): readonly MatchStep[] {
  if (!holdsAt(decl, linking.kernel)) return [];
  const when = toCondition(decl.when, fields);
  const path = toPath({ text: decl.path?.text ?? '' });
  switch (decl.step) {
    case 'driver_override':
      return [{ when, kind: 'driver_override', filters: decl.filters }];
    case 'of_compatible':
      return [{ when, kind: 'of_compatible', path }];
    case 'driver_name':
      return [{ when, kind: 'driver_name', path, prefix: decl.prefix }];
    case 'fails':
      return [{ when, kind: 'fails', errno: decl.errno?.text ?? '' }];
    case 'table':
      return tableStep(linking, decl, bus) ? [{ when, kind: 'table', table: decl.table?.text ?? '' }] : [];
    default:
      return [{ when, kind: decl.step }];
  }
}

function tableStep(linking: Linking, decl: MatchStepDecl, bus: BusType): boolean {
  const table = decl.table;
  if (table === undefined || bus.tables[table.text] !== undefined) return table !== undefined;
  if (table.text === 'id_table') {
    report(linking, 'name/unknown', table, `\`${bus.name}\` declares no \`id_table\``);
  } else reportUnknown(linking, table, 'table', [...linking.types.tables.keys(), 'id_table']);
  return false;
}

function toFail(decl: FailsStep, fields: FieldTable): FailStep {
  return {
    kind: 'fails',
    errno: decl.errno.text,
    ...(decl.times !== undefined && { times: decl.times }),
    when: toCondition(decl.when, fields),
  };
}

function toDeviceStruct(
  linking: Linking,
  decl: DeviceStructDecl,
  values: ValueNames,
  shared: ReadonlyMap<string, MatchTable>,
): DeviceStruct {
  const { facts } = decl;
  const { kernel } = linking;
  checkFactWords(linking, 'deviceStruct', facts);
  const requestModule = formatOf(linking, factOf(facts, 'request_module', kernel));
  const typeDir = formatOf(linking, factOf(facts, 'type_dir', kernel));
  const dma = DMA.find((it) => it === wordOf(facts, 'dma', kernel));
  const finder = FINDERS.find((it) => it === wordOf(facts, 'enumerated_by', kernel));
  const alloc = wordOf(facts, 'alloc', kernel);
  const identity = wordOf(facts, 'identity', kernel);
  const library = wordOf(facts, 'library', kernel);
  const devRoot = wordOf(facts, 'dev_root', kernel);
  const dmaMask = parseNumber(wordOf(facts, 'dma_mask', kernel) ?? '');
  const ofClass = classOfDevices(linking, facts);
  return {
    struct: decl.name.text,
    fields: toFieldSpecs(linking, decl.fields, values),
    offers: toOffers(linking, decl.offers, new Map()),
    names: formatsOf(linking, factOf(facts, 'name', kernel)),
    modalias: toModalias(linking, decl, shared),
    alias: formatsOf(linking, factOf(facts, 'alias', kernel)),
    aliasPrefix: prefixes(linking, decl),
    ...(requestModule && { requestModule }),
    ...(alloc && { alloc }),
    ...(dma && { dma }),
    ...(identity && { identity }),
    ...(finder && { enumeratedBy: finder }),
    ...(library && { library }),
    inherits: wordsOf(facts, 'inherits', kernel),
    attributes: wordsOf(facts, 'attributes', kernel),
    ...(typeDir && { typeDir }),
    ...(devRoot && { devRoot }),
    ...(dmaMask !== undefined && { dmaMask: Number(dmaMask) }),
    ...(ofClass && { class: ofClass }),
    iommu: flagOf(facts, 'iommu', kernel),
    numVf: flagOf(facts, 'num_vf', kernel),
    noDriver: flagOf(facts, 'no_driver', kernel),
  };
}

/** `class = NAME`; a class that is not there is a problem. */
function classOfDevices(linking: Linking, facts: DeviceStructDecl['facts']): string | undefined {
  const name = factOf(facts, 'class', linking.kernel)?.values[0];
  if (name === undefined) return undefined;
  lookUp(linking, name.text);
  const { byId } = linking.names;
  if (byId.has(classId(name.text))) return name.text;
  const classes = [...byId.values()].filter((it) => it.kind === 'class').map((it) => it.decl.name.text);
  reportUnknown(linking, name, 'class', classes);
  return undefined;
}

const DMA: readonly DmaRule[] = ['own', 'parent', 'host', 'dma_dev', 'none'];
const FINDERS = ['parent', 'host'] as const;

/** A word is a table's own modalias, a text a format; each under the fact's condition. */
function toModalias(
  linking: Linking,
  decl: DeviceStructDecl,
  shared: ReadonlyMap<string, MatchTable>,
): DeviceStruct['modalias'] {
  const facts = holding(decl.facts, linking.kernel).filter((it) => it.name.text === 'modalias');
  return facts.flatMap((fact) => {
    const when = toCondition(fact.when, new Map());
    return fact.values.flatMap((it): DeviceStruct['modalias'] => {
      if (it.kind === 'text') return [{ value: { format: toFormat(linking, it) }, when }];
      if (shared.has(it.text) || it.text === 'id_table') return [{ value: { table: it.text }, when }];
      reportUnknown(linking, it, 'table', shared.keys());
      return [];
    });
  });
}

function prefixes(linking: Linking, decl: DeviceStructDecl): readonly Conditional<string>[] {
  return holding(decl.facts, linking.kernel)
    .filter((it) => it.name.text === 'alias_prefix')
    .map((it) => ({ value: it.values[0]?.text ?? '', when: toCondition(it.when, new Map()) }));
}

/** What the language itself knows besides contracts: `lifecycle` is no function, `creator` says it where the device is made. */
const NO_CONTRACTS = new Set(['lifecycle', 'creator']);

export function toOffers(
  linking: Linking,
  offers: readonly Offer[],
  fields: FieldTable,
): readonly Conditional<string>[] {
  return holding(offers, linking.kernel).map((it) => {
    const { text } = it.contract;
    const known = NO_CONTRACTS.has(text) || text === '' || linking.names.byId.has(`contract:${text}`);
    lookUp(linking, text);
    if (!known)
      reportUnknown(
        linking,
        it.contract,
        'contract',
        linking.names.ids.contract.map((id) => id.slice(9)),
      );
    return { value: text, when: toCondition(it.when, fields) };
  });
}

function toDriverStruct(linking: Linking, decl: DriverStructDecl, values: ValueNames): DriverStruct {
  const mustRegister = wordOf(decl.facts, 'must_register', linking.kernel);
  return {
    struct: decl.name.text,
    ...(decl.serves && { serves: decl.serves.text }),
    fields: toFieldSpecs(linking, decl.fields, values),
    requires: toConditionalNames(linking, decl.requires),
    allows: toConditionalNames(linking, decl.allowed),
    ...(mustRegister && { mustRegister }),
  };
}

export function toConditionalNames(
  linking: Linking,
  lists: readonly NameList[],
  fields: FieldTable = new Map(),
): readonly Conditional<string>[] {
  return holding(lists, linking.kernel).flatMap((it) => {
    const when = toCondition(it.when, fields);
    return it.names.map((name) => ({ value: name.text, when }));
  });
}
