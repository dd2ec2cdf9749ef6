// Who may do DMA in an IOMMU group: the kernel's drivers together, or user space alone (DMA-4).
// drivers/iommu/iommu.c: iommu_device_use_default_domain, iommu_group_claim_dma_owner.
import type { LiveDevice, State } from './live.ts';
import { first } from './value.ts';

/** The name of the device's IOMMU group. */
export function groupName({ group }: Pick<LiveDevice, 'group'>): string | undefined {
  const name = first(group);
  return name === undefined ? undefined : String(name);
}

/** True if a device of the group is open through vfio: no driver that does DMA itself can bind in it. */
export function isOwnedByUser({ ownedGroups }: State, device: LiveDevice): boolean {
  if (ownedGroups.size === 0) return false;
  const name = groupName(device);
  return name !== undefined && ownedGroups.has(name);
}

/** A device of the group that is bound to a driver which does DMA itself: user space cannot have the group while it is. */
export function groupBlocker(state: State, group: string): LiveDevice | undefined {
  for (const device of state.devices.values()) {
    if (!device.driver || device.driver.decl.flags.has('driver_managed_dma')) continue;
    if (device.bus && device.struct?.iommu && groupName(device) === group) return device;
  }
  return undefined;
}
