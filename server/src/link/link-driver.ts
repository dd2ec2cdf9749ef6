// A driver's declaration with what extends it → the driver core's driver.

import type { DriverDecl, Fact, TableRows, UsesDecl } from '../declare/declarations.ts';
import { knownFacts } from '../declare/index.ts';
import type { BusType, Driver, Fields, Id, MatchTable, Row, Use } from '../driver-core/topology.ts';
import { checkUndo } from './check-undo.ts';
import { toCondition } from './condition.ts';
import { checkStruct } from './device-struct.ts';
import { rowFieldTable, specTable } from './field-table.ts';
import { type OpenBody, toFields } from './fields.ts';
import { factOf, holding, holdsAt, wordOf, wordsOf } from './guard.ts';
import { foldModule } from './ids.ts';
import { busOf, toFlavours, toSteps, toUndo } from './link-steps.ts';
import { type Linking, lookUp, reportUnknown } from './linking.ts';
import { driverRef } from './refs.ts';
import type { FieldTable } from './types.ts';
import { toScalar } from './value.ts';
import { checkFactWords, checkWord, OWNERS, PROTECTIONS, SPANS } from './words.ts';

const KNOWN_DRIVER = knownFacts('driver');
const NO_FACTS: ReadonlySet<string> = new Set();
const FLAGS = [
  'async',
  'builtin',
  'driver_managed_dma',
  'needs_match_data',
  'no_module_device_table',
  'platform_driver_probe',
  'shutdown',
  'suppress_bind_attrs',
  'yields',
];

/** A driver with what extends it. Nothing if its bus is not there (reported). */
export function linkDriver(linking: Linking, id: Id, decl: DriverDecl): Driver | undefined {
  const bus = busOf(linking, decl.bus);
  if (bus === undefined) return undefined;
  const parts = partsOf(linking, id, decl);
  const { kernel } = linking;
  const facts = parts.flatMap((it) => it.decl.facts);
  const fields = bus.devices[0] ? linking.types.deviceFields(bus, bus.devices[0]) : new Map();
  const devtype = wordOf(facts, 'devtype', kernel);
  const inCore = wordsOf(facts, 'device_driver', kernel);
  const exported = factOf(facts, 'module_device_table', kernel);
  checkDevtype(linking, bus, facts);
  for (const it of parts) checkFactWords(it.linking, 'driver', it.decl.facts);
  const remove = linkRemove(parts);
  const sriov = parts.flatMap((it) => toSteps(it.linking, it.decl.sriovConfigure ?? [], fields));
  return {
    id,
    name: decl.name.text,
    bus: bus.name,
    module: foldModule(wordOf(facts, 'module', kernel) ?? decl.name.text),
    ...(devtype && { devtype }),
    tables: linkTables(bus, parts),
    ...(exported && { exportedTables: exported.values.map((it) => it.text) }),
    aliases: wordsOf(facts, 'aliases', kernel),
    fields: driverFields(bus, parts),
    flags: flagsOf(linking, bus, facts),
    pm: wordsOf(facts, 'pm', kernel),
    ...(inCore.length > 0 && { deviceDriver: inCore }),
    uses: parts.flatMap((it) =>
      holding(it.decl.uses, kernel).flatMap((use) => toUse(it.linking, use, fields)),
    ),
    probe: parts.flatMap((it) => toSteps(it.linking, it.decl.probe ?? [], fields)),
    ...(parts.some((it) => it.decl.sriovConfigure) && { sriovConfigure: sriov }),
    flavours: parts.flatMap((it) => toFlavours(it.linking, it.decl.flavours, fields)),
    ...(remove && { remove }),
  };
}

/** A body that says something about a driver, linked in its own item. */
interface Part {
  readonly decl: DriverDecl;
  readonly linking: Linking;
}

function partsOf(linking: Linking, id: Id, decl: DriverDecl): readonly Part[] {
  const extensions = linking.names.extensions.get(id) ?? [];
  const bodies = extensions.flatMap((it) =>
    it.adds.kind === 'driver' ? [{ decl: it.adds, linking: { ...linking, item: it.item } }] : [],
  );
  return [{ decl, linking }, ...bodies];
}

/** What an `extend` adds goes first: it was made last. */
function linkRemove(parts: readonly Part[]): Driver['remove'] {
  const steps = parts.flatMap(({ decl: { probe, sriovConfigure, flavours } }) => [
    ...(probe ?? []),
    ...(sriovConfigure ?? []),
    ...flavours.flatMap((it) => it.steps),
  ]);
  const written = parts.flatMap(({ decl: { remove }, linking }) => (remove ? [{ remove, linking }] : []));
  for (const { remove, linking } of written) checkUndo(linking, remove, steps);
  if (written.length === 0) return undefined;
  return [...written].reverse().flatMap(({ remove, linking }) => toUndo(linking, remove));
}

function checkDevtype(linking: Linking, bus: BusType, facts: readonly Fact[]): void {
  const name = factOf(facts, 'devtype', linking.kernel)?.values[0];
  if (name) checkStruct(linking, bus, name);
}

/**
 * What the driver says of itself: fields of its driver struct, and callbacks it names. `loaded` is set for drivers of a user's
 * own bus that announces nothing: nobody could load them (MK-99 hints at it), and an ordinary text has to bind.
 */
function flagsOf(linking: Linking, bus: BusType, facts: readonly Fact[]): ReadonlySet<string> {
  const flags = FLAGS.filter((flag) =>
    facts.some((it) => it.name.text === flag && holdsAt(it, linking.kernel)),
  );
  const isOwn = linking.names.byId.get(bus.id)?.library === false;
  return new Set(isOwn && bus.devices.every((it) => it.modalias.length === 0) ? [...flags, 'loaded'] : flags);
}

function driverFields(bus: BusType, parts: readonly Part[]): Fields {
  const table = specTable(bus.drivers.flatMap((it) => it.fields));
  const body = { table, known: KNOWN_DRIVER, who: `drivers of \`${bus.name}\`` };
  const acc = {};
  for (const it of parts) toFields(it.linking, body, it.decl.facts, acc);
  return acc;
}

function linkTables(bus: BusType, parts: readonly Part[]): Driver['tables'] {
  const acc: Record<string, readonly Row[]> = {};
  const written = new Map<string, number>();
  for (const { linking, decl } of parts) {
    for (const it of decl.tables) {
      const name = it.name.text;
      lookUp(linking, name);
      const match = bus.tables[name] ?? linking.types.tables.get(name);
      if (match) {
        const before = written.get(name) ?? 0;
        acc[name] = [...(acc[name] ?? []), ...toRows(linking, match, it, bus, before)];
        written.set(name, before + it.values.length + it.rows.length);
      } else
        reportUnknown(linking, it.name, 'table', [
          ...Object.keys(bus.tables),
          ...linking.types.tables.keys(),
        ]);
    }
  }
  return acc;
}

function toRows(
  linking: Linking,
  match: MatchTable,
  rows: TableRows,
  bus: BusType,
  before: number,
): readonly Row[] {
  const table = rowFieldTable(match);
  const body = {
    table,
    known: NO_FACTS,
    who: `rows of \`${match.name === 'id_table' ? bus.name : match.name}\``,
  };
  const first = match.fields[0];
  const field = first && table.get(first.name);
  const listed = rows.values.map((value) => {
    const scalar = field && toScalar(linking, field, value);
    if (field !== undefined && scalar !== undefined) return { [field.name]: scalar };
    return value.kind === 'any' ? {} : undefined;
  });
  const written = rows.rows.map((it) => toRowFields(linking, body, it.facts));
  return [...listed, ...written].flatMap((fields, index) =>
    fields === undefined ? [] : [{ number: before + index + 1, fields }],
  );
}

/** Nothing for a row with a fact that does not fit (reported): without it the row would take what nobody meant. */
function toRowFields(linking: Linking, body: OpenBody, facts: readonly Fact[]): Fields | undefined {
  const fields = toFields(linking, body, facts);
  const isSound = holding(facts, linking.kernel).every(
    ({ name, values }) => fields[name.text] !== undefined || values.some((it) => it.kind === 'any'),
  );
  return isSound ? fields : undefined;
}

function toUse(linking: Linking, uses: UsesDecl, fields: FieldTable): readonly Use[] {
  checkWord(linking, uses.of?.path, 'whom it uses', OWNERS);
  checkWord(linking, uses.while, '`while`', SPANS);
  checkWord(linking, uses.protectedBy, '`protected by`', PROTECTIONS);
  const driver = uses.of?.driver && driverRef(linking, uses.of.driver);
  if (uses.of?.driver && driver === undefined) return [];
  const of = driver ? { driver } : uses.of?.path ? { path: uses.of.path.text } : undefined;
  return [
    {
      names: uses.names.map((it) => it.text),
      ...(of && { of }),
      ...(uses.while && { while: uses.while.text }),
      ...(uses.protectedBy && { protectedBy: uses.protectedBy.text }),
      ifPresent: uses.ifPresent,
      when: toCondition(uses.when, fields),
    },
  ];
}
