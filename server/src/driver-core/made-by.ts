// Who made a device, as a result says it: ids instead of live objects.
import type { Maker } from './live.ts';
import type { DeviceResult } from './result.ts';

export function madeBy(maker: Maker): NonNullable<DeviceResult['madeBy']> {
  return {
    ...(maker.device && { device: maker.device.id }),
    ...(maker.driver && { driver: maker.driver.id }),
    ...(maker.module !== undefined && { module: maker.module }),
    ...(maker.label !== undefined && { label: maker.label }),
    ...(maker.request && { request: maker.request.id }),
  };
}
