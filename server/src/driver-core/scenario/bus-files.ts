// Writes to the files of a bus and its drivers: bind, unbind, drivers_probe, drivers_autoprobe, rescan (LC-40, LC-41).
import { rescanBus, writeBind, writeDriversProbe, writeUnbind } from '../base/control.ts';
import { ENODEV } from '../base/errno.ts';
import { deviceResult } from '../device-result.ts';
import { matchDevice } from '../match.ts';
import type { Value } from '../topology.ts';
import { first } from '../value.ts';
import { driverTarget, liveTarget } from './find.ts';
import type { ScenarioMachine } from './machine.ts';
import { failed, notOnBus, OK, ofResult, whyNotBound } from './outcome.ts';
import { bringBack } from './plug.ts';
import type { Outcome, Target } from './script.ts';
import { unlessOpen } from './waiting.ts';

export function bindTo({ state }: ScenarioMachine, target: Target, wanted: Target): Outcome {
  const device = liveTarget(state, target);
  if (!device?.bus) return notOnBus(target, device);
  const driver = driverTarget(state, wanted, device);
  if (!driver || driver.order === 0) {
    return failed('ENOENT', `no driver \`${wanted.join('/')}\` is registered on ${device.bus.name}`, 'LC-40');
  }
  if (driver.suppressBindAttrs) return failed('ENOENT', `${driver.name} has no bind file`, 'LC-40');
  const { bus } = device;
  if (driver.bus !== bus) {
    const text = `${device.name} is on ${bus.name}: the bind file of ${driver.name} looks for it on ${driver.bus.name}`;
    return failed('ENODEV', text, 'LC-40');
  }
  const before = device.driver;
  const result = writeBind(state.core, bus, driver, device.name);
  const why = () => {
    if (result === -ENODEV && matchDevice(state.topology.kernel, device, driver).result === 'no')
      return `${driver.name} does not match ${device.name}: bind asks match() too`;
    return before ? `${device.name} is bound to ${before.name} already` : whyNotBound(device, driver.name);
  };
  return ofResult(result, why, 'LC-40');
}

export function unbind(machine: ScenarioMachine, target: Target): Outcome {
  const { state } = machine;
  const device = liveTarget(state, target);
  if (!device?.bus) return notOnBus(target, device);
  const { bus, driver } = device;
  if (!driver) return failed('ENODEV', `${device.name} is bound to no driver`, 'LC-40');
  if (driver.suppressBindAttrs) return failed('ENOENT', `${driver.name} has no unbind file`, 'LC-40');
  return unlessOpen(machine, device, () =>
    ofResult(writeUnbind(state.core, bus, driver, device.name), () => `${device.name} is not bound`, 'LC-40'),
  );
}

export function driversProbe({ state }: ScenarioMachine, target: Target): Outcome {
  const device = liveTarget(state, target);
  if (!device?.bus) return notOnBus(target, device);
  const result = writeDriversProbe(state.core, device.bus, device.name);
  const why = () => {
    const { text } = deviceResult(state, device).reason;
    return `the walk over the drivers for ${device.name} ends with an error: ${text}`;
  };
  return ofResult(result, why, 'LC-41');
}

/** PCI finds again what was removed; then, and on other buses, every unbound device is walked. */
export function rescan(machine: ScenarioMachine, name: string): Outcome {
  const bus = machine.state.buses.get(name);
  if (!bus) return failed('ENOENT', `there is no bus ${name}`, 'LC-4');
  if (bus.attachesItself) {
    bringBack(machine, name);
    return OK;
  }
  return ofResult(
    rescanBus(machine.state.core, bus),
    () => 'bus_rescan_devices() ended at a device',
    'LC-41',
  );
}

export function setBusAttribute(
  { state }: ScenarioMachine,
  name: string,
  attribute: string,
  value: Value,
): Outcome {
  const bus = state.buses.get(name);
  if (!bus) return failed('ENOENT', `there is no bus ${name}`, 'LC-4');
  if (attribute !== 'drivers_autoprobe')
    return failed('ENOENT', `buses have no attribute ${attribute}`, 'LC-41');
  bus.autoprobe = Number(first(value)) !== 0;
  return OK;
}
