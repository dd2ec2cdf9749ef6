// Short forms for scenarios that are written by hand: each says what differs, on the bus `b` unless it says otherwise.
import type { BusKind, DeviceOp, DriverOp, Op, ProbeRule, RecordedStep, Scenario } from '../format.ts';

export function scenario(id: string, ...ops: readonly Op[]): Scenario {
  return { id, tags: ['directed'], seed: null, ops };
}

export function bus(...steps: readonly RecordedStep[]): Op {
  return { op: 'bus', name: 'b', kind: 'own', steps: steps.length > 0 ? steps : ['table'] };
}

export function kernelBus(kind: Exclude<BusKind, 'own'>): Op {
  return { op: 'bus', name: 'b', kind };
}

/** A driver for devices with that id. */
export function driver(name: string, id: string, probe: ProbeRule = 'ok', more: Partial<DriverOp> = {}): Op {
  return { op: 'driver', bus: 'b', name, ids: [id], probe, ...more };
}

export function device(name: string, id: string, more: Partial<DeviceOp> = {}): Op {
  return { op: 'device', bus: 'b', name, id, ...more };
}

/** A device that is linked before it is added. */
export function consumer(
  name: string,
  id: string,
  flags: number,
  ...suppliers: readonly string[]
): readonly Op[] {
  return [
    device(name, id, { hold: true }),
    ...suppliers.map((supplier) => link(name, supplier, flags)),
    { op: 'add', device: name },
  ];
}

export function link(consumer: string, supplier: string, flags = 0): Op {
  return { op: 'link', consumer, supplier, flags };
}

export function bind(driver: string, device: string): Op {
  return { op: 'bind', bus: 'b', driver, device };
}

export function unbind(driver: string, device: string): Op {
  return { op: 'unbind', bus: 'b', driver, device };
}

export function override(device: string, value: string): Op {
  return { op: 'driver_override', bus: 'b', device, value };
}

export function driversProbe(device: string): Op {
  return { op: 'drivers_probe', bus: 'b', device };
}

export function autoprobe(value: 0 | 1): Op {
  return { op: 'drivers_autoprobe', bus: 'b', value };
}

export function unregister(driver: string): Op {
  return { op: 'driver_unregister', bus: 'b', driver };
}

export function remove(device: string): Op {
  return { op: 'device_del', device };
}

export const RESCAN: Op = { op: 'bus_rescan_devices', bus: 'b' };
export const SUSPEND: Op = { op: 'suspend' };
export const SHUTDOWN: Op = { op: 'shutdown' };
export const DUMP: Op = { op: 'dump' };
