// What may stand in a slot of a statement: buses, classes, names of declared things, words of a fixed set, by the slot's label.
import type { Kind } from '../../db/model.ts';
import { spellName } from '../../syntax/index.ts';
import type { Expected } from '../cursor/expected.ts';
import { codeOffers } from './codes.ts';
import { conditionOffers } from './conditions.ts';
import { factValueOffers } from './fact-values.ts';
import type { Offer } from './item.ts';
import { busOffers, classOffers, declaredOffers, functionOffers, referenceOffers } from './names.ts';
import { busHere, deviceFields, enclosing, type Scene, unquoted } from './scene.ts';
import { stepOffers, writtenOffers } from './steps.ts';
import { importOffers } from './texts.ts';

type Slot = Extract<Expected, { readonly kind: 'slot' }>;

export function slotOffers(scene: Scene, slot: Slot): readonly Offer[] {
  switch (slot.slot) {
    case 'Condition':
      return conditionOffers(scene, slot.before);
    case 'Errno':
      return errorOffers(scene);
    case 'Event':
      return words(['probe', 'remove', 'suspend', 'resume', 'shutdown', 'add', 'load']);
    case 'Code':
      return codeOffers(scene, slot.label === 'because' ? 'reasons' : 'findings');
    case 'Version':
      return words(['6.12', '6.1', '5.15', '5.10', '5.4']);
    case 'Text':
      return slot.label === 'file' ? importOffers(scene) : [];
    case 'Ref':
      return refOffers(scene, slot);
    case 'Value':
      return slot.rule.keyword === 'expect' ? factValueOffers(scene) : writtenOffers(scene);
    case 'Name':
    case 'Path':
      return nameOffers(scene, slot);
    default:
      return [];
  }
}

/** `order modules` and `set bus` name things that are no references elsewhere. */
function refOffers(scene: Scene, slot: Slot): readonly Offer[] {
  const { words } = scene.cursor;
  const second = words.length > 1 ? words[1]?.text : undefined;
  if (slot.rule.keyword === 'set' && second === 'bus') return busOffers(scene, 'buses');
  if (slot.rule.keyword === 'order' && second === 'modules') return declaredOffers(scene, 'module');
  const offers = referenceOffers(scene, { kind: refKind(slot, second), before: slot.before });
  return scene.cursor.body === 'scenario' ? stepOffers(scene, slot, offers) : offers;
}

/** Declarations that a reference's label means. */
function refKind({ label, rule }: Slot, second: string | undefined): 'device' | 'driver' | 'any' {
  if (label === 'driver') return 'driver';
  if (label === 'at') return 'any';
  if (label === 'refs') return rule.keyword === 'order' && second === 'drivers' ? 'driver' : 'device';
  if (
    label === 'ref' &&
    (rule.keyword === 'driver' || rule.keyword === 'new_id' || rule.keyword === 'remove_id')
  ) {
    return 'driver';
  }
  return 'device';
}

/** Labels whose names are declared things of one kind. */
const DECLARED: Readonly<Record<string, Kind>> = {
  module: 'module',
  extends: 'contract',
};

const WORDS: Readonly<Record<string, readonly string[]>> = {
  resource: ['memory', 'irq', 'work', 'timer', 'reference', 'id', 'lock', 'runtime_pm'],
  while: ['bound', 'open', 'probe'],
  protected: ['link', 'auxiliary', 'notifier', 'reference'],
  by: ['acpi_id', 'acpi_class', 'pnp_id', 'usb_interface', 'bit', 'guid'],
  per: ['vf'],
  of: ['parent', 'physfn'],
  fact: ['modalias', 'name', 'parent', 'dma', 'iommu', 'udev', 'node', 'devlink', 'state_synced'],
};

const CALLBACKS = ['probe', 'remove', 'shutdown', 'suspend', 'resume', 'id_table'];

export const ERRNOS = [
  'ENODEV',
  'EPROBE_DEFER',
  'EINVAL',
  'EIO',
  'ENOMEM',
  'ENXIO',
  'EBUSY',
  'EEXIST',
  'EOPNOTSUPP',
  'ENOENT',
];

/** What the step above got stands first. */
function errorOffers({ last }: Scene): readonly Offer[] {
  const { errno, text } = last ?? {};
  if (errno === undefined) return words(ERRNOS);
  const now: Offer = { label: errno, kind: 'value', rank: -1, ...(text !== undefined && { detail: text }) };
  return [now, ...words(ERRNOS.filter((it) => it !== errno))];
}

function nameOffers(scene: Scene, { label, rule }: Slot): readonly Offer[] {
  const declared = DECLARED[label];
  if (declared !== undefined) return declaredOffers(scene, declared);
  const fixed = WORDS[label];
  if (fixed !== undefined) return words(fixed);
  switch (label) {
    case 'bus':
      return busOffers(scene, rule.keyword === 'device' || rule.keyword === 'creates' ? 'or none' : 'buses');
    case 'class':
      return classOffers(scene);
    case 'flavour':
      return flavourOffers(scene);
    case 'names':
      return listOffers(scene, rule.keyword);
    case 'name':
      return startOfName(scene, rule.keyword, rule.body);
    case 'is':
    case 'path':
    case 'mask':
      return fieldNames(scene);
    case 'attribute':
      return attributeOffers(scene);
    default:
      return [];
  }
}

/** The lists `names` of statements. */
function listOffers(scene: Scene, keyword: string): readonly Offer[] {
  switch (keyword) {
    case 'uses':
    case 'provides':
      return functionOffers(scene, keyword);
    case 'requires':
      return scene.cursor.body === 'class' ? declaredOffers(scene, 'contract') : words(CALLBACKS);
    case 'allows':
      return words(CALLBACKS);
    case 'needs':
      return supplierNames(scene);
    case 'blacklist':
    case 'weakdep':
      return declaredOffers(scene, 'module');
    case 'end':
    case 'new_id':
      return fieldNames(scene);
    default:
      return [];
  }
}

/** Names that a statement's first slot takes up: those of things declared elsewhere. */
function startOfName(scene: Scene, keyword: string, body: string): readonly Offer[] {
  switch (keyword) {
    case 'offers':
      return declaredOffers(scene, 'contract');
    case 'creates':
      return modulePrefix(scene);
    case 'module':
    case 'modprobe':
    case 'rmmod':
      return declaredOffers(scene, 'module');
    case 'bus':
    case 'rescan':
      return body === 'replace' || body === 'scenario' ? busOffers(scene, 'buses') : [];
    case 'class':
    case 'contract':
    case 'table':
      return body === 'replace' ? declaredOffers(scene, keyword) : [];
    case 'driver':
      return body === 'replace' ? declaredOffers(scene, 'driver') : [];
    default:
      return [];
  }
}

/** Names of auxiliary devices begin with the module of the driver that makes them. */
function modulePrefix(scene: Scene): readonly Offer[] {
  const name = unquoted(enclosing(scene, 'driver')?.head[1]?.text);
  const driver = scene.model.topology.drivers.find((it) => it.name === name);
  const prefix = `${driver?.module ?? name}.`;
  return name === undefined ? [] : [{ label: prefix, kind: 'module', rank: 0, detail: 'name of the module' }];
}

function flavourOffers({ model }: Scene): readonly Offer[] {
  const names = new Map<string, string>();
  for (const driver of model.topology.drivers)
    for (const it of driver.flavours) names.set(it.name, driver.name);
  return [...names].map(([label, driver]) => ({ label, kind: 'value', rank: 0, detail: `of ${driver}` }));
}

/** What the devices of this root call their suppliers. */
function supplierNames({ model }: Scene): readonly Offer[] {
  const labels = new Set<string>();
  for (const { decl } of model.declarations('device')) {
    for (const it of decl.suppliers) if (it.label !== undefined) labels.add(it.label.text);
  }
  return words([...labels]);
}

function fieldNames(scene: Scene): readonly Offer[] {
  const bus = busHere(scene);
  return bus === undefined
    ? []
    : deviceFields(bus).map((it) => ({ label: it.name, kind: 'field', rank: 0, detail: it.type }));
}

function attributeOffers({ model, cursor }: Scene): readonly Offer[] {
  if (cursor.words[1]?.text === 'bus') return words(['drivers_autoprobe']);
  const named = cursor.words
    .slice(1)
    .map((word) => word.text)
    .join('');
  const [id] = model.lookup(named);
  const bus = id === undefined ? undefined : model.run.devices.get(id)?.bus;
  const attributes = model.topology.buses.get(bus ?? '')?.devices.flatMap((it) => it.attributes);
  return words(attributes ?? ['driver_override']);
}

export function words(texts: readonly string[]): readonly Offer[] {
  return texts.map((text) => ({ label: text, kind: 'value', rank: 0, insert: spellName(text) }));
}
