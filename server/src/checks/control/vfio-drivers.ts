// Which drivers give a device to user space, and which leave its DMA alone (DMA-4).
import type { Driver } from '../../driver-core/topology.ts';

/** Drivers with `driver_managed_dma`, for descriptions that know no more of them than their name. */
const MANAGED: ReadonlySet<string> = new Set(['pcieport', 'pci-stub']);

/** It registers with vfio, or is one of the vfio-* family by its name. */
export function isVfio(driver: Driver): boolean {
  const registers = driver.probe.some((step) => step.kind === 'registers' && step.of === 'vfio');
  return registers || /^vfio[-_]|_vfio_pci$/.test(driver.name);
}

/** It claims the default DMA domain of its device's IOMMU group for the kernel. */
export function ownsDma(driver: Driver): boolean {
  return !driver.flags.has('driver_managed_dma') && !MANAGED.has(driver.name) && !isVfio(driver);
}
