// What the steps of a scenario may name, by what the step does: devices that are there, or not yet; drivers of the device's bus.
import type { DeviceResult } from '../../driver-core/result.ts';
import type { Id } from '../../driver-core/topology.ts';
import { Kind } from '../../syntax/index.ts';
import type { Expected } from '../cursor/expected.ts';
import type { Offer } from './item.ts';
import { referenceOffers } from './names.ts';
import { type Scene, unquoted } from './scene.ts';

/** What a step is for: devices of another state stand behind those it can act on. */
const FITS: Readonly<Record<string, (device: DeviceResult) => boolean>> = {
  plug: ({ state }) => state === 'absent',
  unbind: ({ state }) => state === 'bound',
  bind: isFree,
  drivers_probe: isFree,
  open: isOfClass,
  close: isOfClass,
  expect: () => true,
};

/** Names by how well they fit the step; drivers of another bus than the device's are none. */
export function stepOffers(
  scene: Scene,
  slot: Extract<Expected, { readonly kind: 'slot' }>,
  offers: readonly Offer[],
): readonly Offer[] {
  const { run } = scene.model;
  if (slot.label === 'driver') return driversFor(scene, offers);
  const fits = FITS[slot.rule.keyword] ?? isThere;
  return offers.map((it) => {
    const device = run.devices.get(it.about?.id ?? '');
    return device === undefined || fits(device) ? it : { ...it, rank: it.rank + 20 };
  });
}

/** The value of `driver_override`. */
export function writtenOffers(scene: Scene): readonly Offer[] {
  const { words } = scene.cursor;
  if (words[0]?.text !== 'set' || !words.some((it) => it.text === 'driver_override')) return [];
  return driversFor(scene, referenceOffers(scene, { kind: 'driver', before: [] }));
}

function driversFor({ model, cursor }: Scene, offers: readonly Offer[]): readonly Offer[] {
  const device = model.run.devices.get(subjectOf(cursor.words, model.lookup) ?? '');
  if (device?.bus === undefined) return offers;
  const drivers = offers.filter((it) => model.driver(it.about?.id ?? '')?.bus === device.bus);
  return drivers.map((it) => (it.about?.id === device.driver ? { ...it, rank: -1 } : it));
}

/** The device that a step names first: a name and what is behind its slashes. */
export function subjectOf(
  [, first, ...rest]: Scene['cursor']['words'],
  lookup: Scene['model']['lookup'],
): Id | undefined {
  let path = unquoted(first?.text) ?? '';
  for (let at = 0; rest[at]?.kind === Kind.slash; at += 2) path += `/${unquoted(rest[at + 1]?.text) ?? ''}`;
  return lookup(path)[0];
}

function isThere({ state }: DeviceResult): boolean {
  return state !== 'absent';
}

/** A driver may take it. */
function isFree({ state, bus }: DeviceResult): boolean {
  return bus !== undefined && (state === 'unbound' || state === 'deferred');
}

function isOfClass(device: DeviceResult): boolean {
  return isThere(device) && device.class !== undefined;
}
