// What a run says of drivers, modules and the order in which drivers registered.
import { lowerBound } from './by-seq.ts';
import type { LiveDriver, LiveModule, State } from './live.ts';
import type { Machine } from './machine.ts';
import type { DeviceResult, DriverResult, ModuleResult } from './result.ts';
import type { Id } from './topology.ts';

export function driverResults(state: State, devices: ReadonlyMap<Id, DeviceResult>): Map<Id, DriverResult> {
  const matches = new Map<Id, Id[]>();
  for (const { id, matching } of devices.values()) {
    for (const { driver, verdict } of matching) {
      if (verdict.result !== 'yes') continue;
      const list = matches.get(driver);
      if (list) list.push(id);
      else matches.set(driver, [id]);
    }
  }
  const results = new Map<Id, DriverResult>();
  for (const driver of state.drivers.values()) {
    results.set(driver.id, driverResult(driver, matches.get(driver.id) ?? []));
  }
  return results;
}

function driverResult(driver: LiveDriver, matches: readonly Id[]): DriverResult {
  return {
    id: driver.id,
    registered: driver.order > 0,
    ...(driver.order > 0 && { order: driver.order }),
    devices: [...driver.devices].map(({ id }) => id),
    matches,
  };
}

export function moduleResults(state: State): Map<string, ModuleResult> {
  const results = new Map<string, ModuleResult>();
  for (const module of state.modules.values()) results.set(module.name, moduleResult(module));
  return results;
}

export function moduleResult({ name, loaded, builtin, why }: LiveModule): ModuleResult {
  return { name, loaded, builtin, ...(loaded && why !== undefined && { why }) };
}

/**
 * Puts a device whose result changed into the lists of a driver, or takes it out. False: both lists are as they were, and so
 * is the result of the driver.
 */
export function moveInLists(machine: Machine, id: Id, old: DeviceResult, fresh: DeviceResult): boolean {
  const driver = machine.state.drivers.get(id);
  const result = machine.drivers.get(id);
  if (!driver || !result) return false;
  const matched = matchesBy(old, id);
  const isBound = fresh.driver === id;
  const isMatched = matchesBy(fresh, id);
  if ((old.driver === id) === isBound && matched === isMatched) return false;
  const matches = result.matches.slice();
  const seqOf = (device: Id) => machine.state.devices.get(device)?.seq ?? 0;
  const place = lowerBound(matches, seqOf, seqOf(fresh.id));
  if (matched && !isMatched) matches.splice(place, 1);
  if (!matched && isMatched) matches.splice(place, 0, fresh.id);
  machine.drivers.set(id, driverResult(driver, matches));
  return true;
}

function matchesBy({ matching }: DeviceResult, id: Id): boolean {
  return matching.some(({ driver, verdict }) => driver === id && verdict.result === 'yes');
}

export function orderOf(state: State): ReadonlyMap<string, readonly Id[]> {
  const order = new Map<string, readonly Id[]>();
  for (const [name, { drivers }] of state.buses) {
    if (drivers.size > 0)
      order.set(
        name,
        Array.from(drivers.values(), ({ id }) => id),
      );
  }
  return order;
}
