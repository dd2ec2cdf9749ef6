// What a DEVICE or DRIVER of the command line means in a root: as the language spells it, or a message with what it could be.
import { nearest } from '../base/nearest.ts';
import type { RootModel } from '../db/index.ts';

export type FoundThing =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'wrong'; readonly message: string };

export function findDevice(model: RootModel, spelling: string): FoundThing {
  const devices = model.run.devices;
  const ids = model.lookup(spelling).filter((id) => devices.has(id));
  return only(model, spelling, ids) ?? unknown(model, 'device', spelling, devices.keys());
}

/** A driver of the device's bus: no other is ever asked about it. */
export function findDriver(model: RootModel, spelling: string, device: string): FoundThing {
  const bus = model.run.devices.get(device)?.bus;
  const drivers = model.lookup(spelling).filter((id) => model.driver(id) !== undefined);
  const onBus = drivers.filter((id) => model.driver(id)?.bus === bus);
  const found = only(model, spelling, onBus);
  if (found !== undefined) return found;
  const elsewhere = model.driver(drivers[0] ?? '');
  if (elsewhere !== undefined) {
    const message = `\`${spelling}\` is a driver of \`${elsewhere.bus}\`; it is never asked about a device of \`${bus}\``;
    return { kind: 'wrong', message };
  }
  return unknown(model, 'driver', spelling, model.run.drivers.keys());
}

/** Undefined if there is none. */
function only(model: RootModel, spelling: string, ids: readonly string[]): FoundThing | undefined {
  const [id] = ids;
  if (id === undefined) return undefined;
  if (ids.length === 1) return { kind: 'id', id };
  const spellings = ids.map((it) => `\`${model.spelling(it)}\``).join(', ');
  return { kind: 'wrong', message: `\`${spelling}\` is one of ${spellings}` };
}

function unknown(model: RootModel, noun: string, spelling: string, ids: Iterable<string>): FoundThing {
  const names = [...ids].map((id) => model.spelling(id));
  const [near] = [...nearest(spelling, names), ...names.filter((name) => name.includes(spelling))];
  const hint = near === undefined ? '' : `; did you mean \`${near}\`?`;
  return { kind: 'wrong', message: `there is no ${noun} \`${spelling}\`${hint}` };
}
