// Who may do DMA in an IOMMU group: the kernel's drivers together, or user space alone (DMA-4).
// drivers/iommu/iommu.c: iommu_device_use_default_domain, iommu_group_claim_dma_owner.
import type { LiveDevice, State } from './live.ts';
import { first } from './value.ts';

/** True if a device of the group is open through vfio: no driver that does DMA itself can bind in it. */
export function isOwnedByUser({ ownedGroups }: State, { group }: LiveDevice): boolean {
  if (ownedGroups.size === 0) return false;
  const name = first(group);
  return name !== undefined && ownedGroups.has(String(name));
}

/** A device of the group that is bound to a driver which does DMA itself: user space cannot have the group while it is. */
export function groupBlocker(state: State, group: string): LiveDevice | undefined {
  for (const device of state.devices.values()) {
    if (!device.driver || device.driver.decl.flags.has('driver_managed_dma')) continue;
    const name = device.bus && device.struct?.iommu ? first(device.group) : undefined;
    if (name !== undefined && String(name) === group) return device;
  }
  return undefined;
}
