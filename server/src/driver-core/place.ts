// What a device has from the devices above it: who does its DMA, where it is, which IOMMU group it is in. Found once, when it
// is added, from what its parent found. drivers/iommu/iommu.c:iommu_buses, each bus's dma_configure (DMA-1 to DMA-7).
import { assertNever } from '../base/assert-never.ts';
import type { LiveDevice, State, Writable } from './live.ts';
import type { DmaRule, Value } from './topology.ts';
import { first } from './value.ts';

/** Since 6.1 the core walks a fixed list of buses; before, each IOMMU driver registered with those it listens to. */
const FIXED_BUSES_SINCE = 6001;

/** Fills in what depends on parents. `wanted`: the device that its maker names for its DMA. */
export function findPlace(device: Writable<LiveDevice>, wanted: LiveDevice | undefined): void {
  const { parent } = device;
  const dma = wanted ?? dmaDevice(device);
  if (dma) device.dma = dma;
  const controller = device.struct?.dma === 'own' || wanted ? dma : parent?.controller;
  if (controller) device.controller = controller;
  const located = isLocated(device) ? device : parent?.located;
  if (located) device.located = located;
  const group = device.declared?.iommuGroup ?? device.fields.iommu_group ?? parent?.group;
  if (group !== undefined) device.group = group;
}

/** The IOMMU that maps for this device's DMA. Its name if the topology has one, else `iommu`. */
export function iommuOf(state: State, { dma }: LiveDevice): string | undefined {
  if (!dma?.bus) return undefined;
  const { kernel, iommus } = state.topology;
  const { name } = dma.bus.type;
  const listener = iommus.find(({ listens }) => listens.includes(name));
  if (kernel.version < FIXED_BUSES_SINCE && iommus.length > 0) return listener?.name;
  return dma.struct?.iommu ? (listener?.name ?? 'iommu') : undefined;
}

/** The device whose mappings a driver of this device uses; undefined: nobody's. */
function dmaDevice(device: LiveDevice): LiveDevice | undefined {
  const rule: DmaRule = device.struct?.dma ?? (device.class ? 'parent' : 'none');
  switch (rule) {
    case 'own':
      return device;
    case 'parent':
      return device.parent?.dma;
    case 'host':
      // Hubs, interfaces and targets in between have no DMA of their own.
      return device.parent?.controller;
    case 'dma_dev':
    case 'none':
      return undefined;
    default:
      return assertNever(rule);
  }
}

function isNumber(value: Value | undefined): boolean {
  return typeof first(value) === 'number';
}

function isLocated({ fields }: LiveDevice): boolean {
  return isNumber(fields.bus) && isNumber(fields.slot) && isNumber(fields.fn);
}
