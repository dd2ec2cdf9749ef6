// An event of drivers/base as the lines that the recorder logs for it. Most are one line; what it does not see is none.
import type { Event } from '../../server/src/driver-core/base/event.ts';
import { eventLine } from '../../server/src/driver-core/base/event-line.ts';
import type { BaseDevice, BaseDriver } from '../../server/src/driver-core/base/objects.ts';
import { busOf, known, type Machine } from './machine.ts';
import { auxiliaryId } from './match.ts';

/** Own buses show every call of their callbacks; of the platform and the auxiliary bus the recorder has only the notifiers. */
export function printEvent(machine: Machine, event: Event): readonly string[] {
  const line = isSeen(machine, event) ? eventLine(event, { device: nameOf, driver: nameOf }) : undefined;
  if (line === undefined) return [];
  return event.kind === 'probe' ? [...printAuxiliaryId(machine, event), line] : [line];
}

function nameOf({ name }: BaseDevice | BaseDriver): string {
  return name;
}

function isSeen({ byBase }: Machine, event: Event): boolean {
  switch (event.kind) {
    case 'notify':
    case 'probe':
    case 'remove':
    case 'remove_done':
    case 'result':
    case 'add':
    case 'del':
    case 'del_done':
      return true;
    default:
      return 'device' in event && busOf(known(byBase, event.device))?.op.kind === 'own';
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
