// An event of drivers/base as a line, as a recording of a kernel has it (dcoracle/1): `match DEVICE DRIVER 1`. What happens on a bus
// that is watched from within; devices without a bus show only how they come and go.
import type { Event } from './event.ts';
import type { BaseDevice, BaseDriver } from './objects.ts';

/** Undefined: no recording shows it. `nameOf`: the name that the recording knows the device by. */
export function eventLine(event: Event, nameOf: (device: BaseDevice) => string): string | undefined {
  switch (event.kind) {
    case 'add':
    case 'del':
    case 'del_done':
      return `${event.kind} ${nameOf(event.device)}`;
    case 'probe':
    case 'remove':
    case 'remove_done':
      return pair(event, nameOf);
    case 'match':
    case 'dma_configure':
    case 'result':
      return `${pair(event, nameOf)} ${event.result}`;
    default:
      return 'device' in event && event.device.bus ? onBus(event, nameOf(event.device)) : undefined;
  }
}

function onBus(event: Event, name: string): string | undefined {
  switch (event.kind) {
    case 'notify':
      return `notify ${name} ${event.what} ${event.device.driver?.name ?? '-'}`;
    case 'uevent':
      return `uevent ${name} ${event.what}`;
    case 'pm':
      return `pm ${name} ${event.phase}`;
    case 'runtime':
      return `pm ${name} runtime_${event.phase}`;
    case 'move':
      return `uevent ${name} move`;
    case 'shutdown':
      return `shutdown ${name} ${event.device.driver?.name ?? '-'}`;
    case 'sync_state':
      return `sync_state ${name}`;
    default:
      return undefined;
  }
}

function pair(
  event: { readonly kind: string; readonly device: BaseDevice; readonly driver: BaseDriver },
  nameOf: (device: BaseDevice) => string,
): string {
  return `${event.kind} ${nameOf(event.device)} ${event.driver.name}`;
}
