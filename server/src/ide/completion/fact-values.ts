// What may stand behind `expect DEVICE FACT =`: what holds now, then for a fact that names a device the others.
import { factValues } from '../../checks/expect-device.ts';
import { Kind, quote, spellName } from '../../syntax/index.ts';
import type { Offer } from './item.ts';
import { referenceOffers } from './names.ts';
import { type Scene, unquoted } from './scene.ts';

/** Facts whose value is a name; all others are written as texts. */
const NAMES: ReadonlySet<string> = new Set(['name', 'parent', 'dma', 'iommu', 'driver']);
const DEVICES: ReadonlySet<string> = new Set(['parent', 'dma']);

export function factValueOffers(scene: Scene): readonly Offer[] {
  const words = scene.cursor.words.filter((word) => word.kind !== Kind.equals);
  const fact = words.at(-1)?.text ?? '';
  const named = words.slice(1, -1).map((word) => unquoted(word.text));
  const [id] = scene.model.lookup(named.join(''));
  const device = id === undefined ? undefined : scene.model.run.devices.get(id);
  const held = device === undefined ? [] : (factValues(scene.model, device, fact) ?? []);
  const now = held
    .filter((value) => !value.startsWith('id:'))
    .map((value): Offer => {
      const insert = NAMES.has(fact) ? spellName(value) : quote(value);
      return { label: insert, kind: 'value', rank: 0, detail: 'now', insert };
    });
  if (!DEVICES.has(fact)) return now;
  const others = [
    { label: 'none', kind: 'value', rank: 5 } as const,
    ...referenceOffers(scene, { kind: 'device', before: [] }).map((offer) => ({ ...offer, rank: 5 })),
  ];
  return [...now, ...others.filter((offer) => now.every((it) => it.label !== offer.label))];
}
