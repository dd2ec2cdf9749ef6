// The operations on one device that is there, and on two: what a kernel caller does to them.
import { reprobe } from '../../server/src/driver-core/base/control.ts';
import { EINVAL, ENOENT } from '../../server/src/driver-core/base/errno.ts';
import { addLink, removeLink } from '../../server/src/driver-core/base/links.ts';
import { moveDevice } from '../../server/src/driver-core/base/move.ts';
import { releaseDriver } from '../../server/src/driver-core/base/release.ts';
import { getRuntime, putRuntime } from '../../server/src/driver-core/base/runtime-pm.ts';
import type { LinkOp, MoveOp, OneDeviceOp, UnlinkOp } from '../kernel/format.ts';
import { findDevice, type Machine } from './machine.ts';
import { addMade, deleteMade } from './make-device.ts';
import { sysfsEntry } from './sysfs-path.ts';

export function runOnDevice(machine: Machine, op: OneDeviceOp): number {
  const { core } = machine;
  const device = findDevice(machine, op.device);
  if (!device) return -ENOENT;
  switch (op.op) {
    case 'add':
      return device.stage === 'initialized' ? addMade(machine, device) : -ENOENT;
    case 'device_reprobe':
      return reprobe(core, device.base);
    case 'device_release_driver':
      releaseDriver(core, device.base);
      return 0;
    case 'device_del':
      deleteMade(machine, device);
      return 0;
    case 'runtime_get':
      return getRuntime(core, device.base);
    case 'runtime_put':
      return putRuntime(core, device.base);
  }
}

/** device_move() within a bus or class; a parent that is named has to be there. */
export function moveTo(machine: Machine, { device: name, parent: parentName, order }: MoveOp): number {
  const device = findDevice(machine, name);
  const parent = parentName === undefined ? undefined : findDevice(machine, parentName);
  if (!device || (parentName !== undefined && !parent)) return -ENOENT;
  const entry = sysfsEntry(name, device.home, parent);
  return moveDevice(machine.core, device.base, parent?.base, entry, order);
}

export function runOnLink(machine: Machine, op: LinkOp | UnlinkOp): number {
  const consumer = findDevice(machine, op.consumer)?.base;
  const supplier = findDevice(machine, op.supplier)?.base;
  if (!consumer || !supplier) return -ENOENT;
  if (op.op === 'link') return addLink(machine.core, consumer, supplier, op.flags) ? 0 : -EINVAL;
  removeLink(machine.core, consumer, supplier);
  return 0;
}
