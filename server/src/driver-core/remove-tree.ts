// A device goes with all that hangs below it. What a driver made is deleted by that driver's remove, everything else here.
// drivers/pci/remove.c:pci_stop_and_remove_bus_device, drivers/usb/core/hub.c:usb_disconnect (LC-48 to LC-52).
import type { LiveDevice, State } from './live.ts';
import type { Id } from './topology.ts';
import { deleteMade, removeDevice } from './undo.ts';

/**
 * Children first, the youngest first of all; a device that a driver made is deleted by that driver's remove.
 * Without recursion: how deep devices lie below each other is up to the text.
 */
export function removeTree(state: State, top: LiveDevice, went: (id: Id) => void): void {
  const path: { readonly device: LiveDevice; readonly children: LiveDevice[] }[] = [];
  const enter = (device: LiveDevice) => {
    // What goes may take along what was to go next; and two removals may have waited for one close.
    if (state.devices.get(device.id) === device) path.push({ device, children: [...device.children] });
  };
  enter(top);
  for (let at = path.at(-1); at; at = path.at(-1)) {
    const child = at.children.pop();
    if (child) {
      if (!child.maker) enter(child);
      continue;
    }
    path.pop();
    went(at.device.id);
    if (at.device.maker || at.device.physfn) deleteMade(state, at.device);
    else removeDevice(state, at.device);
  }
}
