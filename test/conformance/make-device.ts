// Devices come and go: device_initialize(), device_add() and device_del() as an operation or a driver's probe calls them.
import { addDevice, deleteDevice } from '../../server/src/driver-core/base/device.ts';
import { type BaseDevice, newDeviceState } from '../../server/src/driver-core/base/objects.ts';
import { enableRuntime } from '../../server/src/driver-core/base/runtime-pm.ts';
import type { DeviceOp } from '../kernel/format.ts';
import { firmwareSuppliers, nodeId } from './firmware.ts';
import type { Creator, Home, Machine, ReplayDevice } from './machine.ts';
import { sysfsEntry } from './sysfs-path.ts';

export interface Birth {
  readonly name: string;
  readonly home: Home;
  readonly parent?: ReplayDevice | undefined;
  readonly creator?: Creator | undefined;
  /** What a device operation says of it besides. */
  readonly given?: Partial<DeviceOp>;
}

/** Initialized, not added: it can be found, but no driver sees it. */
export function makeDevice(machine: Machine, birth: Birth): ReplayDevice {
  const { home, creator, given = {} } = birth;
  const device: ReplayDevice = {
    base: newBase(machine, birth),
    home,
    id: given.id ?? '',
    creator,
    override: given.override ?? '',
    matchDefers: given.mdefer ?? 0,
    matchError: given.merr ?? 0,
    dmaDefers: given.dmadefer ?? 0,
    dmaError: given.dmaerr ?? 0,
    nodes: given.firmware,
    hasRuntimePm: given.runtime_pm ?? false,
    stage: 'initialized',
  };
  device.base.hasResources = given.devres ?? false;
  device.base.isBestEffort = given.best_effort ?? false;
  if ('bus' in home && given.claim !== undefined) device.base.claim = home.bus.base.drivers.get(given.claim);
  machine.devices.push(device);
  machine.byBase.set(device.base, device);
  return device;
}

/** 0, or the error of device_add(). */
export function addMade(machine: Machine, device: ReplayDevice): number {
  device.stage = 'added';
  if (device.hasRuntimePm) enableRuntime(device.base);
  const result = addDevice(machine.core, device.base, firmwareSuppliers(machine, device));
  if (result !== 0) device.stage = 'gone';
  return result;
}

/** A driver's remove does not find it any more from the first moment on. */
export function deleteMade({ core }: Machine, device: ReplayDevice): void {
  device.stage = 'gone';
  deleteDevice(core, device.base);
}

function newBase({ devices }: Machine, { name, home, parent, given }: Birth): BaseDevice {
  return {
    ...newDeviceState(),
    id: given?.firmware ? nodeId(name) : `${name}#${devices.length}`,
    name,
    entry: sysfsEntry(name, home, parent),
    bus: 'bus' in home ? home.bus.base : undefined,
    ...('class' in home && { className: home.class }),
    parent: parent?.base,
    children: new Set(),
    runtime: 'disabled',
  };
}
