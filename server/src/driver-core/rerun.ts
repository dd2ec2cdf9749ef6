// A run after an edit: devices that stand alone are looked at again, everything else keeps its results, object for object.
// The result always equals a run from scratch; where that is not certain, it is one.
import { completedFields } from './add-device.ts';
import { newDeviceState } from './base/objects.ts';
import { driversFor } from './bus-drivers.ts';
import { insertBySeq, removeBySeq } from './by-seq.ts';
import { deviceResult } from './device-result.ts';
import type { LiveDevice, LiveDriver, State, Writable } from './live.ts';
import type { Machine } from './machine.ts';
import { matchDevice } from './match.ts';
import { deviceModalias } from './modalias.ts';
import { moveAsks } from './module-asks.ts';
import { findPlace } from './place.ts';
import { attempt } from './probe.ts';
import type { DeviceResult, Run } from './result.ts';
import { machineOf, run, viewOf } from './run.ts';
import { moduleResult, moveInLists } from './run-results.ts';
import { differOnlyInDevices, isQuiet, isSettled, standsAlone } from './stand-alone.ts';
import type { Device, Id, Topology } from './topology.ts';

export interface Rerun {
  readonly run: Run;
  /** `some`: only these have new results. `all`: a run from scratch, in which also others may. */
  readonly kind: 'some' | 'all';
  readonly devices: ReadonlySet<Id>;
  readonly drivers: ReadonlySet<Id>;
}

/**
 * The run of `next`, which differs from the topology of `previous` in the devices `changed` or in more. `previous` is used up:
 * its maps become those of the new run.
 */
export function rerun(previous: Run, next: Topology, changed: ReadonlySet<Id>): Rerun {
  const machine = machineOf(previous);
  const drivers = new Set<Id>();
  const isSmall =
    machine !== undefined &&
    differOnlyInDevices(machine.state.topology, next) &&
    isSettled(machine.state) &&
    completeResults(machine) &&
    [...changed].every((id) => replaceDevice(machine, next, id, drivers));
  if (!isSmall) return { run: run(next), kind: 'all', devices: changed, drivers };
  machine.state.topology = next;
  return { run: viewOf(machine), kind: 'some', devices: changed, drivers };
}

/** Makes what nobody has read yet while the machine is still as the run found it. */
function completeResults({ devices, drivers, modules }: Machine): true {
  devices.all();
  drivers.all();
  modules.all();
  return true;
}

/** False: the device does not stand alone, and the machine is no longer what it was. */
function replaceDevice(machine: Machine, next: Topology, id: Id, drivers: Set<Id>): boolean {
  const { state } = machine;
  const live = state.devices.get(id);
  const before = state.declared.get(id);
  const old = machine.devices.get(id);
  const place = placeOfDevice(machine, id);
  const after = place === undefined ? undefined : next.devices[place];
  if (!live || !before || !old || after?.id !== id || !standsAlone(state, live, before, after)) return false;
  const fresh = freshened(state, live, after);
  const candidates = driversFor(fresh);
  if (!candidates.every((driver) => isQuiet(state, driver))) return false;
  const areModulesRight = moveAsks(state, live, fresh, (module) => {
    machine.modules.all().set(module.name, moduleResult(module));
  });
  if (!areModulesRight) return false;
  state.declared.set(id, after);
  swap(state, live, fresh);
  bindInTurn(state, fresh, candidates);
  const result = deviceResult(state, fresh);
  machine.devices.all().set(id, result);
  for (const driver of driversConcerned(old, result)) {
    if (moveInLists(machine, driver, old, result)) drivers.add(driver);
  }
  return true;
}

function placeOfDevice(machine: Machine, id: Id): number | undefined {
  machine.places ??= new Map(machine.state.topology.devices.map((device, place) => [device.id, place]));
  return machine.places.get(id);
}

/** The device as it would have been added with what is written now. */
function freshened(state: State, live: LiveDevice, declared: Device): LiveDevice {
  const fresh: Writable<LiveDevice> = {
    ...live,
    ...newDeviceState(),
    declared,
    fields: declared.fields,
    driverOverride: declared.driverOverride,
    candidates: undefined,
    modalias: undefined,
    located: undefined,
    group: undefined,
    attempts: [],
    boundIn: 0,
    isRegistered: true,
    isReady: true,
  };
  fresh.fields = completedFields(fresh);
  findPlace(fresh, undefined);
  const modalias = deviceModalias(state.topology.kernel, fresh);
  if (modalias !== undefined) fresh.modalias = modalias;
  const candidates = fresh.bus?.index().candidates(fresh);
  if (candidates) fresh.candidates = candidates;
  return fresh;
}

function swap(state: State, live: LiveDevice, fresh: LiveDevice): void {
  const { bus, parent, driver } = live;
  state.devices.set(fresh.id, fresh);
  if (parent) parent.children = replacedIn(parent.children, live, fresh);
  for (const child of live.children) child.parent = fresh;
  bus?.devices.set(fresh.name, fresh);
  for (const list of walkLists(live)) removeBySeq(list, live);
  for (const list of walkLists(fresh)) insertBySeq(list, fresh);
  driver?.devices.delete(live);
}

/** In the same place. */
function replacedIn(members: ReadonlySet<LiveDevice>, live: LiveDevice, fresh: LiveDevice): Set<LiveDevice> {
  return new Set(Array.from(members, (member) => (member === live ? fresh : member)));
}

function walkLists({ bus, candidates }: LiveDevice): readonly LiveDevice[][] {
  if (!bus) return [];
  if (!candidates) return [bus.universal];
  return candidates.flatMap((position) => {
    const driver = bus.known[position];
    return driver ? [driver.candidates] : [];
  });
}

/** A declared device is there before any driver: each registration in turn offers it (LC-13). */
function bindInTurn(state: State, device: LiveDevice, drivers: readonly LiveDriver[]): void {
  for (const driver of drivers) {
    const verdict = matchDevice(state.topology.kernel, device, driver);
    if (verdict.result !== 'yes' || attempt(state, device, driver, verdict)) continue;
    device.driver = driver;
    device.isBound = true;
    device.canMatch = true;
    device.presence = 'bound';
    device.boundIn = driver.registration;
    insertBound(driver, device);
    return;
  }
}

/** In the walk of its driver's registration a device binds before those that were added after it, or bound later. */
function insertBound({ devices, registration }: LiveDriver, device: LiveDevice): void {
  const later = [...devices];
  const place = later.findIndex(
    (other) => other.boundIn > registration || (!other.maker && other.seq > device.seq),
  );
  if (place >= 0) for (const other of later.slice(place)) devices.delete(other);
  devices.add(device);
  if (place >= 0) for (const other of later.slice(place)) devices.add(other);
}

function driversConcerned(old: DeviceResult, fresh: DeviceResult): ReadonlySet<Id> {
  return new Set([...old.matching, ...fresh.matching].map(({ driver }) => driver));
}
