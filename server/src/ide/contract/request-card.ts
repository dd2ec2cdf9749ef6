// What a `create` asked for, and what came of it, as Markdown.
import type { RootModel } from '../../db/model.ts';
import type { DeviceResult } from '../../driver-core/result.ts';
import type { Id } from '../../driver-core/topology.ts';
import { code, facts, paragraphs, prose } from '../markup.ts';
import { lastName } from '../meaning.ts';
import { deviceCard } from './device-card.ts';

/** The card of the device that was made first, under a line that names the request. */
export function requestCard(model: RootModel, id: Id): string | undefined {
  const declared = model.declarationAs('request', id);
  if (declared === undefined) return undefined;
  const made = madeFor(model, id);
  const flavour = declared.decl.flavour?.text ?? '';
  const [first, ...others] = made;
  return paragraphs(
    `**create** ${code(declared.decl.name.text)} flavour ${code(flavour)} — ${first === undefined ? '**nothing made**' : `makes ${code(first.name)}`}`,
    first === undefined ? prose(whyNothing(model, id)) : undefined,
    facts([['also makes', others.length === 0 ? undefined : others.map((it) => code(it.name)).join(', ')]]),
    first === undefined ? undefined : deviceCard(model, first),
  );
}

function whyNothing({ run }: RootModel, id: Id): string {
  const found = run.notMade?.find((it) => it.request === id);
  return found?.reason.text ?? 'no driver offers this flavour';
}

/** Devices that a driver made on this request, in order; those on a bus first. */
export function madeFor(model: RootModel, id: Id): readonly DeviceResult[] {
  const made = [...model.run.devices.values()].filter((device) => device.madeBy?.request === id);
  return [...made.filter((it) => it.bus !== undefined), ...made.filter((it) => it.bus === undefined)];
}

/** `→ mlx5_core.sf.1 → mlx5_core.sf`: for the inlay hint behind the request; a name that says nothing new is left out. */
export function madeLabel(model: RootModel, id: Id): string {
  const [first] = madeFor(model, id);
  if (first === undefined) return whyNothing(model, id).replaceAll('`', '');
  const isNews = first.name !== lastName(id);
  const parts = [
    isNews ? first.name : undefined,
    first.driver === undefined ? undefined : lastName(first.driver),
  ];
  return parts.flatMap((part) => (part === undefined ? [] : [`→ ${part}`])).join(' ');
}
