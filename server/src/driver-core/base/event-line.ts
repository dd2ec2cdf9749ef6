// An event of drivers/base as a line, as a recording of a kernel has it (dcoracle/1): `match DEVICE DRIVER 1`. What happens on a bus
// that is watched from within; devices without a bus show only how they come and go.
import type { Event } from './event.ts';
import type { BaseDevice, BaseDriver } from './objects.ts';

/** The names by which a recording knows devices and drivers. */
export interface LineNames {
  readonly device: (device: BaseDevice) => string;
  readonly driver: (driver: BaseDriver) => string;
}

/** Undefined: no recording shows it. */
export function eventLine(event: Event, names: LineNames): string | undefined {
  switch (event.kind) {
    case 'add':
    case 'del':
    case 'del_done':
      return `${event.kind} ${names.device(event.device)}`;
    case 'probe':
    case 'remove':
    case 'remove_done':
      return pair(event, names);
    case 'match':
    case 'dma_configure':
    case 'result':
      return `${pair(event, names)} ${event.result}`;
    default:
      return 'device' in event && event.device.bus ? onBus(event, names) : undefined;
  }
}

function onBus(event: Event & { readonly device: BaseDevice }, names: LineNames): string | undefined {
  const name = names.device(event.device);
  const driver = event.device.driver ? names.driver(event.device.driver) : '-';
  switch (event.kind) {
    case 'notify':
      return `notify ${name} ${event.what} ${driver}`;
    case 'uevent':
      return `uevent ${name} ${event.what}`;
    case 'pm':
      return `pm ${name} ${event.phase}`;
    case 'runtime':
      return `pm ${name} runtime_${event.phase}`;
    case 'move':
      return `uevent ${name} move`;
    case 'shutdown':
      return `shutdown ${name} ${driver}`;
    case 'sync_state':
      return `sync_state ${name}`;
    default:
      return undefined;
  }
}

function pair(
  event: { readonly kind: string; readonly device: BaseDevice; readonly driver: BaseDriver },
  names: LineNames,
): string {
  return `${event.kind} ${names.device(event.device)} ${names.driver(event.driver)}`;
}
