// The operations that are writes into sysfs, and those of the kernel that walk like them.
import { attachDriver } from '../../server/src/driver-core/base/attach.ts';
import {
  attachTo,
  rescanBus,
  writeBind,
  writeDriversProbe,
  writeStateSynced,
  writeUnbind,
} from '../../server/src/driver-core/base/control.ts';
import { ENOENT } from '../../server/src/driver-core/base/errno.ts';
import { isOrphan } from '../../server/src/driver-core/base/probe.ts';
import { unregisterDriver } from '../../server/src/driver-core/base/register.ts';
import type {
  AutoprobeOp,
  DriversProbeOp,
  DriverUnregisterOp,
  DynamicIdOp,
  OneBusOp,
  OverrideOp,
  PairOp,
  StateSyncedOp,
} from '../kernel/format.ts';
import { findDevice, known, type Machine, type ReplayBus } from './machine.ts';

export type ControlOp =
  | DynamicIdOp
  | PairOp
  | OverrideOp
  | StateSyncedOp
  | DriversProbeOp
  | AutoprobeOp
  | OneBusOp
  | DriverUnregisterOp;

export function runControl(machine: Machine, op: ControlOp): number {
  const { core } = machine;
  const bus = machine.buses.get(op.bus);
  if (!bus) return -ENOENT;
  switch (op.op) {
    case 'driver_override':
      return writeOverride(machine, bus, op);
    case 'state_synced': {
      const device = bus.base.devices.get(op.device);
      return device ? writeStateSynced(core, device, op.value) : -ENOENT;
    }
    case 'drivers_probe':
      return writeDriversProbe(core, bus.base, op.device);
    case 'drivers_autoprobe':
      bus.base.autoprobe = op.value !== 0;
      return 0;
    case 'bus_rescan_devices':
      return rescanBus(core, bus.base);
    case 'bind':
      return writeBind(core, bus.base, bus.base.drivers.get(op.driver), op.device);
    case 'unbind':
      return writeUnbind(core, bus.base, bus.base.drivers.get(op.driver), op.device);
    case 'new_id':
    case 'remove_id':
      return changeIds(machine, bus, op);
    case 'device_driver_attach':
    case 'driver_unregister':
      return callDriver(machine, bus, op);
  }
}

/** A new id is served at once; what is bound by one that goes stays bound (LC-43). */
function changeIds({ core, drivers }: Machine, { base }: ReplayBus, op: DynamicIdOp): number {
  const driver = base.drivers.get(op.driver);
  if (!driver) return -ENOENT;
  known(drivers, driver).ids = op.ids;
  if (op.op === 'new_id') attachDriver(core, driver);
  return 0;
}

function callDriver(
  machine: Machine,
  { base }: ReplayBus,
  op: Extract<ControlOp, { op: 'device_driver_attach' | 'driver_unregister' } | PairOp>,
): number {
  const driver = base.drivers.get(op.driver);
  if (!driver) return -ENOENT;
  if (op.op === 'driver_unregister') {
    unregisterDriver(machine.core, driver);
    return 0;
  }
  const device = findDevice(machine, op.device);
  return device ? attachTo(machine.core, driver, device.base) : -ENOENT;
}

/** The file is there if the bus has it, and as long as the device has a directory. */
function writeOverride({ byBase }: Machine, bus: ReplayBus, { device, value }: OverrideOp): number {
  const base = bus.base.devices.get(device);
  const hasFile = bus.op.kind === 'platform' || (bus.op.steps?.includes('override') ?? false);
  if (!base || !hasFile || isOrphan(base)) return -ENOENT;
  known(byBase, base).override = value;
  return 0;
}
