// What a machine is at one moment of a scenario, as a run: results are made when they are read, because a scenario that asks for two
// of ten thousand devices pays for two.
import { lazyMap } from '../../base/lazy-map.ts';
import { absentResult, deviceResult } from '../device-result.ts';
import type { DeviceResult, Reason, Run } from '../result.ts';
import { driverResults, moduleResults, orderOf } from '../run-results.ts';
import type { Id } from '../topology.ts';
import type { ScenarioMachine } from './machine.ts';

/** Good until the next act. */
export function momentRun(machine: ScenarioMachine): Run {
  const { state } = machine;
  const devices = lazyMap<Id, DeviceResult>(
    () => [...state.devices.keys(), ...absentIds(machine)],
    (id) => resultOf(machine, id),
  );
  return {
    kernel: state.topology.kernel.version,
    devices,
    drivers: driverResults(state),
    modules: moduleResults(state),
    get order() {
      return orderOf(state);
    },
    refused: state.refused,
    notMade: state.notMade,
    trace: state.trace ?? [],
  };
}

function resultOf(machine: ScenarioMachine, id: Id): DeviceResult | undefined {
  const { state } = machine;
  const device = state.devices.get(id);
  if (!device) {
    const declared = state.declared.get(id);
    return declared && absentResult(declared, state.absent.get(id) ?? GONE);
  }
  const result = deviceResult(state, device);
  const waiting = machine.waiting.find(({ devices }) => devices.has(id));
  return waiting ? { ...result, state: 'waits', reason: waits(waiting.open) } : result;
}

/** It went with something else: a VF with its PF's driver. */
const GONE: Reason = { code: 'absent', text: 'it went with what held it', rule: 'LC-48' };

function waits(open: Id): Reason {
  const name = open.slice(open.indexOf('/') + 1);
  return {
    code: 'absent',
    text: `its removal waits until ${name} is closed`,
    rule: 'LC-69',
  };
}

function absentIds({ state }: ScenarioMachine): readonly Id[] {
  return state.topology.devices.map(({ id }) => id).filter((id) => !state.devices.has(id));
}
