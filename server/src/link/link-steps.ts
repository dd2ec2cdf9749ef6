// Steps of probe, init and flavours → the driver core's. A bus or class that is not there is a problem; its step is left out.

import { nearest } from '../base/nearest.ts';
import type {
  AcquiresStep,
  FlavourDecl,
  MakesStep,
  Name,
  StepDecl,
  SupplierDecl,
  UndoStep,
} from '../declare/declarations.ts';
import { knownFacts, printVersion } from '../declare/index.ts';
import type {
  AcquireStep,
  BusType,
  ClassType,
  Condition,
  Contract,
  Flavour,
  MakeFacts,
  MakeStep,
  Scalar,
  Step,
  Supplier,
  Undo,
} from '../driver-core/topology.ts';
import { toCondition } from './condition.ts';
import { classFieldTable, looseFieldTable, specTable } from './field-table.ts';
import { type OpenBody, toFields } from './fields.ts';
import { formatOf, toFormat } from './format.ts';
import { factOf, flagOf, holding, holdsAt, wordOf, wordsOf } from './guard.ts';
import { busId, classId } from './ids.ts';
import { toConditionalNames, toOffers } from './link-bus.ts';
import { toFieldSpecs } from './link-table.ts';
import { type Linking, lookUp, meant, placeAt, replacements, report, reportUnknown } from './linking.ts';
import { deviceRef, driverRef } from './refs.ts';
import type { FieldTable } from './types.ts';
import { parseNumber } from './value.ts';
import { checkFactWords, checkWord, OWNERS, PER, RESOURCES } from './words.ts';

const KNOWN_MADE = knownFacts('made');

/** `fields`: what conditions may read of the device at hand. */
export function toSteps(linking: Linking, steps: readonly StepDecl[], fields: FieldTable): readonly Step[] {
  const held = holding(steps, linking.kernel);
  const labels = held.flatMap((it) => (it.kind === 'creates' && it.label ? [it.label.text] : []));
  return held.flatMap((it) => toStep(linking, it, fields, labels));
}

function toStep(
  linking: Linking,
  step: StepDecl,
  fields: FieldTable,
  labels: readonly string[],
): readonly Step[] {
  const when = toCondition(step.when, fields);
  switch (step.kind) {
    case 'fails':
      return [
        {
          kind: 'fails',
          errno: step.errno.text,
          ...(step.times !== undefined && { times: step.times }),
          when,
        },
      ];
    case 'needs': {
      const driver = step.driver && driverRef(linking, step.driver);
      if (step.driver && driver === undefined) return [];
      const names = step.names.map((it) => it.text);
      const { ifPresent } = step;
      return [
        {
          kind: 'needs',
          names,
          ifPresent,
          ...(driver && { driver }),
          ...(step.else && { else: step.else.text }),
          when,
        },
      ];
    }
    case 'acquires':
      return [toAcquire(linking, step, when, labels)];
    default:
      return toMake(linking, step, fields);
  }
}

function toAcquire(
  linking: Linking,
  step: AcquiresStep,
  when: Condition,
  labels: readonly string[],
): AcquireStep {
  const { resource, name, getter, devm, devmOf } = step;
  checkWord(linking, resource, 'what is acquired', RESOURCES);
  checkWord(linking, devmOf, 'whose devm it is', [...OWNERS, ...labels]);
  return {
    kind: 'acquires',
    resource: resource.text,
    name: name.text,
    ...(getter && { getter: getter.text }),
    devm,
    ...(devmOf && { devmOf: devmOf.text }),
    when,
  };
}

function toMake(linking: Linking, step: MakesStep, fields: FieldTable): readonly MakeStep[] {
  const body = bodyOfMade(linking, step);
  if (body === undefined) return [];
  const { kernel } = linking;
  checkProvided(linking, step);
  checkFactWords(linking, 'made', step.facts);
  checkWord(linking, step.per, '`per`', PER);
  const nameFact = factOf(step.facts, 'name', kernel)?.values[0];
  const name = step.name ?? nameFact;
  return [
    {
      kind: step.kind,
      of: step.of.text,
      ...(name && { name: toFormat(linking, name) }),
      ...(step.per && { per: step.per.text }),
      ...(step.label && { label: step.label.text }),
      fields: toFields(linking, body, step.facts),
      offers: toOffers(linking, step.offers, fields),
      provides: toConditionalNames(linking, step.provides, fields),
      suppliers: toSuppliers(linking, step.suppliers),
      facts: toMakeFacts(linking, step),
      when: toCondition(step.when, fields),
    },
  ];
}

/** `provides` names functions of the contracts that the class requires, or that the device offers. */
function checkProvided(linking: Linking, step: MakesStep): void {
  const { types } = linking;
  const struct = types.buses.get(step.of.text)?.devices[0];
  const required = types.classes.get(step.of.text)?.requires ?? [];
  const isClass = step.kind === 'registers';
  const names = isClass
    ? required
    : [...(struct?.offers ?? []), ...step.offers.map((it) => ({ value: it.contract.text }))];
  const contracts = names.map((it) => types.contracts.get(it.value));
  if (step.provides.length === 0 || contracts.length === 0) return;
  const entries = new Set(contracts.flatMap((it) => (it ? functionsOf(linking, it) : [])));
  for (const name of step.provides.flatMap((it) => it.names)) {
    if (entries.size === 0 || entries.has(name.text) || name.text === '') continue;
    const near = nearest(name.text, entries);
    const message = `\`${step.of.text}\` ${isClass ? 'requires' : 'offers'} no \`${name.text}\`${meant(near)}`;
    report(linking, 'name/unknown', name, message, { fixes: replacements(placeAt(linking, name), near) });
  }
}

function functionsOf(linking: Linking, contract: Contract): readonly string[] {
  const bases = contract.extends.map((it) => linking.types.contracts.get(it));
  return [
    ...contract.entries.map((it) => it.name),
    ...bases.flatMap((it) => (it ? it.entries.map((e) => e.name) : [])),
  ];
}

/** What a made thing may set; nothing (reported) if there is no such bus or class. */
function bodyOfMade(linking: Linking, step: MakesStep): OpenBody | undefined {
  const { text } = step.of;
  if (step.kind === 'registers') {
    const type = classOf(linking, step.of);
    return type && { table: classFieldTable(type), known: KNOWN_MADE, who: `\`${text}\` devices` };
  }
  if (text === 'none' || text === 'vf') {
    const used = linking.types.usedFields.get('*') ?? [];
    return { table: looseFieldTable(used), known: KNOWN_MADE, who: 'devices without a bus' };
  }
  const bus = busOf(linking, step.of);
  const devtype = wordOf(step.facts, 'devtype', linking.kernel);
  const struct = bus?.devices.find((it) => it.struct === devtype) ?? bus?.devices[0];
  if (bus === undefined) return undefined;
  const table = struct ? linking.types.deviceFields(bus, struct) : new Map();
  return { table, known: KNOWN_MADE, who: `devices of \`${text}\`` };
}

/** The bus of this name if it is there for this kernel; otherwise a problem. */
export function busOf(linking: Linking, name: Name): BusType | undefined {
  lookUp(linking, name.text);
  const bus = linking.types.buses.get(name.text);
  if (bus !== undefined || name.text === '') return bus;
  const { names } = linking;
  if (names.byId.has(busId(name.text))) reportVersion(linking, name, busId(name.text));
  else if (names.byId.has(classId(name.text))) {
    const message = `\`${name.text}\` is a class; a driver is on a bus. A driver that registers a \`${name.text}\` says so in \`probe\``;
    report(linking, 'name/wrong-kind', name, message);
  } else reportUnknown(linking, name, 'bus', [...linking.types.buses.keys(), 'none']);
  return undefined;
}

export function classOf(linking: Linking, name: Name): ClassType | undefined {
  lookUp(linking, name.text);
  const type = linking.types.classes.get(name.text);
  if (type !== undefined || name.text === '') return type;
  const { names } = linking;
  if (names.byId.has(classId(name.text))) reportVersion(linking, name, classId(name.text));
  else if (names.byId.has(busId(name.text))) {
    report(linking, 'name/wrong-kind', name, `\`${name.text}\` is a bus, not a class`);
  } else reportUnknown(linking, name, 'class', linking.types.classes.keys());
  return undefined;
}

/** Declared, but not at this kernel. */
function reportVersion(linking: Linking, name: Name, id: string): void {
  const declaration = linking.names.byId.get(id);
  const decl = declaration?.decl;
  const since = decl && 'since' in decl ? decl.since : undefined;
  const until = decl && 'until' in decl ? decl.until : undefined;
  const early = since !== undefined && linking.kernel < since;
  const span = early ? `exists since ${printVersion(since)}` : `is gone since ${printVersion(until ?? 0)}`;
  const message = `\`${name.text}\` ${span}; this root is of ${printVersion(linking.kernel)}`;
  const { kernelPlace } = linking;
  report(linking, 'name/not-yet', name, message, {
    related: kernelPlace ? [{ place: kernelPlace, message: 'the kernel of this root' }] : [],
    fixes:
      early && kernelPlace
        ? [
            {
              title: `Set \`kernel ${printVersion(since)}\``,
              edits: [{ act: 'replace', place: kernelPlace, text: printVersion(since) }],
            },
          ]
        : [],
  });
}

function toMakeFacts(linking: Linking, step: MakesStep): MakeFacts {
  const { kernel } = linking;
  const words = MAKE_WORDS.map(([fact, key]) => [key, wordOf(step.facts, fact, kernel)] as const);
  const udev = formatOf(linking, factOf(step.facts, 'udev', kernel));
  const id = idOf(linking, step);
  return {
    ...Object.fromEntries(words.filter(([, word]) => word !== undefined)),
    ...(id !== undefined && { id }),
    ...(udev && { udev }),
    ...list(linking, step, 'attributes', 'attributes'),
    ...list(linking, step, 'after_add', 'afterAdd'),
    ...list(linking, step, 'on_remove', 'onRemove'),
    ...list(linking, step, 'resources', 'resources'),
    ...list(linking, step, 'under_lock', 'underLock'),
  };
}

const MAKE_WORDS = [
  ['struct', 'struct'],
  ['alloc', 'alloc'],
  ['release', 'release'],
  ['on_error', 'onError'],
  ['parent', 'parent'],
  ['dma_dev', 'dmaDev'],
  ['dma_ops', 'dmaOps'],
  ['driver', 'driver'],
  ['owner', 'owner'],
  ['work', 'work'],
] as const;

type ListKey = 'attributes' | 'afterAdd' | 'onRemove' | 'resources' | 'underLock';

function list(linking: Linking, step: MakesStep, fact: string, key: ListKey): MakeFacts {
  const words = wordsOf(step.facts, fact, linking.kernel);
  return words.length === 0 ? {} : { [key]: words };
}

function idOf(linking: Linking, step: MakesStep): Scalar | undefined {
  const value = factOf(step.facts, 'id', linking.kernel)?.values[0];
  return value?.kind === 'number' ? (parseNumber(value.text) ?? value.text) : value?.text;
}

/** Those that are there from the start, or those with `after_bind`. */
export function toSuppliers(
  linking: Linking,
  suppliers: readonly SupplierDecl[],
  added: 'at first' | 'after bind' = 'at first',
): readonly Supplier[] {
  return suppliers.flatMap((it) => {
    if ((added === 'after bind') !== flagOf(it.facts, 'after_bind', linking.kernel)) return [];
    checkFactWords(linking, 'link', it.facts);
    const supplier = deviceRef(linking, it.supplier);
    if (supplier === undefined) return [];
    const flags = factOf(it.facts, 'flags', linking.kernel)?.values.map((value) => value.text);
    const isOptional = flagOf(it.facts, 'optional', linking.kernel);
    return [
      {
        supplier,
        ...(it.label && { label: it.label.text }),
        ...(flags && { flags }),
        ...(isOptional && { isOptional: true as const }),
      },
    ];
  });
}

export function toFlavours(
  linking: Linking,
  flavours: readonly FlavourDecl[],
  fields: FieldTable,
): readonly Flavour[] {
  return flavours.map((it) => {
    const specs = toFieldSpecs(linking, it.fields, new Map());
    const table = new Map([...fields, ...specTable(specs)]);
    return {
      name: it.name.text,
      ofParent: it.ofParent,
      fields: specs,
      steps: toSteps(linking, it.steps, table),
    };
  });
}

export function toUndo(linking: Linking, undo: readonly UndoStep[]): readonly Undo[] {
  return undo
    .filter((it) => holdsAt(it, linking.kernel))
    .map((it) => ({ verb: it.verb, names: it.names.map((name) => name.text) }));
}
