// What drivers and modules of a root read of devices, and the flavours that they offer: both decide which facts a device or a
// request may set, so an item that changes them changes the meaning of others.
import type { DriverDecl, FlavourDecl, Guard, ModuleDecl, StepDecl } from '../declare/declarations.ts';
import { parseFormat } from '../driver-core/format.ts';
import { toPath } from './condition.ts';
import { holesOf } from './field-table.ts';
import { toFieldSpecs } from './link-table.ts';
import type { Linking } from './linking.ts';
import { ANY_BUS, type FlavourInfo } from './types.ts';

export interface Demand {
  readonly usedFields: Map<string, Set<string>>;
  readonly flavours: Map<string, FlavourInfo[]>;
}

export function startDemand(): Demand {
  return { usedFields: new Map([[ANY_BUS, new Set()]]), flavours: new Map() };
}

export function addDriver(acc: Demand, linking: Linking, decl: DriverDecl): void {
  const steps = [
    ...(decl.probe ?? []),
    ...(decl.sriovConfigure ?? []),
    ...decl.flavours.flatMap((it) => it.steps),
  ];
  for (const guard of [...steps, ...decl.uses]) addGuard(acc, decl.bus.text, guard);
  for (const it of steps) addFormats(acc, decl.bus.text, it);
  for (const it of decl.flavours) addFlavour(acc, linking, it);
}

export function addModule(acc: Demand, linking: Linking, decl: ModuleDecl): void {
  for (const it of decl.flavours) addFlavour(acc, linking, it);
}

/** Paths that a bus's own conditions read of parents and PFs. */
export function addOuter(acc: Demand, names: Iterable<string>): void {
  for (const it of names) use(acc, ANY_BUS, it);
}

function addFlavour(acc: Demand, linking: Linking, decl: FlavourDecl): void {
  const list = acc.flavours.get(decl.name.text) ?? [];
  acc.flavours.set(decl.name.text, list);
  const creates = decl.steps.flatMap((it) => (it.kind === 'creates' ? [it.of.text] : []));
  list.push({ fields: toFieldSpecs(linking, decl.fields, new Map()), creates });
}

function addGuard(acc: Demand, bus: string, guard: Guard): void {
  for (const test of guard.when ?? []) {
    for (const literal of [test.left, test.right]) {
      if (literal?.kind !== 'word' || (literal === test.right && !literal.text.includes('.'))) continue;
      const path = toPath(literal);
      if (path.root === 'dev') use(acc, bus, path.name);
      if (path.root === 'parent' || path.root === 'physfn') use(acc, ANY_BUS, path.name);
    }
  }
}

/** `registers net "pf{pfnum}"` reads the field too. */
function addFormats(acc: Demand, bus: string, step: StepDecl): void {
  if (step.kind !== 'creates' && step.kind !== 'registers') return;
  const texts = [
    step.name,
    ...step.facts.filter((it) => FORMATS.has(it.name.text)).flatMap((it) => it.values),
  ];
  for (const it of texts)
    if (it) for (const name of holesOf(parseFormat(it.text).format)) use(acc, bus, name);
}

const FORMATS = new Set(['name', 'udev']);

function use(acc: Demand, bus: string, name: string): void {
  const names = acc.usedFields.get(bus) ?? new Set();
  acc.usedFields.set(bus, names.add(name));
}
