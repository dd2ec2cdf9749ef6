// Who does a device's DMA, and which IOMMU and group that comes to. drivers/iommu/iommu.c:iommu_buses, each bus's
// dma_configure (domain.md 2.7, DMA-1 to DMA-7).
import { assertNever } from '../base/assert-never.ts';
import type { LiveDevice, State } from './live.ts';
import type { DmaRule } from './topology.ts';

/** Since 6.1 the core walks a fixed list of buses; before, each IOMMU driver registered with those it listens to. */
const FIXED_BUSES_SINCE = 6001;

/** The device whose mappings a driver of this device uses; undefined: nobody's. */
export function dmaDevice(device: LiveDevice): LiveDevice | undefined {
  if (device.dmaDevice) return device.dmaDevice;
  const rule: DmaRule = device.struct?.dma ?? (device.class ? 'parent' : 'none');
  switch (rule) {
    case 'own':
      return device;
    case 'parent':
      return device.parent && dmaDevice(device.parent);
    case 'host':
      return hostController(device);
    case 'dma_dev':
    case 'none':
      return undefined;
    default:
      return assertNever(rule);
  }
}

/** The IOMMU that maps for this device's DMA. Its name if the topology has one, else `iommu`. */
export function iommuOf(state: State, device: LiveDevice): string | undefined {
  const doer = dmaDevice(device);
  if (!doer?.bus) return undefined;
  const { kernel, iommus } = state.topology;
  const listener = iommus.find(({ listens }) => doer.bus && listens.includes(doer.bus.type.name));
  if (kernel.version < FIXED_BUSES_SINCE && iommus.length > 0) return listener?.name;
  return doer.struct?.iommu ? (listener?.name ?? 'iommu') : undefined;
}

/** Up to the controller: hubs, interfaces and targets in between have no DMA of their own. */
function hostController(device: LiveDevice): LiveDevice | undefined {
  for (let at = device.parent; at; at = at.parent) {
    if (at.struct?.dma === 'own' || at.dmaDevice) return dmaDevice(at);
  }
  return undefined;
}
