// A write to `authorized` of a USB device or interface (BUS-usb). Taking it from an interface unbinds that; a device without it has no
// configuration, so its interfaces go. Giving it to an interface binds nothing: drivers_probe does.
// drivers/usb/core/sysfs.c: authorized_store, interface_authorized_store; message.c: usb_deauthorize_interface.
import { writeUnbind } from '../base/control.ts';
import type { LiveDevice } from '../live.ts';
import { forgetRefusals } from '../probe.ts';
import { removeTree } from '../remove-tree.ts';
import type { Value } from '../topology.ts';
import { first } from '../value.ts';
import type { ScenarioMachine } from './machine.ts';
import { OK } from './outcome.ts';
import { bringBackBelow } from './plug.ts';
import type { Outcome } from './script.ts';
import { unlessOpen } from './waiting.ts';

export function authorize(machine: ScenarioMachine, device: LiveDevice, value: Value): Outcome {
  const { state } = machine;
  const isGiven = Number(first(value)) !== 0;
  device.fields = { ...device.fields, authorized: isGiven ? 1 : 0 };
  forgetRefusals(device);
  if (device.struct?.struct !== WHOLE_DEVICE) return isGiven ? OK : letGo(machine, device);
  if (isGiven) {
    bringBackBelow(machine, device.id);
    return OK;
  }
  return unlessOpen(machine, device, () => {
    for (const part of [...device.children].reverse()) {
      if (part.maker || part.struct?.struct === WHOLE_DEVICE) continue;
      const child = state.devices.get(part.id);
      if (child) removeTree(state, child, (id) => machine.gone.set(id, 'removed'));
    }
    return OK;
  });
}

const WHOLE_DEVICE = 'usb_device';

/** usb_forced_unbind_intf(). */
function letGo(machine: ScenarioMachine, device: LiveDevice): Outcome {
  const { bus, driver } = device;
  if (!bus || !driver) return OK;
  return unlessOpen(machine, device, () => {
    writeUnbind(machine.state.core, bus, driver, device.name);
    return OK;
  });
}
