// Takes back what a driver did for a device: made devices in reverse order, numbers, handles.
// drivers/base/dd.c: device_unbind_cleanup, and the remove of drivers (LC-24, LC-45, LC-48, LC-49, LC-64).
import { deleteDevice } from './base/device.ts';
import { unlistCandidates } from './candidates.ts';
import { giveBack, idaOf } from './ida.ts';
import type { LiveDevice, LiveDriver, LiveRequest, State } from './live.ts';
import type { Undo } from './topology.ts';
import { first } from './value.ts';

/** How far a device's driver had come: what steps did after it can be undone alone. */
export interface Mark {
  readonly made: number;
  readonly taken: number;
  readonly handles: number;
}

export function markOf({ made, taken, handles }: LiveDevice): Mark {
  return { made: made.length, taken: taken.length, handles: handles.length };
}

/** Undoes steps in reverse down to the mark, as an error path does. VFs go in ascending order (pci/iov.c:sriov_del_vfs, LC-50). */
export function undoSteps(state: State, device: LiveDevice, mark: Mark): void {
  while (device.made.length > mark.made) {
    const last = device.made.at(-1);
    if (last?.physfn === device) disableVirtualFunctions(state, device);
    else if (last) deleteMade(state, last);
  }
  for (const { ida, number } of device.taken.splice(mark.taken)) giveBack(state.idas, ida, number);
  device.handles.length = Math.min(device.handles.length, mark.handles);
}

/** pci_disable_sriov(): VF0 first (LC-50). */
export function disableVirtualFunctions(state: State, device: LiveDevice): void {
  for (const vf of virtualFunctions(state, device)) deleteMade(state, vf);
}

/** The VFs that are there, VF0 first; those too that a remove() without pci_disable_sriov() left behind. */
export function virtualFunctions(state: State, { declared }: LiveDevice): readonly LiveDevice[] {
  return (declared?.vfs ?? []).flatMap((id) => state.devices.get(id) ?? []);
}

/** Deletes what a driver or module made: its maker forgets it. */
export function deleteMade(state: State, device: LiveDevice): void {
  for (const owner of [device.maker?.device, device.physfn, state.modules.get(device.maker?.module ?? '')]) {
    const place = owner?.made.indexOf(device) ?? -1;
    if (place >= 0) owner?.made.splice(place, 1);
  }
  removeDevice(state, device);
}

/** The driver's remove: what it says, or, where nothing is written, everything that probe did, backwards. */
export function runRemove(state: State, device: LiveDevice, { decl }: LiveDriver): void {
  for (const ended of endRequests(state, ({ provider }) => provider === device))
    if (!decl.remove) deleteRequested(state, ended);
  for (const undo of decl.remove ?? []) undoOne(state, device, undo);
  if (decl.remove) leaveBehind(device);
  undoSteps(state, device, { made: 0, taken: 0, handles: 0 });
}

/** Deletes what a request made, the last first, then what its maker holds for it. */
export function deleteRequested(state: State, { target, request, held }: LiveRequest): void {
  for (const made of [...target.made].reverse())
    if (made.maker?.request?.id === request.id) deleteMade(state, made);
  for (const it of held.taken) if (takeOut(target.taken, it)) giveBack(state.idas, it.ida, it.number);
  for (const it of held.handles) takeOut(target.handles, it);
}

function takeOut<T>(list: T[], member: T): boolean {
  const place = list.indexOf(member);
  if (place >= 0) list.splice(place, 1);
  return place >= 0;
}

/** With the driver that carried them out requests end, and their names are free: devlink_unregister, vdpa_mgmtdev_unregister. */
function endRequests(state: State, isMeant: (request: LiveRequest) => boolean): readonly LiveRequest[] {
  if (state.requests.size === 0) return [];
  const ended = [...state.requests.values()].filter(isMeant).reverse();
  for (const { request } of ended) state.requests.delete(request.name);
  return ended;
}

/** What remove() does not delete goes on without its maker, and keeps its number (LC-49, LC-64). */
function leaveBehind({ made, taken }: LiveDevice): void {
  for (const { maker, fields } of made.splice(0)) {
    if (maker?.step.facts.id === undefined) continue;
    const ida = idaOf(maker.step, maker.driver?.id ?? maker.module ?? '');
    const place = taken.findIndex((it) => it.ida === ida && it.number === first(fields.id));
    if (place >= 0) taken.splice(place, 1);
  }
}

/** device_del(), and the places where this model keeps the device. Children that nobody deletes stay (LC-49). */
export function removeDevice(state: State, device: LiveDevice): void {
  const ofModule = endRequests(state, ({ target, provider }) => target === device && !provider);
  for (const ended of ofModule) deleteRequested(state, ended);
  deleteDevice(state.core, device);
  endRequests(state, ({ target }) => target === device);
  state.devices.delete(device.id);
  state.enumerated?.delete(device.id);
  // Its number is free again (LC-64).
  if (device.maker) state.counters.clear();
  if (device.bus) unlistCandidates(device.bus, device);
}

function undoOne(state: State, device: LiveDevice, { verb, names }: Undo): void {
  for (const name of names) {
    if (verb === 'releases') release(state, device, name);
    else deleteNamed(state, device, name);
  }
}

function release(state: State, device: LiveDevice, ida: string): void {
  for (let place = device.taken.length - 1; place >= 0; place--) {
    if (device.taken[place]?.ida !== ida) continue;
    for (const { number } of device.taken.splice(place, 1)) giveBack(state.idas, ida, number);
  }
}

/** By label, by what it was made of (a bus or a class), or by name; the youngest first. */
function deleteNamed(state: State, device: LiveDevice, name: string): void {
  for (const made of [...device.made].reverse()) {
    const { label, step } = made.maker ?? {};
    if (name !== label && name !== step?.of && name !== made.name) continue;
    deleteMade(state, made);
  }
}
