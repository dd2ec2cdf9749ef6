// What may stand behind `=`: the words of a fact, names for numbers, values that other things have, drivers, modules.
import type { FieldSpec, TableField } from '../../driver-core/topology.ts';
import { FACTS } from '../../syntax/facts.ts';
import { quote, spellName } from '../../syntax/index.ts';
import type { Offer } from './item.ts';
import { declaredOffers, referenceOffers } from './names.ts';
import { busHere, classHere, deviceFields, type Scene, tableHere } from './scene.ts';
import { ERRNOS, words } from './slots.ts';
import { holeOffers } from './texts.ts';
import { unboundRows } from './unbound-devices.ts';

/** As many values seen elsewhere as are offered. */
const MOST = 50;

export function valueOffers(scene: Scene, fact: string): readonly Offer[] {
  const { body, text } = scene.cursor;
  if (text?.text.includes('{')) return holeOffers(scene, fact);
  const spec = body === undefined ? undefined : FACTS[body].facts[fact];
  const fixed = (spec?.words ?? []).map((label): Offer => ({ label, kind: 'value', rank: 0 }));
  return [...fixed, ...namedValues(scene, fact), ...fieldValues(scene, fact)];
}

function namedValues(scene: Scene, fact: string): readonly Offer[] {
  const bus = busHere(scene);
  switch (fact) {
    case 'driver_override':
    case 'recorded_driver':
    case 'claimed_by':
      return (bus === undefined ? [] : scene.model.driversOn(bus.name)).map((it) => ({
        label: it.name,
        kind: 'driver',
        rank: 0,
        insert: spellName(it.name),
        about: { root: scene.model.root, id: it.id },
      }));
    case 'devtype':
      return (bus?.devices ?? []).map((it) => ({ label: it.struct, kind: 'value', rank: 0 }));
    case 'module':
    case 'depends':
    case 'softdep_pre':
    case 'softdep_post':
      return declaredOffers(scene, 'module');
    case 'listens':
      return [...scene.model.topology.buses.keys()].map((label) => ({ label, kind: 'bus', rank: 0 }));
    case 'must_register':
      return declaredOffers(scene, 'class');
    case 'parent':
    case 'dma_dev':
      return referenceOffers(scene, { kind: 'device', before: [] });
    case 'release':
      return ['none', 'empty'].map((label) => ({ label, kind: 'value', rank: 0 }));
    case 'known':
    case 'unknown':
      return words(ERRNOS);
    case 'id_table':
      return bus === undefined ? [] : unboundRows(scene, bus.name, 0);
    default:
      return [];
  }
}

/** Names for numbers, and what devices and rows of this root have in the same field. */
function fieldValues(scene: Scene, fact: string): readonly Offer[] {
  const field = fieldNamed(scene, fact);
  const names = Object.entries(field?.values ?? {}).map(
    ([label, value]): Offer => ({
      label,
      kind: 'value',
      rank: 0,
      detail: String(value),
    }),
  );
  return field === undefined ? names : [...names, ...seenValues(scene, fact, field.type)];
}

function fieldNamed(scene: Scene, name: string): FieldSpec | TableField | undefined {
  if (scene.cursor.body === 'row') return tableHere(scene)?.fields.find((it) => it.name === name);
  const bus = busHere(scene);
  const fields = bus === undefined ? (classHere(scene)?.fields ?? []) : deviceFields(bus);
  return fields.find((it) => it.name === name);
}

function seenValues(scene: Scene, fact: string, type: string): readonly Offer[] {
  const bus = busHere(scene)?.name;
  const seen = new Map<string, string>();
  for (const device of scene.model.topology.devices) {
    const value = device.bus === bus ? device.fields[fact] : undefined;
    if (typeof value === 'number')
      seen.set(`0x${value.toString(16).padStart(type === 'u8' ? 2 : 4, '0')}`, device.name);
    if (typeof value === 'string') seen.set(quote(value), device.name);
    if (seen.size === MOST) break;
  }
  const inText = scene.cursor.text !== undefined;
  return [...seen]
    .filter(([label]) => !inText || label.startsWith('"'))
    .map(([label, device]) => ({ label, kind: 'value', rank: 10, detail: device }));
}
