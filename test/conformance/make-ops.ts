// The operations that bring something: buses, classes, drivers, devices.

import { EEXIST, EINVAL, ENOENT } from '../../server/src/driver-core/base/errno.ts';
import type { BaseBus, BaseDriver, BusOps } from '../../server/src/driver-core/base/objects.ts';
import { registerDriver } from '../../server/src/driver-core/base/register.ts';
import type { BusOp, ClassDeviceOp, ClassOp, DeviceOp, DriverOp } from '../kernel/format.ts';
import { probe, remove, type Say } from './driver-calls.ts';
import {
  findDevice,
  type Home,
  known,
  type Machine,
  type ReplayDevice,
  type ReplayDriver,
} from './machine.ts';
import { addMade, makeDevice } from './make-device.ts';
import { configureDma, matchAuxiliary, matchPlatform, matchSteps } from './match.ts';

export type MakeOp = BusOp | ClassOp | DriverOp | DeviceOp | ClassDeviceOp;

export function runMake(machine: Machine, say: Say, op: MakeOp): number {
  switch (op.op) {
    case 'bus':
      if (op.kind === 'own' && machine.buses.has(op.name)) return -EEXIST;
      machine.buses.set(op.name, { op, base: newBus(machine, say, op) });
      return 0;
    case 'class':
      if (machine.classes.has(op.name)) return -EEXIST;
      machine.classes.add(op.name);
      return 0;
    case 'driver':
      return newDriver(machine, op);
    case 'device': {
      const bus = machine.buses.get(op.bus);
      return bus ? newDevice(machine, { bus }, op) : -ENOENT;
    }
    case 'class_device':
      return machine.classes.has(op.class) ? newDevice(machine, { class: op.class }, op) : -ENOENT;
  }
}

function newBus(machine: Machine, say: Say, op: BusOp): BaseBus {
  const { name } = op;
  const ops: BusOps = {
    ...matchOf(machine, op),
    ...(op.kind === 'own' ? { dmaConfigure: (device) => configureDma(known(machine.byBase, device)) } : {}),
    probe: (device, driver) => probe(machine, say, device, driver),
    remove: (device, driver) => remove(machine, device, driver),
  };
  return {
    name,
    ops,
    devices: new Map(),
    drivers: new Map(),
    autoprobe: true,
    attachesItself: false,
    namesOnAdd: op.kind !== 'own',
    hasSyncState: op.sync_state ?? false,
  };
}

function matchOf({ byBase, drivers }: Machine, op: BusOp): Pick<BusOps, 'match'> {
  if (op.no_match_callback) return {};
  const asks = (match: (device: ReplayDevice, driver: ReplayDriver) => number): Pick<BusOps, 'match'> => ({
    match: (device, driver) => match(known(byBase, device), known(drivers, driver)),
  });
  switch (op.kind) {
    case 'own':
      return asks((device, driver) => matchSteps(op.steps ?? [], device, driver));
    case 'platform':
      return asks(matchPlatform);
    case 'auxiliary':
      return asks(matchAuxiliary);
  }
}

function newDriver(machine: Machine, op: DriverOp): number {
  const bus = machine.buses.get(op.bus);
  if (!bus) return -ENOENT;
  // __auxiliary_driver_register(): not without a table.
  if (bus.op.kind === 'auxiliary' && !op.ids?.length) return -EINVAL;
  const base: BaseDriver = {
    name: op.name,
    bus: bus.base,
    isAsync: op.async ?? false,
    suppressBindAttrs: op.suppress_bind_attrs ?? false,
    hasSyncState: op.sync_state ?? false,
    devices: new Set(),
  };
  machine.drivers.set(base, { op, base, ids: op.ids ?? [], probes: new Map() });
  return registerDriver(machine.core, base);
}

function newDevice(machine: Machine, home: Home, op: DeviceOp | ClassDeviceOp): number {
  const parent = op.parent === undefined ? undefined : findDevice(machine, op.parent);
  if (op.parent !== undefined && !parent) return -ENOENT;
  const given: Partial<DeviceOp> = op.op === 'device' ? op : {};
  if (given.claim !== undefined && 'bus' in home && !home.bus.base.drivers.has(given.claim)) return -ENOENT;
  const device = makeDevice(machine, { name: op.name, home, parent, given });
  return op.hold ? 0 : addMade(machine, device);
}
