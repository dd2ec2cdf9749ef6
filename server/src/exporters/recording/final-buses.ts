// The lists of all buses in the end, by the names of a script: what a dump of a kernel is compared with.
import type { BaseBus } from '../../driver-core/base/objects.ts';
import type { Names } from './names.ts';

export interface FinalBus {
  readonly bus: BaseBus;
  /** In the order of the bus, with their drivers. */
  readonly devices: readonly (readonly [device: string, driver: string | null])[];
  /** In registration order. */
  readonly drivers: readonly string[];
}

export function finalBuses(buses: Iterable<BaseBus>, names: Names): readonly FinalBus[] {
  return [...buses].map((bus) => ({
    bus,
    devices: [...bus.devices.values()].map(
      (device) => [names.device(device), device.driver ? names.driver(device.driver) : null] as const,
    ),
    drivers: [...bus.drivers.values()].map(names.driver),
  }));
}
