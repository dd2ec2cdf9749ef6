// What a run says of drivers, modules and the order in which drivers registered.
import { type LazyMap, lazyMap } from '../base/lazy-map.ts';
import { attemptOf } from './attempts.ts';
import { devicesFor } from './bus-drivers.ts';
import { lowerBound } from './by-seq.ts';
import type { LiveDriver, LiveModule, State } from './live.ts';
import type { Machine } from './machine.ts';
import type { DeviceResult, DriverResult, ModuleResult } from './result.ts';
import type { Id } from './topology.ts';

export function driverResults(state: State): LazyMap<Id, DriverResult> {
  return lazyMap<Id, DriverResult>(
    () => state.drivers.keys(),
    (id) => {
      const driver = state.drivers.get(id);
      return driver && driverResult(driver, matchesOf(state, driver));
    },
  );
}

/** In addition order: only devices that the bus's index leaves to the driver are asked. */
function matchesOf(state: State, driver: LiveDriver): readonly Id[] {
  const matches: Id[] = [];
  for (const device of devicesFor(driver)) {
    if (attemptOf(state, device, driver)?.verdict.result === 'yes') matches.push(device.id);
  }
  return matches;
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

export function moduleResults({ modules }: State): LazyMap<string, ModuleResult> {
  return lazyMap<string, ModuleResult>(
    () => modules.keys(),
    (name) => {
      const module = modules.get(name);
      return module && moduleResult(module);
    },
  );
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
  machine.drivers.all().set(id, driverResult(driver, matches));
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
