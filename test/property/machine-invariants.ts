// What holds of a machine of a topology between any two acts of a scenario.
import type { BaseDevice } from '../../server/src/driver-core/base/objects.ts';
import type { LiveDevice, LiveDriver, State } from '../../server/src/driver-core/live.ts';
import type { ScenarioMachine } from '../../server/src/driver-core/scenario/index.ts';

/** What is broken, one sentence each. */
export function brokenInvariants(machine: ScenarioMachine): readonly string[] {
  const { state } = machine;
  const there = [...state.devices.values()];
  const onBuses = [...state.buses.values()].flatMap(({ devices }) => [...devices.values()]);
  return [
    ...broken(
      isSame([...state.core.order], there),
      'the order holds other devices than those that are there',
    ),
    ...broken(
      isSame(
        onBuses,
        there.filter(({ bus }) => bus),
      ),
      'the buses list other devices than those that are there',
    ),
    ...there.flatMap((device) => ofDevice(state, device)),
    ...[...state.drivers.values()].flatMap((driver) => ofDriver(state, driver)),
    ...numbers(state, there),
    ...waiting(machine),
  ];
}

function ofDevice(state: State, device: LiveDevice): readonly string[] {
  const { name, driver, isBound, made, maker, handles, taken, isDead } = device;
  const asked = [...state.requests.values()].some(({ target }) => target === device);
  const isOfModule = maker !== undefined && maker.device === undefined;
  return [
    ...broken(!isDead, `${name} is there and dead`),
    ...broken(isBound === (driver !== undefined), `${name} has a driver that has not bound it`),
    ...broken(!driver || driver.devices.has(device), `${name} is not in the list of ${driver?.name ?? ''}`),
    ...broken(
      !driver || driver.order > 0,
      `${name} is bound to ${driver?.name ?? ''}, which is not registered`,
    ),
    ...broken(isBound || asked || made.length === 0, `${name} is unbound and has made something`),
    ...broken(
      isBound || isOfModule || handles.length === 0,
      `${name} is unbound and registered with a class`,
    ),
    ...broken(isBound || asked || taken.length === 0, `${name} is unbound and holds numbers`),
    ...broken(
      made.every((it) => state.devices.get(it.id) === it),
      `${name} has made what is not there`,
    ),
    ...broken(
      !maker?.request || state.requests.has(maker.request.name),
      `${name} was made for ${maker?.request?.name ?? ''}, which was deleted`,
    ),
  ];
}

function ofDriver(state: State, { name, devices, order, module }: LiveDriver): readonly string[] {
  return [
    ...broken(
      [...devices].every(({ driver }) => driver?.name === name),
      `${name} lists what it does not drive`,
    ),
    ...broken(
      order === 0 || state.modules.get(module)?.loaded === true,
      `${name} is left of a module that is gone`,
    ),
  ];
}

/** No two hold one number, and every number that is in use is held, or is the number of a device that was left behind. */
function numbers(state: State, there: readonly LiveDevice[]): readonly string[] {
  const held = there.flatMap(({ taken }) => taken.map(({ ida, number }) => `${ida} ${number}`));
  const used = [...state.idas].flatMap(([ida, { used: list }]) =>
    [...list].map((number) => `${ida} ${number}`),
  );
  const holders = new Set(held);
  return [
    ...broken(holders.size === held.length, `a number is held twice: ${held.join(', ')}`),
    ...used.filter((it) => !holders.has(it)).map((it) => `${it} was never given back`),
  ];
}

function waiting({ waiting: list, opens }: ScenarioMachine): readonly string[] {
  const open = new Set([...opens.keys()].map(({ id }) => id));
  return list
    .filter((it) => !open.has(it.open))
    .map((it) => `something waits for ${it.open}, which is not open`);
}

function broken(isFine: boolean, what: string): readonly string[] {
  return isFine ? [] : [what];
}

function isSame(one: readonly BaseDevice[], other: readonly BaseDevice[]): boolean {
  return one.length === other.length && new Set([...one, ...other]).size === one.length;
}
