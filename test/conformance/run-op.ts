// One operation of a scenario: what a kernel caller or a writer into sysfs does, and the code that it gets. An operation that
// names what is not there does nothing and gets -ENOENT.
import { EBUSY } from '../../server/src/driver-core/base/errno.ts';
import {
  expireDeferral,
  resumeDevices,
  shutDown,
  suspendDevices,
} from '../../server/src/driver-core/base/power.ts';
import type { Op } from '../kernel/format.ts';
import { runControl } from './control-ops.ts';
import { moveTo, runOnDevice, runOnLink } from './device-ops.ts';
import type { Say } from './driver-calls.ts';
import type { Machine } from './machine.ts';
import { runMake } from './make-ops.ts';

/** The code of the operation. Work that it queues waits. */
export function runOp(machine: Machine, say: Say, op: Op): number {
  switch (op.op) {
    case 'bus':
    case 'class':
    case 'driver':
    case 'device':
    case 'class_device':
      return runMake(machine, say, op);
    case 'link':
    case 'unlink':
      return runOnLink(machine, op);
    case 'device_move':
      return moveTo(machine, op);
    case 'suspend':
      suspendDevices(machine.core);
      return op.open ? 0 : callOff(machine);
    case 'resume':
      return callOff(machine);
    case 'shutdown':
      shutDown(machine.core);
      return 0;
    case 'dump':
      return 0;
    case 'wait':
      if (machine.firmware.timesOut && !machine.core.relaxesLinks) expireDeferral(machine.core);
      return 0;
    case 'bind':
    case 'unbind':
    case 'device_driver_attach':
    case 'driver_override':
    case 'drivers_probe':
    case 'state_synced':
    case 'drivers_autoprobe':
    case 'bus_rescan_devices':
    case 'driver_unregister':
    case 'new_id':
    case 'remove_id':
      return runControl(machine, op);
    default:
      return runOnDevice(machine, op);
  }
}

/** pm_suspend(): the device which is asked last does not want to sleep. */
function callOff({ core }: Machine): number {
  resumeDevices(core);
  return -EBUSY;
}
