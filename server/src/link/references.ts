// What each name of an item means: for definition, references, rename and highlights. Made when asked for, from declarations and
// names alone, so no keystroke pays for it. Names that mean nothing are left out: linking reports them.
import type {
  BusDecl,
  Decl,
  DeviceDecl,
  DriverDecl,
  ExpectDecl,
  Fact,
  Field,
  FlavourDecl,
  Literal,
  ModuleDecl,
  Name,
  NameList,
  Offer,
  Ref,
  ScenarioStep,
  StepDecl,
  SupplierDecl,
} from '../declare/declarations.ts';
import { knownFacts } from '../declare/index.ts';
import type { Id } from '../driver-core/topology.ts';
import { idOfDevice } from './collect-names.ts';
import type { AnyDeclaration } from './declaration.ts';
import { findDrivers } from './find.ts';
import { busId, classId, contractId, driverId, iommuId, moduleId, tableId } from './ids.ts';
import { type Names, textsOf } from './names.ts';

export interface SiteReference {
  readonly site: number;
  readonly id: Id;
  readonly declares: boolean;
}

/** `resolve` knows what drivers made, too. */
export interface ReferenceScope {
  readonly names: Names;
  resolve(ref: Ref): Id | undefined;
}

const DEVICE_FACTS = knownFacts('device');
const MADE_FACTS = knownFacts('made');

interface Acc extends ReferenceScope {
  readonly found: SiteReference[];
}

/** A field of the devices and rows of a bus or class, or of a shared table; a function of a contract. */
const fieldId = (owner: Id, name: string): Id => `field:${owner}/${name}`;
const functionId = (name: string): Id => `function:${name}`;

export function referencesOf(scope: ReferenceScope, decls: readonly Decl[]): readonly SiteReference[] {
  const acc: Acc = { names: scope.names, resolve: (ref) => scope.resolve(ref), found: [] };
  for (const decl of decls) ofDecl(acc, decl);
  return acc.found.sort((a, b) => a.site - b.site);
}

function say(acc: Acc, name: Name | undefined, id: Id | undefined, declares = false): void {
  if (name !== undefined && name.text !== '' && id !== undefined)
    acc.found.push({ site: name.site, id, declares });
}

/** Only if there is such a thing. */
function known(acc: Acc, name: Name | undefined, id: Id): void {
  if (acc.names.byId.has(id)) say(acc, name, id);
}

function ofDecl(acc: Acc, decl: Decl): void {
  switch (decl.kind) {
    case 'bus':
      ofBus(acc, decl);
      return;
    case 'class':
      say(acc, decl.name, classId(decl.name.text), true);
      ofFields(acc, classId(decl.name.text), decl.fields);
      ofRequires(acc, decl.requires);
      return;
    case 'contract':
      say(acc, decl.name, contractId(decl.name.text), true);
      for (const it of decl.entries) say(acc, it.name, functionId(it.name.text), true);
      for (const it of decl.extends) known(acc, it, contractId(it.text));
      return;
    case 'table':
      say(acc, decl.name, tableId(decl.name.text), true);
      ofFields(acc, tableId(decl.name.text), decl.fields);
      return;
    case 'module':
      say(acc, decl.name, moduleId(decl.name.text), true);
      ofModule(acc, decl);
      return;
    case 'driver':
      say(acc, decl.name, driverId(decl.bus.text, decl.name.text), true);
      ofDriver(acc, decl);
      return;
    case 'device':
      ofDevice(acc, decl, undefined);
      return;
    default:
      ofRest(acc, decl);
      return;
  }
}

function ofRest(acc: Acc, decl: Decl): void {
  switch (decl.kind) {
    case 'iommu':
      say(acc, decl.name, iommuId(decl.name.text), true);
      for (const fact of decl.facts) for (const it of fact.values) known(acc, it, busId(it.text));
      return;
    case 'modprobe':
      for (const it of decl.blacklist) known(acc, it, moduleId(it.text));
      for (const it of decl.softdeps)
        for (const name of [it.name, ...it.pre, ...it.post]) known(acc, name, moduleId(name.text));
      return;
    case 'order':
      for (const ref of decl.refs)
        ofRef(acc, ref, decl.what === 'drivers' ? driverOf(acc, ref) : acc.resolve(ref));
      return;
    case 'extend':
      ofExtend(acc, decl);
      return;
    case 'expect':
      ofExpect(acc, decl);
      return;
    case 'scenario':
      for (const step of decl.steps) ofScenarioStep(acc, step);
      return;
    default:
  }
}

function ofScenarioStep(acc: Acc, { verb, refs, names, expect }: ScenarioStep): void {
  const [name] = names;
  if (expect) ofExpect(acc, expect);
  else if (verb === 'modprobe' || verb === 'rmmod') known(acc, name, moduleId(name?.text ?? ''));
  else if (verb === 'rescan') known(acc, name, busId(name?.text ?? ''));
  else if (verb === 'set bus') known(acc, refs[0]?.parts[0], busId(refs[0]?.parts[0]?.text ?? ''));
  else for (const ref of refs) ofRef(acc, ref, acc.resolve(ref) ?? driverOf(acc, ref));
}

function ofRef(acc: Acc, ref: Ref | undefined, id: Id | undefined): void {
  if (ref !== undefined && id !== undefined) acc.found.push({ site: ref.site, id, declares: false });
}

function driverOf(acc: Acc, ref: Ref): Id | undefined {
  const found = findDrivers(acc.names, textsOf(ref));
  return found.length === 1 ? found[0] : undefined;
}

function ofBus(acc: Acc, decl: BusDecl): void {
  const id = busId(decl.name.text);
  say(acc, decl.name, id, true);
  for (const it of decl.devices) {
    ofFields(acc, id, it.fields);
    ofOffers(acc, it.offers);
    for (const fact of it.facts)
      for (const value of fact.values) if (value.kind === 'word') known(acc, value, tableId(value.text));
  }
  for (const it of decl.tables) ofFields(acc, id, it.fields);
  for (const match of decl.matches)
    for (const it of match.steps) known(acc, it.table, tableId(it.table?.text ?? ''));
}

function ofFields(acc: Acc, owner: Id, fields: readonly Field[]): void {
  for (const it of fields) say(acc, it.name, fieldId(owner, it.name.text), true);
}

function ofOffers(acc: Acc, offers: readonly Offer[]): void {
  for (const it of offers) known(acc, it.contract, contractId(it.contract.text));
}

/** A class requires contracts; what is no contract is the name of a callback. */
function ofRequires(acc: Acc, lists: readonly NameList[]): void {
  for (const it of lists.flatMap((list) => list.names)) known(acc, it, contractId(it.text));
}

function ofDriver(acc: Acc, decl: DriverDecl): void {
  const bus = busId(decl.bus.text);
  known(acc, decl.bus, bus);
  for (const fact of decl.facts) {
    if (fact.name.text === 'module') for (const it of fact.values) known(acc, it, moduleId(it.text));
  }
  for (const table of decl.tables) {
    const isOwn = table.name.text === 'id_table';
    const owner = isOwn ? bus : tableId(table.name.text);
    known(acc, table.name, isOwn ? bus : owner);
    for (const row of table.rows) for (const it of row.facts) say(acc, it.name, fieldId(owner, it.name.text));
  }
  for (const it of decl.uses) {
    for (const name of it.names) say(acc, name, functionId(name.text));
    if (it.of?.driver) ofRef(acc, it.of.driver, driverOf(acc, it.of.driver));
  }
  ofSteps(acc, [...(decl.probe ?? []), ...(decl.sriovConfigure ?? [])]);
  for (const it of decl.flavours) ofFlavour(acc, it);
}

function ofModule(acc: Acc, decl: ModuleDecl): void {
  for (const fact of decl.facts) {
    if (!MODULE_LISTS.has(fact.name.text)) continue;
    for (const it of fact.values) known(acc, it, moduleId(it.text));
  }
  ofSteps(acc, decl.init);
  for (const it of decl.flavours) ofFlavour(acc, it);
}

const MODULE_LISTS = new Set(['depends', 'softdep_pre', 'softdep_post', 'weakdep']);

function ofFlavour(acc: Acc, decl: FlavourDecl): void {
  say(acc, decl.name, `flavour:${decl.name.text}`, true);
  ofFields(acc, `flavour:${decl.name.text}`, decl.fields);
  ofSteps(acc, decl.steps);
}

function ofSteps(acc: Acc, steps: readonly StepDecl[]): void {
  for (const step of steps) {
    if (step.kind === 'acquires') say(acc, step.getter, functionId(step.getter?.text ?? ''));
    if (step.kind === 'needs' && step.driver) ofRef(acc, step.driver, driverOf(acc, step.driver));
    if (step.kind !== 'creates' && step.kind !== 'registers') continue;
    const owner = step.kind === 'creates' ? busId(step.of.text) : classId(step.of.text);
    known(acc, step.of, owner);
    ofFacts(acc, owner, step.facts, MADE_FACTS);
    ofOffers(acc, step.offers);
    for (const it of step.provides.flatMap((list) => list.names)) say(acc, it, functionId(it.text));
    ofSuppliers(acc, step.suppliers);
  }
}

/** `own`: facts that the language itself knows in this body. */
function ofFacts(acc: Acc, owner: Id, facts: readonly Fact[], own: ReadonlySet<string>): void {
  for (const it of facts) {
    if (
      it.name.text === 'driver_override' ||
      it.name.text === 'recorded_driver' ||
      it.name.text === 'driver'
    ) {
      ofOverride(acc, owner, it);
    } else if (!own.has(it.name.text)) say(acc, it.name, fieldId(owner, it.name.text));
  }
}

function ofOverride(acc: Acc, owner: Id, fact: Fact): void {
  const bus = owner.slice(owner.indexOf(':') + 1);
  for (const it of fact.values) known(acc, it, driverId(bus, it.text));
}

function ofSuppliers(acc: Acc, suppliers: readonly SupplierDecl[]): void {
  for (const it of suppliers) ofRef(acc, it.supplier, acc.resolve(it.supplier));
}

function ofDevice(acc: Acc, decl: DeviceDecl, within: AnyDeclaration | undefined): void {
  const id = idOfDevice(decl, within);
  say(acc, decl.name, id, true);
  ofDeviceBody(acc, decl, id, within);
}

function ofDeviceBody(acc: Acc, decl: DeviceDecl, id: Id, within: AnyDeclaration | undefined): void {
  if (decl.bus) known(acc, decl.bus, busId(decl.bus.text));
  if (decl.class) known(acc, decl.class, classId(decl.class.text));
  if (decl.under) ofRef(acc, decl.under, acc.resolve(decl.under));
  if (decl.flavour) say(acc, decl.flavour, `flavour:${decl.flavour.text}`);
  if (decl.label) say(acc, decl.label, id, true);
  ofFacts(acc, ownerOf(decl, id, within), decl.facts, DEVICE_FACTS);
  ofSuppliers(acc, decl.suppliers);
  const self = acc.names.byId.get(id);
  for (const it of decl.children) ofDevice(acc, it, self);
}

function ownerOf(decl: DeviceDecl, id: Id, within: AnyDeclaration | undefined): Id {
  if (decl.how === 'create') return `flavour:${decl.flavour?.text ?? ''}`;
  if (decl.class) return classId(decl.class.text);
  const from = decl.how === 'vf' ? within?.id : id;
  return busId(from?.slice('device:'.length).split('/')[0] ?? '');
}

function ofExtend(acc: Acc, decl: Extract<Decl, { kind: 'extend' }>): void {
  const { adds, target } = decl;
  if (adds.kind === 'driver') {
    ofRef(acc, target, driverOf(acc, target));
    ofDriver(acc, adds);
  } else if (adds.kind === 'module') {
    known(acc, target.parts[0], moduleId(target.parts[0]?.text ?? ''));
    ofModule(acc, adds);
  } else {
    const id = acc.resolve(target);
    ofRef(acc, target, id);
    if (id !== undefined) ofDeviceBody(acc, adds, id, undefined);
  }
}

function ofExpect(acc: Acc, decl: ExpectDecl): void {
  switch (decl.expects) {
    case 'problem':
    case 'no problem':
      if (decl.at) ofRef(acc, decl.at, thing(acc, decl.at));
      return;
    case 'order':
      for (const ref of decl.refs) {
        if (decl.event.text === 'load') known(acc, ref.parts[0], moduleId(ref.parts[0]?.text ?? ''));
        else ofRef(acc, ref, acc.resolve(ref));
      }
      return;
    case 'error':
      return;
    case 'module':
      known(acc, decl.module, moduleId(decl.module.text));
      return;
    case 'bound':
      ofRef(acc, decl.subject, acc.resolve(decl.subject));
      if (decl.driver) ofRef(acc, decl.driver, boundDriver(acc, decl.subject, decl.driver));
      return;
    case 'fact':
      ofRef(acc, decl.subject, acc.resolve(decl.subject));
      ofFactValue(acc, decl.fact.text, decl.value);
      return;
    default:
      ofRef(acc, decl.subject, acc.resolve(decl.subject));
  }
}

/** What a derived fact is expected to be, where that is a device, a driver or an IOMMU. */
function ofFactValue(acc: Acc, fact: string, value: Literal): void {
  const { site, text } = value;
  const ref: Ref = { site, parts: text.split('/').map((part) => ({ site, text: part })) };
  if (fact === 'parent' || fact === 'dma') ofRef(acc, ref, acc.resolve(ref));
  else if (fact === 'driver') ofRef(acc, ref, driverOf(acc, ref));
  else if (fact === 'iommu') known(acc, value, iommuId(text));
}

/** `bound X`: a driver of the device's own bus. */
function boundDriver(acc: Acc, subject: Ref, driver: Ref): Id | undefined {
  const device = acc.resolve(subject);
  const bus = device?.slice('device:'.length).split('/')[0] ?? '';
  const own = driverId(bus, textsOf(driver)[0] ?? '');
  return acc.names.byId.has(own) ? own : driverOf(acc, driver);
}

function thing(acc: Acc, ref: Ref): Id | undefined {
  const [name = ''] = textsOf(ref);
  const ids = [busId(name), classId(name), contractId(name), moduleId(name)];
  return acc.resolve(ref) ?? driverOf(acc, ref) ?? ids.find((id) => acc.names.byId.has(id));
}
