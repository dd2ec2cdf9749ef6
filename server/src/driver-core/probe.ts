// A driver's probe for a device of the description: the bus's checks, the driver's steps, and the note of what came of it.
// What stands around it, from match to bind, is base/probe.ts (LC-11, LC-16, LC-17, LC-24).
import { errnoNumber } from './base/errno.ts';
import { driversFor } from './bus-drivers.ts';
import { lookupFor } from './device-field.ts';
import type { LiveDevice, LiveDriver, State } from './live.ts';
import { matchDevice } from './match.ts';
import type { Attempt, AttemptOutcome, Verdict } from './result.ts';
import type { Failure, StepContext } from './step-context.ts';
import { runSteps } from './steps.ts';
import type { BusType } from './topology.ts';
import { markOf, undoSteps } from './undo.ts';

/** Probes and notes the attempt. 0, or the negative errno that the probe returns; what it had done by then is undone. */
export function runProbe(state: State, device: LiveDevice, driver: LiveDriver): number {
  const failure = attempt(state, device, driver, verdictFor(state, device, driver));
  if (failure?.stop) device.stop = failure.stop;
  if (!failure) device.boundIn = state.registrations;
  return failure ? errnoNumber(failure.errno) : 0;
}

/** Keeps the last attempt of each driver. */
export function noteAttempt(device: LiveDevice, attempt: Attempt): void {
  const place = device.attempts.findIndex(({ driver }) => driver === attempt.driver);
  if (place >= 0) device.attempts[place] = attempt;
  else if (device.attempts.length > 0) device.attempts.push(attempt);
  // An array that is made with its one member takes a tenth of one that grows.
  else device.attempts = [attempt];
}

/** A device that is written to is another for its drivers: what they said before tells nothing about the next probe. */
export function forgetRefusals(device: LiveDevice): void {
  if (!device.isDeferred) device.attempts = device.attempts.filter(({ outcome }) => outcome === 'bound');
}

/** Runs the probe and notes the attempt, with this verdict of match(). */
export function attempt(
  state: State,
  device: LiveDevice,
  driver: LiveDriver,
  verdict: Verdict,
): Failure | undefined {
  const failure = refusal(state, device, driver) ?? callProbe(state, device, driver);
  noteAttempt(
    device,
    failure
      ? {
          driver: driver.id,
          verdict,
          outcome: failedOutcome(failure),
          errno: failure.errno,
          ...(failure.detail !== undefined && { detail: failure.detail }),
          ...(failure.by && { by: failure.by }),
        }
      : { driver: driver.id, verdict, outcome: 'bound' },
  );
  return failure;
}

/** What match() said just before, or some time before an asynchronous probe; a maker that names the driver asks no match(). */
function verdictFor({ lastMatch, topology }: State, device: LiveDevice, driver: LiveDriver): Verdict {
  const wanted = device.maker?.step.facts.driver;
  if (wanted === driver.name) return { result: 'yes', step: `creates … { driver = ${wanted}; }` };
  if (lastMatch?.device === device && lastMatch.driver === driver) return lastMatch.verdict;
  const verdict = matchDevice(topology.kernel, device, driver);
  return verdict.result === 'yes' ? verdict : { result: 'yes' };
}

function callProbe(state: State, device: LiveDevice, driver: LiveDriver): Failure | undefined {
  if (driver.bus.type.probe.length === 0 && driver.decl.probe.length === 0) return undefined;
  const context: StepContext = {
    state,
    device,
    driver,
    module: driver.module,
    lookup: lookupFor(state.topology.kernel, device, driver),
  };
  const mark = markOf(device);
  const failure = busProbe(context, driver.bus.type) ?? runSteps(context, driver.decl.probe);
  if (!failure) return undefined;
  if (device.made.length > mark.made) state.hasChurn = true;
  undoSteps(state, device, mark);
  return failure.errno === 'EPROBE_DEFER' && driver.decl.flags.has('platform_driver_probe')
    ? { ...failure, errno: 'ENXIO' }
    : failure;
}

/** What the bus itself checks before the driver. */
function busProbe(context: StepContext, bus: BusType): Failure | undefined {
  const failure = runSteps(context, bus.probe);
  return failure && { ...failure, by: { who: `the probe of bus ${bus.name}`, rule: 'LC-24' } };
}

function refusal(state: State, device: LiveDevice, driver: LiveDriver): Failure | undefined {
  if (driver.closed)
    return { errno: 'ENXIO', detail: 'platform_driver_probe() takes no device that comes later' };
  return driver.decl.flags.has('yields') ? yieldsTo(state, device, driver) : undefined;
}

/** hid-generic and usb_generic_driver decline what another driver of the bus matches (LC-16, LC-17). */
function yieldsTo(state: State, device: LiveDevice, driver: LiveDriver): Failure | undefined {
  const other = driversFor(device).find(
    (candidate) =>
      candidate !== driver &&
      !candidate.decl.flags.has('yields') &&
      matchDevice(state.topology.kernel, device, candidate).result === 'yes',
  );
  return other && { errno: 'ENODEV', detail: `it yields to ${other.decl.name}` };
}

function failedOutcome({ errno }: Failure): AttemptOutcome {
  if (errno === 'EPROBE_DEFER') return 'deferred';
  return errno === 'ENODEV' || errno === 'ENXIO' ? 'declined' : 'failed';
}
