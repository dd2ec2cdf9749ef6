// Finds in what happens what a script has no words for: a kernel would be told something other than what ran.
import { type Entries, hasEntry } from '../../driver-core/base/entries.ts';
import type { Event } from '../../driver-core/base/event.ts';
import type { BaseDevice } from '../../driver-core/base/objects.ts';
import { isNamedByFirmware } from '../../driver-core/device-links.ts';
import type { LiveDevice, State } from '../../driver-core/live.ts';
import type { Kernel } from '../../driver-core/topology.ts';
import { hasOverride } from './answers.ts';
import { report } from './journal.ts';
import type { Taking } from './taking.ts';

export function checkEvent({ journal, frames }: Taking, event: Event, { core, topology }: State): void {
  switch (event.kind) {
    case 'match':
      if (event.result > 0 && waitsForOwn(event.device, topology.kernel))
        report(journal, 'it waits for a supplier of its driver that is not there yet', event.device.id);
      break;
    case 'dma_configure':
      if (event.result !== 0)
        report(
          journal,
          'its dma_configure() fails: user space owns the IOMMU group (DMA-4)',
          event.device.id,
        );
      break;
    case 'probe':
      if (core.probesAnyway)
        report(journal, 'it is probed because the boot waits for the network (LC-37)', event.device.id);
      break;
    case 'notify':
      if (event.what === 'bound' && core.pausesSyncState && core.awaitsSync.size > 0)
        report(journal, 'a sync_state waits for the end of the boot (LC-39)', event.device.id);
      break;
    case 'defer':
      if (!core.retriesDeferred)
        report(
          journal,
          'it is deferred before late_initcall, when nothing is retried (LC-29)',
          event.device.id,
        );
      break;
    case 'add':
      if (event.device.parent?.isDead)
        report(journal, 'it is added below a device that was deleted', event.device.id);
      if (isTakenElsewhere(event.device, core.entries))
        report(journal, 'a device of another bus has its name in the same directory (LC-7)', event.device.id);
      if (frames.length > 0 && isLate(event.device))
        report(
          journal,
          'a driver adds it to a bus that attaches its devices itself (LC-19)',
          event.device.id,
        );
      if (frames.length > 0 && hasOwnOverride(event.device))
        report(journal, 'a driver makes it, and it has a driver_override from the start', event.device.id);
      break;
    default:
  }
}

/** Whether the walk of a bus that attaches its devices itself is another one than that of device_add() (LC-19). */
export function isLate({ bus }: BaseDevice): boolean {
  if (!bus?.attachesItself) return false;
  return !bus.autoprobe || [...bus.drivers.values()].some(({ isAsync }) => isAsync);
}

function isTakenElsewhere({ entry, parent, bus, name }: BaseDevice, entries: Entries): boolean {
  return hasEntry(entries, parent, entry) && bus?.devices.has(name) !== true;
}

function hasOwnOverride(device: BaseDevice): boolean {
  // Every device of a run is a live one.
  return (device as LiveDevice).driverOverride !== undefined && hasOverride(device.bus);
}

/** A link that a driver makes cannot be there before its supplier. */
function waitsForOwn(device: BaseDevice, kernel: Kernel): boolean {
  // Every device of a run is a live one.
  const { named, absentSuppliers } = device as LiveDevice;
  return named.some((it) => absentSuppliers?.has(it.supplier) === true && !isNamedByFirmware(kernel, it));
}
