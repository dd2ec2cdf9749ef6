// The operations on one device that is there, and on two: what a kernel caller does to them.
import { reprobe } from '../../server/src/driver-core/base/control.ts';
import { EINVAL, ENOENT } from '../../server/src/driver-core/base/errno.ts';
import { addLink, removeLink } from '../../server/src/driver-core/base/links.ts';
import { releaseDriver } from '../../server/src/driver-core/base/release.ts';
import type { LinkOp, OneDeviceOp, UnlinkOp } from '../kernel/format.ts';
import { findDevice, type Machine } from './machine.ts';
import { addMade, deleteMade } from './make-device.ts';

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
  }
}

export function runOnLink(machine: Machine, op: LinkOp | UnlinkOp): number {
  const consumer = findDevice(machine, op.consumer)?.base;
  const supplier = findDevice(machine, op.supplier)?.base;
  if (!consumer || !supplier) return -ENOENT;
  if (op.op === 'link') return addLink(machine.core, consumer, supplier, op.flags) ? 0 : -EINVAL;
  removeLink(consumer, supplier);
  return 0;
}
