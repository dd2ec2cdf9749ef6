// What a run says of drivers, modules and the order in which drivers registered.
import type { LiveDriver, State } from './live.ts';
import type { DeviceResult, DriverResult, ModuleResult } from './result.ts';
import type { Id } from './topology.ts';

export function driverResults(state: State, devices: ReadonlyMap<Id, DeviceResult>): Map<Id, DriverResult> {
  const matches = new Map<Id, Id[]>();
  for (const { id, attempts } of devices.values()) {
    for (const { driver, verdict } of attempts) {
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

export function driverResult(driver: LiveDriver, matches: readonly Id[]): DriverResult {
  return {
    id: driver.id,
    registered: driver.order > 0,
    ...(driver.order > 0 && { order: driver.order }),
    devices: driver.devices.map(({ id }) => id),
    matches,
  };
}

export function moduleResults(state: State): Map<string, ModuleResult> {
  const results = new Map<string, ModuleResult>();
  for (const { name, loaded, builtin, why } of state.modules.values()) {
    results.set(name, { name, loaded, builtin, ...(loaded && why !== undefined && { why }) });
  }
  return results;
}

export function orderOf(state: State): ReadonlyMap<string, readonly Id[]> {
  const order = new Map<string, readonly Id[]>();
  for (const [name, { registered }] of state.buses) {
    if (registered.length > 0)
      order.set(
        name,
        registered.map(({ id }) => id),
      );
  }
  return order;
}
