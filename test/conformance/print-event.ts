// An event of drivers/base as the lines that the recorder logs for it. Most are one line; what it does not see is none.
import type { Event } from '../../server/src/driver-core/base/event.ts';
import type { BaseDevice, BaseDriver } from '../../server/src/driver-core/base/objects.ts';
import { busOf, known, type Machine } from './machine.ts';
import { auxiliaryId } from './match.ts';

/** Own buses show every call of their callbacks; of the platform and the auxiliary bus the recorder has only the notifiers. */
export function printEvent(machine: Machine, event: Event): readonly string[] {
  switch (event.kind) {
    case 'notify':
      return event.device.bus
        ? [`notify ${event.device.name} ${event.what} ${event.device.driver?.name ?? '-'}`]
        : [];
    case 'probe':
      return [...printAuxiliaryId(machine, event), printPair(event)];
    case 'remove':
    case 'remove_done':
      return [printPair(event)];
    case 'result':
      return [`${printPair(event)} ${event.result}`];
    case 'add':
    case 'del':
    case 'del_done':
      return [`${event.kind} ${event.device.name}`];
    default:
      return isOnOwnBus(machine, 'device' in event ? event.device : undefined) ? printOwn(event) : [];
  }
}

function printOwn(event: Event): readonly string[] {
  switch (event.kind) {
    case 'match':
    case 'dma_configure':
      return [`${printPair(event)} ${event.result}`];
    case 'uevent':
      return [`uevent ${event.device.name} ${event.what}`];
    case 'pm':
      return [`pm ${event.device.name} ${event.phase}`];
    case 'runtime':
      return [`pm ${event.device.name} runtime_${event.phase}`];
    case 'move':
      return [`uevent ${event.device.name} move`];
    case 'shutdown':
      return [`shutdown ${event.device.name} ${event.device.driver?.name ?? '-'}`];
    case 'sync_state':
      return [`sync_state ${event.device.name}`];
    default:
      return [];
  }
}

/** auxiliary_driver.probe is told which row fits. */
function printAuxiliaryId({ byBase, drivers }: Machine, { device, driver }: Pair): readonly string[] {
  const bus = busOf(known(byBase, device));
  if (bus?.op.kind !== 'auxiliary') return [];
  return [`aux_id ${device.name} ${auxiliaryId(known(byBase, device), known(drivers, driver)) ?? '(null)'}`];
}

interface Pair {
  readonly device: BaseDevice;
  readonly driver: BaseDriver;
}

function printPair({ kind, device, driver }: Pair & { readonly kind: string }): string {
  return `${kind} ${device.name} ${driver.name}`;
}

function isOnOwnBus({ byBase }: Machine, device: BaseDevice | undefined): boolean {
  return device !== undefined && busOf(known(byBase, device))?.op.kind === 'own';
}
