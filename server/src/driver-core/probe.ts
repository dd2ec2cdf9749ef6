// One driver's chance to bind one device: what the core checks first, the bus's checks, the driver's probe, and what follows.
// drivers/base/dd.c: driver_probe_device, really_probe, driver_bound (domain.md 1.7, 1.8, LC-21, LC-24, LC-27).
import { defer, endWait, leaveDeferred, trigger } from './deferral.ts';
import { lookupFor } from './device-field.ts';
import { missingSupplier, supplierName } from './device-links.ts';
import type { LiveDevice, LiveDriver, State } from './live.ts';
import { matchDevice } from './match.ts';
import type { Attempt, AttemptOutcome, Reason, Verdict } from './result.ts';
import type { Failure, StepContext } from './step-context.ts';
import { runSteps } from './steps.ts';
import { note } from './trace.ts';
import { markOf, undoSteps } from './unbind.ts';

/** Whether the walk over drivers goes on (LC-21): errors of the core stop it, those of a probe do not. */
export type Walk = 'next' | 'stop';

/** Retries of a device whose failing probe bound children of its own: the kernel would go on for ever (LC-27). */
const MOST_CHURN = 8;

/** Probes and notes the attempt; binds if nothing stands against it. */
export function probeDevice(state: State, device: LiveDevice, driver: LiveDriver, verdict: Verdict): Walk {
  const before = state.triggers;
  const end = (outcome: AttemptOutcome, more: Pick<Attempt, 'errno' | 'detail'>, walk: Walk): Walk => {
    noteAttempt(device, { driver: driver.id, verdict, outcome, ...more });
    return walk;
  };
  if (device.driver) return end('busy', { errno: 'EBUSY' }, 'stop');
  const missing = missingSupplier(state, device);
  delete device.waitsFor;
  if (missing) {
    device.waitsFor = missing;
    deferAgain(state, device, before);
    note(state, () => ({
      act: 'defer',
      device: device.id,
      driver: driver.id,
      text: `supplier ${supplierName(state, missing.supplier)} is not bound: probe is not called`,
      rule: 'LC-34',
    }));
    return end(
      'supplier missing',
      { errno: 'EPROBE_DEFER', detail: supplierName(state, missing.supplier) },
      'stop',
    );
  }
  const failure = yieldsTo(state, device, driver) ?? runProbe(state, device, driver);
  if (!failure) {
    bind(state, device, driver);
    return end('bound', {}, 'stop');
  }
  return fail(state, device, driver, failure, before, end);
}

/** Runs the probe and notes the attempt, nothing else: true if the driver takes the device. No core check, no deferral. */
export function tryProbe(state: State, device: LiveDevice, driver: LiveDriver, verdict: Verdict): boolean {
  const failure = runProbe(state, device, driver);
  const outcome = failure ? failedOutcome(failure) : 'bound';
  noteAttempt(device, { driver: driver.id, verdict, outcome, ...failureDetail(failure) });
  return !failure;
}

/** Keeps the last attempt of each driver. */
export function noteAttempt(device: LiveDevice, attempt: Attempt): void {
  const place = device.attempts.findIndex(({ driver }) => driver === attempt.driver);
  device.attempts.splice(place < 0 ? device.attempts.length : place, 1, attempt);
}

/** device_bind_driver: links, lists and the trigger; no match and no probe (LC-73). */
export function bind(state: State, device: LiveDevice, driver: LiveDriver): void {
  device.driver = driver;
  device.boundIn = state.registrations;
  driver.devices.push(device);
  leaveDeferred(state, device);
  note(state, () => ({
    act: 'bind',
    device: device.id,
    driver: driver.id,
    text: `${device.name} is bound to ${driver.decl.name}`,
    rule: 'LC-12',
  }));
  endWait(state, device);
  for (const link of state.consumers.get(device.id) ?? []) {
    const { consumer } = link;
    if (link.autoprobeConsumer && !consumer.driver && consumer.bus) defer(state, consumer);
  }
  trigger(state);
}

function runProbe(state: State, device: LiveDevice, driver: LiveDriver): Failure | undefined {
  note(state, () => ({
    act: 'probe',
    device: device.id,
    driver: driver.id,
    text: `probe ${device.name} with ${driver.decl.name}`,
    rule: 'LC-12',
  }));
  const { kernel } = state.topology;
  const context: StepContext = {
    state,
    device,
    driver,
    module: driver.module,
    lookup: lookupFor(kernel, device, driver),
    acquired: new Map(),
  };
  const mark = markOf(device);
  const failure = runSteps(context, driver.bus.type.probe) ?? runSteps(context, driver.decl.probe);
  if (!failure) return undefined;
  if (device.made.length > mark.made) {
    device.churn++;
    state.hasChurn = true;
  }
  undoSteps(state, device, mark);
  if (failure.errno === 'EPROBE_DEFER' && driver.decl.flags.has('platform_driver_probe')) {
    return { ...failure, errno: 'ENXIO' };
  }
  return failure;
}

/** hid-generic and usb_generic_driver decline what another driver of the bus matches (LC-16, LC-17). */
function yieldsTo(state: State, device: LiveDevice, driver: LiveDriver): Failure | undefined {
  if (!driver.decl.flags.has('yields')) return undefined;
  const other = driver.bus.registered.find(
    (candidate) =>
      candidate !== driver &&
      !candidate.decl.flags.has('yields') &&
      matchDevice(state.topology.kernel, device, candidate).result === 'yes',
  );
  return other && { errno: 'ENODEV', detail: `it yields to ${other.decl.name}` };
}

function fail(
  state: State,
  device: LiveDevice,
  driver: LiveDriver,
  failure: Failure,
  before: number,
  end: (outcome: AttemptOutcome, more: Pick<Attempt, 'errno' | 'detail'>, walk: Walk) => Walk,
): Walk {
  const { errno, detail } = failure;
  note(state, () => ({
    act: errno === 'EPROBE_DEFER' ? 'defer' : 'skip',
    device: device.id,
    driver: driver.id,
    text: `probe of ${device.name} with ${driver.decl.name} returns -${errno}${detail ? `: ${detail}` : ''}`,
    rule: errno === 'EPROBE_DEFER' ? 'LC-21' : 'LC-24',
  }));
  if (failure.stop) device.stop = failure.stop;
  if (errno === 'EPROBE_DEFER') {
    if (device.churn < MOST_CHURN) deferAgain(state, device, before);
    else device.stop = endlessProbe(driver);
  }
  return end(failedOutcome(failure), failureDetail(failure), 'next');
}

function failedOutcome({ errno }: Failure): AttemptOutcome {
  if (errno === 'EPROBE_DEFER') return 'deferred';
  return errno === 'ENODEV' || errno === 'ENXIO' ? 'declined' : 'failed';
}

function failureDetail(failure: Failure | undefined): Pick<Attempt, 'errno' | 'detail'> {
  if (!failure) return {};
  const { errno, detail } = failure;
  return detail === undefined ? { errno } : { errno, detail };
}

/** A trigger that came while the device was being probed counts for it too (LC-28, trigger 7; section 10 row 1). */
function deferAgain(state: State, device: LiveDevice, before: number): void {
  defer(state, device);
  if (state.triggers !== before) trigger(state);
}

function endlessProbe(driver: LiveDriver): Reason {
  return {
    code: 'probe-defer',
    text: `\`${driver.decl.name}\` makes devices and then returns -EPROBE_DEFER: each of them triggers the next retry, the kernel never stops`,
    rule: 'LC-27',
  };
}
