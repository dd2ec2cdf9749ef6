// Names of declared things as offers: buses by use, classes, drivers and devices by their shortest unique spelling, labels of what a
// driver made, functions of contracts. What is too new for the root's kernel is struck through.
import { countOf } from '../../base/count-of.ts';
import type { Declaration, Kind, RootModel } from '../../db/model.ts';
import { printVersion } from '../../declare/index.ts';
import type { Id } from '../../driver-core/topology.ts';
import { spellName, Kind as TokenKind } from '../../syntax/index.ts';
import { offersOf } from '../contract/functions.ts';
import type { Word } from '../cursor/cursor.ts';
import { entriesOf, lastName } from '../meaning.ts';
import type { ItemKind, Offer } from './item.ts';
import { busHere, classHere, enclosing, type Scene } from './scene.ts';

/** Buses of this root by how much stands on them, then the library's. */
export function busOffers(scene: Scene, which: 'buses' | 'or none'): readonly Offer[] {
  const { model } = scene;
  const buses = [...model.declarations('bus')].map((declared) => {
    const used =
      model.devicesOn(declared.decl.name.text).length + model.driversOn(declared.decl.name.text).length;
    return named(model, declared, 'bus', { rank: used > 0 ? -used : declared.library ? 20 : 10 });
  });
  const none: Offer = { label: 'none', kind: 'bus', rank: 15, doc: 'A device without a bus.' };
  return which === 'or none' ? [...buses, none] : buses;
}

export function classOffers({ model }: Scene): readonly Offer[] {
  return [...model.declarations('class')].map((declared) =>
    named(model, declared, 'class', { rank: declared.library ? 20 : 10 }),
  );
}

const ITEM_KINDS: Readonly<Record<Kind, ItemKind>> = {
  bus: 'bus',
  class: 'class',
  contract: 'contract',
  table: 'table',
  module: 'module',
  iommu: 'device',
  driver: 'driver',
  device: 'device',
  request: 'device',
};

/** All declarations of a kind; for modules also those that only drivers name. */
export function declaredOffers({ model }: Scene, kind: Kind): readonly Offer[] {
  if (kind === 'module') {
    return [...model.topology.modules.keys()].map((label) => ({ label, kind: 'module', rank: 0 }));
  }
  return [...model.declarations(kind)].map((it) =>
    named(model, it, ITEM_KINDS[kind], { rank: it.library ? 20 : 10 }),
  );
}

export interface RefPlace {
  readonly kind: 'device' | 'driver' | 'any';
  /** The words of the reference before the one that is typed: `sf88 /`. */
  readonly before: readonly Word[];
}

/** Shortest unique forms; behind a `/` what that thing has: devices of a bus, labels of what a driver made. */
export function referenceOffers({ model }: Scene, { kind, before }: RefPlace): readonly Offer[] {
  const lastComma = before.map((word) => word.kind).lastIndexOf(TokenKind.comma);
  const parts = before.slice(lastComma + 1).filter((word) => word.kind !== TokenKind.slash);
  const drivers = kind === 'device' ? [] : driverOffers(model, parts[0]?.text);
  const devices = kind === 'driver' ? [] : deviceOffers(model, parts);
  return [...devices, ...drivers];
}

function driverOffers(model: RootModel, bus: string | undefined): readonly Offer[] {
  const wanted = model.topology.drivers.filter((it) => bus === undefined || it.bus === bus);
  return wanted.map((driver) => ({
    label: bus === undefined ? model.spelling(driver.id) : driver.name,
    kind: 'driver',
    rank: 0,
    detail: `on ${driver.bus}`,
    insert: bus === undefined ? model.spelling(driver.id) : spellName(driver.name),
    about: { root: model.root, id: driver.id },
  }));
}

/** As many as an editor can show; more letters make it fewer. */
const MOST = 500;

function deviceOffers(model: RootModel, parts: readonly Word[]): readonly Offer[] {
  const offers: Offer[] = [];
  const above =
    parts.length === 0 ? undefined : new Set(model.lookup(parts.map((word) => word.text).join('/')));
  const place = parts.length === 1 ? parts[0]?.text : undefined;
  for (const device of model.run.devices.values()) {
    const within = above === undefined || device.bus === place || device.class === place;
    const made = madeBelow(above, device.parent, device.madeBy?.device, device.madeBy?.request);
    if (!within && !made) continue;
    const label = made
      ? (device.madeBy?.label ?? device.name)
      : above === undefined
        ? model.spelling(device.id)
        : device.name;
    offers.push({
      label,
      kind: 'device',
      rank: device.class === undefined ? 0 : 5,
      detail:
        device.state === 'bound' && device.driver
          ? `→ ${lastName(device.driver)}`
          : (device.class ?? device.state),
      insert: above === undefined ? label : spellName(label),
      about: { root: model.root, id: device.id },
    });
    if (offers.length === MOST) break;
  }
  return offers;
}

function madeBelow(above: ReadonlySet<Id> | undefined, ...ids: readonly (Id | undefined)[]): boolean {
  return above !== undefined && ids.some((id) => id !== undefined && above.has(id));
}

/** Functions that are not listed yet: for `uses` those that the driver's device offers, for `provides` those of contracts. */
export function functionOffers(scene: Scene, keyword: 'uses' | 'provides'): readonly Offer[] {
  const written = new Set(scene.cursor.words.map((word) => word.text));
  const contracts = keyword === 'uses' ? usable(scene) : providable(scene);
  const functions = contracts.flatMap((contract) =>
    entriesOf(scene.model, contract).map(
      (entry): Offer => ({
        label: entry.name,
        kind: 'function',
        rank: entry.optional ? 5 : 0,
        detail: contract,
        doc: `\`\`\`c\n${entry.prototype};\n\`\`\``,
      }),
    ),
  );
  return functions.filter((it) => !written.has(it.label));
}

function usable(scene: Scene): readonly string[] {
  const bus = busHere(scene);
  const own = bus?.devices.flatMap((it) => it.offers.map((offer) => offer.value)) ?? [];
  const head = enclosing(scene, 'driver')?.head ?? [];
  const driver = scene.model.topology.drivers.find((it) => it.name === head[1]?.text && it.bus === bus?.name);
  const bound = driver === undefined ? [] : (scene.model.run.drivers.get(driver.id)?.devices ?? []);
  const made = bound.flatMap((id) => {
    const device = scene.model.run.devices.get(id);
    return device === undefined ? [] : offersOf(scene.model, device);
  });
  return [...new Set([...own, ...made])];
}

function providable(scene: Scene): readonly string[] {
  const required = classHere(scene)?.requires.map((it) => it.value) ?? [];
  return required.length > 0 ? required : [...scene.model.topology.contracts.keys()];
}

function named(
  model: RootModel,
  declared: Declaration,
  kind: ItemKind,
  more: { readonly rank: number },
): Offer {
  const { decl, id, library } = declared;
  const tooNew = decl.since !== undefined && decl.since > model.kernel;
  const used = kind === 'bus' ? model.devicesOn(decl.name.text).length : 0;
  const detail = tooNew
    ? `since ${printVersion(decl.since)}`
    : used > 0
      ? countOf(used, 'device')
      : library
        ? 'library'
        : undefined;
  return {
    label: decl.name.text,
    kind,
    rank: tooNew ? 90 : more.rank,
    insert: spellName(decl.name.text),
    about: { root: model.root, id },
    ...(detail === undefined ? {} : { detail }),
    ...(tooNew ? { tooNew: true } : {}),
  };
}
