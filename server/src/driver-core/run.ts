// Runs the driver core over a topology: boots a machine, then reads what it came to. Pure and deterministic; it always ends:
// a retry is paid for by a bind that stays (probe.ts), a round by a module (boot.ts), a made device by a fixed roof (make.ts).
import { boot } from './boot.ts';
import { absentResult, deviceResult } from './device-result.ts';
import type { State } from './live.ts';
import type { DeviceResult, Run, TraceStep } from './result.ts';
import { driverResults, moduleResults, orderOf } from './run-results.ts';
import { createState } from './state.ts';
import type { Id, Topology } from './topology.ts';

/** The machine behind a run, for explain.ts and rerun.ts. */
const machines = new WeakMap<Run, State>();

export function run(topology: Topology): Run {
  const state = createState(topology);
  boot(state);
  return readRun(state);
}

/** Throws only for a run that `run` or `rerun` did not make. */
export function machineOf(result: Run): State {
  const state = machines.get(result);
  if (!state) throw new Error('not the result of a run');
  return state;
}

export function readRun(state: State): Run {
  const devices = new Map<Id, DeviceResult>();
  for (const device of state.devices.values()) devices.set(device.id, deviceResult(state, device));
  for (const declared of state.topology.devices) {
    const reason = state.absent.get(declared.id);
    if (reason && !devices.has(declared.id)) devices.set(declared.id, absentResult(declared, reason));
  }
  return bindRun(state, {
    kernel: state.topology.kernel.version,
    devices,
    drivers: driverResults(state, devices),
    modules: moduleResults(state),
    order: orderOf(state),
    refused: state.refused,
    notMade: state.notMade,
    get trace() {
      return traceOf(state.topology);
    },
  });
}

export function bindRun(state: State, result: Run): Run {
  machines.set(result, state);
  return result;
}

const traces = new WeakMap<Topology, readonly TraceStep[]>();

/** Runs once more with notes: nobody pays for a trace that nobody reads. */
export function traceOf(topology: Topology): readonly TraceStep[] {
  const known = traces.get(topology);
  if (known) return known;
  const steps: TraceStep[] = [];
  boot(createState(topology, steps));
  traces.set(topology, steps);
  return steps;
}
