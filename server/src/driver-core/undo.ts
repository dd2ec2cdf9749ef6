// Takes back what a driver did for a device: made devices in reverse order, numbers, handles.
// drivers/base/dd.c: device_unbind_cleanup, and the remove of drivers (LC-24, LC-45, LC-48, LC-49, LC-64).
import { deleteDevice } from './base/device.ts';
import { removeBySeq } from './by-seq.ts';
import { giveBack } from './ida.ts';
import type { LiveDevice, LiveDriver, State } from './live.ts';
import type { Undo } from './topology.ts';

/** How far a device's driver had come: what steps did after it can be undone alone. */
export interface Mark {
  readonly made: number;
  readonly taken: number;
  readonly handles: number;
}

export function markOf({ made, taken, handles }: LiveDevice): Mark {
  return { made: made.length, taken: taken.length, handles: handles.length };
}

/** Undoes steps in reverse down to the mark, as an error path does. */
export function undoSteps(state: State, device: LiveDevice, mark: Mark): void {
  while (device.made.length > mark.made) {
    const made = device.made.pop();
    if (made) removeDevice(state, made);
  }
  for (const { ida, number } of device.taken.splice(mark.taken)) giveBack(state.idas, ida, number);
  device.handles.length = Math.min(device.handles.length, mark.handles);
}

/** The driver's remove: what it says, or, where nothing is written, everything that probe did, backwards. */
export function runRemove(state: State, device: LiveDevice, { decl }: LiveDriver): void {
  for (const undo of decl.remove ?? []) undoOne(state, device, undo);
  if (decl.remove) device.made.length = 0;
  undoSteps(state, device, { made: 0, taken: 0, handles: 0 });
}

/** device_del(), and the places where this model keeps the device. Children that nobody deletes stay (LC-49). */
export function removeDevice(state: State, device: LiveDevice): void {
  deleteDevice(state.core, device);
  state.devices.delete(device.id);
  const { bus } = device;
  if (!bus) return;
  if (!device.candidates) removeBySeq(bus.universal, device);
  for (const position of device.candidates ?? []) {
    const driver = bus.known[position];
    if (driver) removeBySeq(driver.candidates, device);
  }
}

function undoOne(state: State, device: LiveDevice, { verb, names }: Undo): void {
  for (const name of names) {
    if (verb === 'releases') release(state, device, name);
    else deleteMade(state, device, name);
  }
}

function release(state: State, device: LiveDevice, ida: string): void {
  for (let place = device.taken.length - 1; place >= 0; place--) {
    if (device.taken[place]?.ida !== ida) continue;
    for (const { number } of device.taken.splice(place, 1)) giveBack(state.idas, ida, number);
  }
}

/** By label, by what it was made of (a bus or a class), or by name; the youngest first. */
function deleteMade(state: State, device: LiveDevice, name: string): void {
  for (const made of [...device.made].reverse()) {
    const { label, step } = made.maker ?? {};
    if (name !== label && name !== step?.of && name !== made.name) continue;
    device.made.splice(device.made.indexOf(made), 1);
    removeDevice(state, made);
  }
}
