// Runs the driver core over a topology: boots a machine, then reads what it came to. Pure and deterministic. It always ends: retries
// without gain are counted (base/settle.ts), each round loads one more module (boot.ts), what drivers make has a roof (make.ts).
import { type LazyMap, lazyMap } from '../base/lazy-map.ts';
import { boot } from './boot.ts';
import { absentResult, deviceResult } from './device-result.ts';
import type { State } from './live.ts';
import type { Machine } from './machine.ts';
import type { DeviceResult, Run, TraceStep } from './result.ts';
import { driverResults, moduleResults, orderOf } from './run-results.ts';
import { createState } from './state.ts';
import type { Id, Topology } from './topology.ts';

const machines = new WeakMap<Run, Machine>();

export function run(topology: Topology): Run {
  const state = createState(topology);
  boot(state);
  const devices = deviceResults(state);
  return viewOf({
    state,
    devices,
    drivers: driverResults(state),
    modules: moduleResults(state),
    order: orderOf(state),
  });
}

/** The machine that made this run; undefined for one that `run` and `rerun` did not make. */
export function machineOf(result: Run): Machine | undefined {
  return machines.get(result);
}

/** The run that a machine shows. */
export function viewOf(machine: Machine): Run {
  const { state, devices, drivers, modules, order } = machine;
  const { topology } = state;
  const result: Run = {
    kernel: topology.kernel.version,
    devices,
    drivers,
    modules,
    order,
    refused: state.refused,
    notMade: state.notMade,
    get trace() {
      return traceOf(topology);
    },
  };
  machines.set(result, machine);
  return result;
}

/** Each made when it is first read: nothing happens on the machine any more. */
function deviceResults(state: State): LazyMap<Id, DeviceResult> {
  return lazyMap<Id, DeviceResult>(
    () => idsOf(state),
    (id) => {
      const device = state.devices.get(id);
      if (device) return deviceResult(state, device);
      const reason = state.absent.get(id);
      const declared = reason && state.declared.get(id);
      return declared && absentResult(declared, reason);
    },
  );
}

/** What is there in the order in which it came, then what is declared and absent. */
function* idsOf(state: State): Iterable<Id> {
  yield* state.devices.keys();
  for (const { id } of state.topology.devices) if (!state.devices.has(id)) yield id;
}

const traces = new WeakMap<Topology, readonly TraceStep[]>();

/** Runs once more with notes: nobody pays for a trace that nobody reads. */
function traceOf(topology: Topology): readonly TraceStep[] {
  const known = traces.get(topology);
  if (known) return known;
  const steps: TraceStep[] = [];
  boot(createState(topology, { trace: steps, keepsOrder: true }));
  traces.set(topology, steps);
  return steps;
}
