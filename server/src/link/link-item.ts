// Links one item: its declarations → pieces of the topology and problems. Depends on the scope through the names it looked up
// (`lookups`) and the types, so the result is kept until one of those changes.
import type { Decl, Fact, OrderDecl } from '../declare/declarations.ts';
import type { DeviceExtension, Driver, Id, Modprobe } from '../driver-core/topology.ts';
import { holdsAt } from './guard.ts';
import { busId, driverId, foldModule, moduleId } from './ids.ts';
import { linkDevice, linkOpenExtension, type OwnDevice } from './link-device.ts';
import { linkDriver } from './link-driver.ts';
import { type LinkedModule, linkModprobe, linkModule } from './link-module.ts';
import { type LinkedScenario, linkScenario } from './link-scenario.ts';
import { type Linking, lookUp, reportUnknown, type Scope, startLinking } from './linking.ts';
import { type SourceItem, textsOf } from './names.ts';
import type { LinkProblem } from './problem.ts';
import { deviceRef, driverRef } from './refs.ts';
import { toScalar } from './value.ts';
import { checkFactWords } from './words.ts';

export interface LinkedOrder {
  readonly what: OrderDecl['what'];
  /** Ids of drivers or devices, names of modules. */
  readonly ids: readonly Id[];
}

export interface LinkedItem {
  readonly devices: readonly OwnDevice[];
  readonly drivers: readonly Driver[];
  readonly modules: readonly LinkedModule[];
  readonly modprobe: readonly Modprobe[];
  readonly iommus: readonly { readonly name: string; readonly listens: readonly string[] }[];
  readonly orders: readonly LinkedOrder[];
  readonly extensions: readonly DeviceExtension[];
  readonly scenarios: readonly LinkedScenario[];
  readonly problems: readonly LinkProblem[];
  readonly lookups: readonly string[];
}

interface Acc {
  readonly devices: OwnDevice[];
  readonly drivers: Driver[];
  readonly modules: LinkedModule[];
  readonly modprobe: Modprobe[];
  readonly iommus: { name: string; listens: readonly string[] }[];
  readonly orders: LinkedOrder[];
  readonly extensions: DeviceExtension[];
  readonly scenarios: LinkedScenario[];
}

export function linkItem(scope: Scope, item: SourceItem): LinkedItem {
  const linking = startLinking(scope, item.key);
  const { problems, lookups } = linking;
  const [only] = item.decls;
  if (only?.kind === 'device' && item.decls.length === 1) {
    lookUpDeclared(linking, only);
    return { ...NOTHING, devices: linkDevice(linking, only), problems, lookups };
  }
  const acc = emptyAcc();
  for (const decl of item.decls) linkDecl(acc, linking, decl);
  return { ...acc, problems, lookups };
}

/** Shared by the many items that are a device each. */
const NOTHING: Omit<LinkedItem, 'problems' | 'lookups'> = emptyAcc();

function emptyAcc(): Acc {
  return {
    devices: [],
    drivers: [],
    modules: [],
    modprobe: [],
    iommus: [],
    orders: [],
    extensions: [],
    scenarios: [],
  };
}

/** Whether a declaration is the one that is meant depends on who else takes its name, or extends it. */
function lookUpDeclared(linking: Linking, decl: Decl): void {
  if (!('name' in decl)) return;
  lookUp(linking, decl.name.text);
  if (decl.kind === 'device') for (const child of decl.children) lookUpDeclared(linking, child);
}

function linkDecl(acc: Acc, linking: Linking, decl: Decl): void {
  lookUpDeclared(linking, decl);
  switch (decl.kind) {
    case 'device':
      acc.devices.push(...linkDevice(linking, decl));
      break;
    case 'driver':
      linkOneDriver(acc, linking, decl);
      break;
    case 'module':
      if (isMeant(linking, moduleId(decl.name.text), decl)) {
        acc.modules.push(linkModule(linking, moduleId(decl.name.text), decl));
      }
      break;
    case 'modprobe':
      acc.modprobe.push(linkModprobe(decl));
      break;
    case 'iommu':
      acc.iommus.push({ name: decl.name.text, listens: listens(linking, decl) });
      break;
    case 'order':
      acc.orders.push(linkOrder(linking, decl));
      break;
    case 'kernel':
      checkFactWords(linking, 'kernel', decl.facts);
      checkTimeout(linking, decl.facts);
      break;
    case 'extend':
      linkExtend(acc, linking, decl);
      break;
    case 'scenario':
      acc.scenarios.push(linkScenario(linking, decl));
      break;
    default:
  }
}

/** What is no number would be taken for the default. */
function checkTimeout(linking: Linking, facts: readonly Fact[]): void {
  const fact = facts.find((it) => it.name.text === 'deferred_probe_timeout');
  const [value] = fact?.values ?? [];
  if (value) toScalar(linking, { name: 'deferred_probe_timeout', type: 'u32' }, value);
}

function isMeant(linking: Linking, id: Id, decl: Decl): boolean {
  return linking.names.byId.get(id)?.decl === decl;
}

function linkOneDriver(acc: Acc, linking: Linking, decl: Extract<Decl, { kind: 'driver' }>): void {
  const id = driverId(decl.bus.text, decl.name.text);
  if (!isMeant(linking, id, decl) || !holdsAt(decl, linking.kernel)) return;
  const driver = linkDriver(linking, id, decl);
  if (driver) acc.drivers.push(driver);
}

function listens(linking: Linking, decl: Extract<Decl, { kind: 'iommu' }>): readonly string[] {
  const buses = decl.facts.find((it) => it.name.text === 'listens')?.values ?? [];
  for (const bus of buses) {
    lookUp(linking, bus.text);
    if (!linking.names.byId.has(busId(bus.text)))
      reportUnknown(linking, bus, 'bus', linking.types.buses.keys());
  }
  return buses.map((it) => it.text);
}

function linkOrder(linking: Linking, decl: OrderDecl): LinkedOrder {
  const ids = decl.refs.map((ref) => {
    if (decl.what === 'modules') return foldModule(ref.parts[0]?.text ?? '');
    return decl.what === 'drivers' ? driverRef(linking, ref) : deviceRef(linking, ref);
  });
  return { what: decl.what, ids: ids.filter((it): it is Id => it !== undefined) };
}

/** Extensions of declared things are linked with these. What is left may extend a device that a driver makes. */
function linkExtend(acc: Acc, linking: Linking, decl: Extract<Decl, { kind: 'extend' }>): void {
  for (const part of decl.target.parts) lookUp(linking, part.text);
  if (!linking.names.openExtensions.some((it) => it.decl === decl)) return;
  const { adds, target } = decl;
  if (adds.kind === 'device') acc.extensions.push(linkOpenExtension(linking, textsOf(target), adds));
  else if (adds.kind === 'driver') driverRef(linking, target);
  else {
    const [name] = target.parts;
    if (name)
      reportUnknown(
        linking,
        name,
        'module',
        linking.names.ids.module.map((it) => it.slice('module:'.length)),
      );
  }
}
