// Declared devices that a driver found or registered: when it lets go of the device above them they go, and when it takes that
// again it finds them again (docs/adr/0007-who-enumerates.md). Their bus says so. drivers/usb/core/hcd.c:usb_remove_hcd,
// drivers/i2c/i2c-core-base.c:i2c_del_adapter, drivers/spi/spi.c:spi_unregister_controller,
// drivers/hid/hid-core.c:hid_destroy_device (LC-52).
import { addDeclared } from './add-declared.ts';
import { declaredIndex, inPlace } from './declared-index.ts';
import type { LiveDevice, LiveDriver, State } from './live.ts';
import { removeTree } from './remove-tree.ts';
import type { Id } from './topology.ts';

/** The first thing in a driver's remove: what it enumerated below the device goes, the youngest first. */
export function takeEnumerated(state: State, device: LiveDevice, driver: LiveDriver): void {
  const { enumerated } = state;
  if (!enumerated || device.children.size === 0) return;
  const devices = new Set<Id>();
  for (const child of [...device.children].reverse()) {
    if (!goesWith(child, device)) continue;
    removeTree(state, child, (id) => {
      const text = `it went when ${driver.name} let go of ${device.name}, below which that driver had found it`;
      state.absent.set(id, { code: 'absent', text, rule: 'LC-52' });
      devices.add(id);
    });
  }
  if (devices.size > 0) enumerated.set(device.id, { driver, devices });
}

/** The last thing in its probe: it finds again what was there when it let go. */
export function findAgain(state: State, device: LiveDevice, driver: LiveDriver): void {
  const known = state.enumerated?.get(device.id);
  if (known?.driver !== driver) return;
  state.enumerated?.delete(device.id);
  const declared = [...known.devices].flatMap((id) => state.declared.get(id) ?? []);
  for (const one of inPlace(declaredIndex(state.topology), declared)) {
    const isOver = one.parent !== undefined && !state.devices.has(one.parent);
    if (!isOver && one.physfn === undefined && !state.devices.has(one.id)) addDeclared(state, one);
  }
}

/** True for a declared device that the driver of the one above enumerated, and for one without a driver of its own that holds such. */
function goesWith(child: LiveDevice, controller: LiveDevice): boolean {
  const open = [child];
  for (let at = open.pop(); at; at = open.pop()) {
    if (at.maker) continue;
    if (enumeratorOf(at) === controller) return true;
    if (!hasDrivers(at)) open.push(...at.children);
  }
  return false;
}

/** The device whose driver found this one; of a class that drivers register with, the one that registered it (LC-66). */
function enumeratorOf({ struct, class: type, bus, parent }: LiveDevice): LiveDevice | undefined {
  const whose = struct ? struct.enumeratedBy : type?.register && 'parent';
  if (!whose) return undefined;
  let at = parent;
  while (at && (!hasDrivers(at) || (whose === 'host' && at.bus === bus))) at = at.parent;
  return at;
}

function hasDrivers({ bus, struct }: LiveDevice): boolean {
  return bus !== undefined && !struct?.noDriver;
}
