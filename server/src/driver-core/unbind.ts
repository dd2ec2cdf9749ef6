// Takes back what a driver did for a device: made devices in reverse order, numbers, handles; then the binding itself.
// drivers/base/dd.c:__device_release_driver, device_unbind_cleanup; drivers/base/core.c:device_del (LC-24, LC-34, LC-48).

import { leaveDeferred } from './deferral.ts';
import { giveBack } from './ida.ts';
import type { LiveDevice, State } from './live.ts';
import { entryOf } from './sysfs-path.ts';

/** How far a device's driver had come: what steps did after it can be undone alone. */
export interface Mark {
  readonly made: number;
  readonly taken: number;
  readonly handles: number;
}

export const NOTHING: Mark = { made: 0, taken: 0, handles: 0 };

export function markOf({ made, taken, handles }: LiveDevice): Mark {
  return { made: made.length, taken: taken.length, handles: handles.length };
}

/** Undoes steps in reverse down to the mark, as `remove` does where it is not written. */
export function undoSteps(state: State, device: LiveDevice, mark: Mark): void {
  while (device.made.length > mark.made) {
    const made = device.made.pop();
    if (made) removeDevice(state, made);
  }
  for (const { ida, number } of device.taken.splice(mark.taken)) giveBack(state.idas, ida, number);
  device.handles.length = Math.min(device.handles.length, mark.handles);
}

/** Consumers first, then the driver's own steps (LC-34, LC-46). Does nothing to a device that is not bound. */
export function unbindDevice(state: State, device: LiveDevice): void {
  const { driver } = device;
  if (!driver) return;
  for (const link of state.consumers.get(device.id) ?? []) {
    if (link.managed) unbindDevice(state, link.consumer);
  }
  undoSteps(state, device, NOTHING);
  const place = driver.devices.lastIndexOf(device);
  if (place >= 0) driver.devices.splice(place, 1);
  delete device.driver;
}

/** device_del: unbinds, then leaves every list. Its children go first: their owner must have deleted them (LC-49). */
function removeDevice(state: State, device: LiveDevice): void {
  for (let child = device.children.at(-1); child; child = device.children.at(-1)) removeDevice(state, child);
  unbindDevice(state, device);
  leaveDeferred(state, device);
  state.devices.delete(device.id);
  state.taken.delete(entryOf(device.name, device.class?.name, device.parent));
  removeFrom(device.parent?.children, device);
  device.bus?.names.delete(device.name);
  removeFrom(device.bus?.universal, device);
  for (const position of device.candidates ?? []) {
    removeFrom(device.bus?.drivers[position]?.candidates, device);
  }
  for (const link of device.links) removeFrom(state.consumers.get(link.supplier), link);
}

function removeFrom<T>(list: T[] | undefined, member: T): void {
  const place = list?.lastIndexOf(member) ?? -1;
  if (place >= 0) list?.splice(place, 1);
}
