// What the firmware of a script says: which of its devices are described, and which suppliers they name. A kernel makes the links of
// it by itself (fw_devlink), also those to what comes later (LC-37, LC-38).
import type { BaseDevice } from '../../driver-core/base/objects.ts';
import { isNamedByFirmware } from '../../driver-core/device-links.ts';
import type { LiveDevice } from '../../driver-core/live.ts';
import type { Id, Kernel } from '../../driver-core/topology.ts';
import type { Journal } from './journal.ts';
import { clean } from './names.ts';

export interface Firmware {
  /** Undefined: firmware does not know the device. */
  readonly suppliersOf: (device: LiveDevice) => readonly string[] | undefined;
  readonly isEmpty: boolean;
}

export function firmwareOf({ devices, names, busless }: Journal, kernel: Kernel): Firmware {
  const byId = new Map<Id, LiveDevice>([...devices].map((device) => [device.id, device]));
  const named = (device: LiveDevice): readonly Id[] =>
    device.bus
      ? device.named.flatMap((it) =>
          isNamedByFirmware(kernel, it) && !busless.has(it.supplier) ? [it.supplier] : [],
        )
      : [];
  const described = new Set<BaseDevice>();
  for (const device of devices) {
    const suppliers = named(device);
    if (suppliers.length > 0) describe(described, device);
    for (const id of suppliers) describe(described, byId.get(id));
  }
  const nameOf = (id: Id): string => {
    const device = byId.get(id);
    return device ? names.device(device) : clean(id);
  };
  return {
    isEmpty: described.size === 0,
    suppliersOf: (device) => (described.has(device) ? named(device).map(nameOf) : undefined),
  };
}

/** What is described lies in what is described, up to the root. */
function describe(described: Set<BaseDevice>, device: BaseDevice | undefined): void {
  for (let at = device; at && !described.has(at); at = at.parent) if (at.bus) described.add(at);
}
