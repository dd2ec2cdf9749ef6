// References to devices and drivers while an item is linked: the id that is meant, or a problem with what to write instead.
import { nearest } from '../base/nearest.ts';
import type { Name, Ref } from '../declare/declarations.ts';
import { qualified } from '../driver-core/names/world.ts';
import type { Id } from '../driver-core/topology.ts';
import { findDevices, findDrivers } from './find.ts';
import { busId, classId } from './ids.ts';
import { type Linking, lookUp, meant, placeAt, replacements, report } from './linking.ts';
import { textsOf } from './names.ts';
import { spellings } from './spelling.ts';

export function deviceRef(linking: Linking, ref: Ref): Id | undefined {
  for (const part of ref.parts) lookUp(linking, part.text);
  const found = findDevices(linking.names, textsOf(ref));
  return found.length === 1 ? found[0] : reportDevice(linking, ref, found);
}

export function driverRef(linking: Linking, ref: Ref): Id | undefined {
  for (const part of ref.parts) lookUp(linking, part.text);
  const found = findDrivers(linking.names, textsOf(ref));
  if (found.length === 1) return found[0];
  if (found.length > 1) reportAmbiguous(linking, ref, found);
  else reportMissing(linking, ref, 'driver', linking.names.drivers.keys());
  return undefined;
}

function reportDevice(linking: Linking, ref: Ref, found: readonly Id[]): undefined {
  if (found.length > 1) reportAmbiguous(linking, ref, found);
  else if (ref.parts.length === 1) reportMissing(linking, ref, 'device', linking.names.devices.named.keys());
  else reportInside(linking, ref);
  return undefined;
}

function reportAmbiguous(linking: Linking, ref: Ref, found: readonly Id[]): void {
  const ways = found.map((id) => spellings(linking.names, id)[0]);
  const list = found.map((id, at) => `\`${ways[at] ?? qualified(id)}\``).join(' or ');
  const texts = ways.filter((it) => it !== undefined);
  report(linking, 'name/ambiguous', ref, `\`${textsOf(ref).join('/')}\` is ${list}`, {
    fixes: replacements(placeAt(linking, ref), texts).map((it) => ({ ...it, preferred: false })),
  });
}

function reportMissing(linking: Linking, ref: Ref, what: string, candidates: Iterable<string>): void {
  const text = textsOf(ref).join('/');
  if (text === '') return;
  const near = nearest(text, candidates);
  const create = what === 'device' && near.length === 0 ? [createDevice(linking, ref, text)] : [];
  report(linking, 'name/unknown', ref, `there is no ${what} \`${text}\`${meant(near)}`, {
    fixes: [...replacements(placeAt(linking, ref), near), ...create],
  });
}

function createDevice(linking: Linking, ref: Ref, name: string) {
  const text = `device ${name} on platform;`;
  return {
    title: `Create \`${text.slice(0, -1)}\``,
    edits: [{ act: 'insert-after' as const, place: { item: linking.item, site: 0 }, text }],
    preferred: ref.parts.length === 1,
  };
}

/** `sf88/eht`: what stands before is there, the last part is not. */
function reportInside(linking: Linking, ref: Ref): void {
  const { names } = linking;
  const at = ref.parts.findIndex(
    (_, index) => findDevices(names, textsOf(ref).slice(0, index + 1)).length !== 1,
  );
  const isSpace =
    at === 0 &&
    (names.byId.has(busId(textsOf(ref)[0] ?? '')) || names.byId.has(classId(textsOf(ref)[0] ?? '')));
  const part: Name | undefined = ref.parts[isSpace ? 1 : Math.max(at, 0)];
  if (part === undefined) return;
  const before = textsOf(ref).slice(0, isSpace ? 1 : at);
  const owner = findDevices(names, before)[0];
  const inside = [...(names.devices.inside.get(owner ?? '')?.keys() ?? [])];
  const near = nearest(part.text, inside);
  const has =
    inside.length === 0
      ? ''
      : `; it has ${inside
          .slice(0, 8)
          .map((it) => `\`${it}\``)
          .join(', ')}`;
  const message = isSpace
    ? `there is no device \`${part.text}\` on \`${before[0]}\``
    : before.length === 0
      ? `there is no device \`${part.text}\``
      : `\`${before.join('/')}\` holds no \`${part.text}\`${has}`;
  report(linking, 'name/unknown', part, message, { fixes: replacements(placeAt(linking, part), near) });
}
