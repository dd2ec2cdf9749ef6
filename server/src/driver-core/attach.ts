// The two walks: a device over the drivers of its bus, and a new driver over the devices of its bus.
// drivers/base/dd.c: __device_attach, driver_attach; drivers/base/bus.c:bus_add_driver (LC-10 to LC-20, LC-73, 1.6).
import { defer, leaveDeferred } from './deferral.ts';
import type { LiveBus, LiveDevice, LiveDriver, State } from './live.ts';
import { matchDevice } from './match.ts';
import { matchRule } from './match-rule.ts';
import { bind, noteAttempt, probeDevice, type Walk } from './probe.ts';
import type { Verdict } from './result.ts';
import { note } from './trace.ts';
import { unbindDevice } from './unbind.ts';

/**
 * Looks for a driver for a new device, in registration order (LC-12). A bus that calls device_attach() itself, once the
 * device is complete, asks neither for autoprobe nor for asynchronous probing (LC-19).
 */
export function attachDevice(state: State, device: LiveDevice): void {
  const { bus } = device;
  if (!bus || device.driver) return;
  const claimed = device.declared?.claimedBy;
  if (claimed !== undefined) claim(state, device, bus, claimed);
  else if (bus.type.walk === undefined) retryDevice(state, device);
  else walkDrivers(state, device, bus, () => true);
}

/** device_initial_probe(): synchronous drivers first, asynchronous ones if none of them bound (LC-15). */
export function retryDevice(state: State, device: LiveDevice): void {
  const { bus } = device;
  if (!bus?.autoprobe || device.driver) return;
  if (walkDrivers(state, device, bus, isSync) === 'next') {
    walkDrivers(state, device, bus, (driver) => !isSync(driver));
  }
}

/** device_driver_attach(): the driver that the maker names, without match(). */
export function attachTo(state: State, device: LiveDevice, driver: LiveDriver): void {
  probeDevice(state, device, driver, { result: 'yes', step: `creates … { driver = ${driver.decl.name}; }` });
}

/**
 * driver_register(): puts the driver at the end of the bus's list and offers it every device that is there (LC-13).
 * A failed probe never fails the registration (LC-10); platform_driver_probe() does if nothing binds (LC-11).
 */
export function registerDriver(state: State, driver: LiveDriver): void {
  const { bus } = driver;
  bus.registered.push(driver);
  driver.order = bus.registered.length;
  driver.registration = ++state.registrations;
  note(state, () => ({
    act: 'register-driver',
    driver: driver.id,
    text: `register ${driver.decl.name} on ${bus.type.name}`,
    rule: 'LC-13',
  }));
  if (driver.decl.flags.has('yields')) bus.yielding.push(driver);
  else takeFromYielding(state, driver);
  if (bus.autoprobe) for (const device of devicesFor(driver)) offer(state, device, driver);
  if (!driver.decl.flags.has('platform_driver_probe')) return;
  driver.closed = true;
  if (driver.devices.length > 0) return;
  bus.registered.pop();
  driver.order = 0;
}

function isSync(driver: LiveDriver): boolean {
  return !driver.decl.flags.has('async');
}

/** `dev->driver` was set before device_add: device_bind_driver without match or probe (LC-73). */
function claim(state: State, device: LiveDevice, bus: LiveBus, name: string): void {
  const driver = bus.drivers.find(({ decl }) => decl.name === name);
  if (!driver) return;
  noteAttempt(device, {
    driver: driver.id,
    verdict: { result: 'yes', step: 'claimed_by' },
    outcome: 'bound',
  });
  bind(state, device, driver);
}

function walkDrivers(
  state: State,
  device: LiveDevice,
  bus: LiveBus,
  mayProbe: (driver: LiveDriver) => boolean,
): Walk {
  for (const driver of driversFor(device, bus)) {
    if (driver.closed) continue;
    const verdict = matchAndNote(state, device, driver);
    if (verdict.result === 'error') {
      if (verdict.errno === 'EPROBE_DEFER') defer(state, device);
      return 'stop';
    }
    if (verdict.result === 'no' || !mayProbe(driver)) continue;
    if (probeDevice(state, device, driver, verdict) === 'stop') return 'stop';
  }
  return 'next';
}

/** One device of the walk of a new driver: errors of match end nothing here (1.6; section 10 row 16). */
function offer(state: State, device: LiveDevice, driver: LiveDriver): void {
  if (device.driver === driver) return;
  if (device.driver && !driver.bus.type.match?.some(({ kind }) => kind === 'fails')) return;
  const verdict = matchAndNote(state, device, driver);
  if (verdict.result === 'error' && verdict.errno === 'EPROBE_DEFER') defer(state, device);
  if (verdict.result === 'yes' && !device.driver) probeDevice(state, device, driver, verdict);
}

function matchAndNote(state: State, device: LiveDevice, driver: LiveDriver): Verdict {
  const verdict = matchDevice(state.topology.kernel, device, driver);
  if (verdict.result === 'error') {
    noteAttempt(device, {
      driver: driver.id,
      verdict,
      outcome: 'match error',
      ...(verdict.errno !== undefined && { errno: verdict.errno }),
    });
  }
  note(state, () => ({
    act: 'match',
    device: device.id,
    driver: driver.id,
    text: `match ${device.name} with ${driver.decl.name}: ${verdict.result}${verdict.step ? ` by ${verdict.step}` : ''}`,
    rule: matchRule(driver.bus.type),
  }));
  return verdict;
}

/** The registered drivers that may match, in registration order. */
export function driversFor(device: LiveDevice, bus: LiveBus): readonly LiveDriver[] {
  if (!device.candidates) return bus.registered.slice();
  const drivers: LiveDriver[] = [];
  for (const position of device.candidates) {
    const driver = bus.drivers[position];
    if (driver && driver.order > 0) drivers.push(driver);
  }
  return drivers.sort((a, b) => a.order - b.order);
}

/** Devices that the driver may match, in addition order; those that its probes add come in turn (section 10 row 11). */
function* devicesFor(driver: LiveDriver): Iterable<LiveDevice> {
  const { candidates, bus } = driver;
  let one = 0;
  let other = 0;
  while (one < candidates.length || other < bus.universal.length) {
    const candidate = candidates[one];
    const universal = bus.universal[other];
    if (candidate && (!universal || candidate.seq < universal.seq)) {
      one++;
      yield candidate;
    } else if (universal) {
      other++;
      yield universal;
    }
  }
}

/** hid and usb: devices of a driver that yields are probed anew when one that does not registers (LC-16, LC-17). */
function takeFromYielding(state: State, driver: LiveDriver): void {
  for (const other of driver.bus.yielding) {
    for (const device of other.devices.slice()) {
      if (matchDevice(state.topology.kernel, device, driver).result !== 'yes') continue;
      unbindDevice(state, device);
      leaveDeferred(state, device);
      attachDevice(state, device);
    }
  }
}
