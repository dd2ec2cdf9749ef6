// The functions of the DMA API, and the device struct that says whose DMA a driver's device does. include/linux/dma-mapping.h.
import type { RootModel } from '../../db/model.ts';
import type { DeviceStruct, Driver } from '../../driver-core/topology.ts';

/** They map memory, or take it from a pool, for the device that they are given. */
export const MAPS = /^dmam?_(alloc|free|map|unmap|sync|pool)/;

/** They say how many address bits the device they are given can drive. */
export const SETS_MASK = /^dma_(set_mask|set_mask_and_coherent|set_coherent_mask|coerce_mask_and_coherent)$/;

/** That of the devices which a driver binds to. */
export function structOf(driver: Driver, model: RootModel): DeviceStruct | undefined {
  const devices = model.topology.buses.get(driver.bus)?.devices ?? [];
  return devices.find((it) => driver.devtype === undefined || it.struct === driver.devtype);
}
