// The machine that a scenario runs on: buses, drivers and devices of drivers/base, each beside what the scenario gave it.
// Holds and finds; never matches, probes or prints.

import { type BaseCore, newCore } from '../../server/src/driver-core/base/core.ts';
import type { Event } from '../../server/src/driver-core/base/event.ts';
import type { BaseBus, BaseDevice, BaseDriver } from '../../server/src/driver-core/base/objects.ts';
import type { BusOp, DriverOp } from '../kernel/format.ts';
import { type Firmware, readFirmware } from './firmware.ts';

export interface ReplayBus {
  readonly op: BusOp;
  readonly base: BaseBus;
}

export interface ReplayDriver {
  readonly op: DriverOp;
  readonly base: BaseDriver;
  /** Its rows: dynamic ids change them. */
  ids: readonly string[];
  /** Calls of its probe so far. */
  readonly probes: Map<ReplayDevice, number>;
}

export interface ReplayDevice {
  readonly base: BaseDevice;
  readonly home: Home;
  /** What own buses compare with rows. */
  readonly id: string;
  /** The device and the driver whose probe made it. */
  readonly creator?: Creator | undefined;
  /** Empty: none. */
  override: string;
  matchDefers: number;
  readonly matchError: number;
  dmaDefers: number;
  readonly dmaError: number;
  /** Its runtime PM is enabled when it is added. */
  readonly hasRuntimePm: boolean;
  /** The names in its firmware node, if it has one. */
  readonly nodes: readonly string[] | undefined;
  /** `gone`: deleted, or its addition failed; its name may be used again. */
  stage: 'initialized' | 'added' | 'gone';
}

/** Where a device belongs. */
export type Home = { readonly bus: ReplayBus } | { readonly class: string };

export interface Creator {
  readonly device: ReplayDevice;
  readonly driver: ReplayDriver;
}

export interface Machine {
  readonly core: BaseCore;
  readonly firmware: Firmware;
  readonly buses: Map<string, ReplayBus>;
  readonly classes: Set<string>;
  /** In the order of their creation, those that are gone with them. */
  readonly devices: ReplayDevice[];
  readonly byBase: Map<BaseDevice, ReplayDevice>;
  readonly drivers: Map<BaseDriver, ReplayDriver>;
}

/** `parameters`: of the kernel's command line. */
export function newMachine(observer: (event: Event) => void, parameters?: string): Machine {
  const firmware = readFirmware(parameters);
  return {
    core: newCore({
      keepsOrder: true,
      observer,
      choose: undefined,
      forcesSyncState: firmware.forcesSyncState,
    }),
    firmware,
    buses: new Map(),
    classes: new Set(),
    devices: [],
    byBase: new Map(),
    drivers: new Map(),
  };
}

/** The newest of this name that is not gone. */
export function findDevice({ devices }: Machine, name: string): ReplayDevice | undefined {
  for (let i = devices.length - 1; i >= 0; i--) {
    const device = devices[i];
    if (device && device.stage !== 'gone' && device.base.name === name) return device;
  }
  return undefined;
}

export function busOf({ home }: ReplayDevice): ReplayBus | undefined {
  return 'bus' in home ? home.bus : undefined;
}

/** What the scenario gave to a device or driver of the core. Throws for one that this machine did not make. */
export function known<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error('an object of another machine');
  return value;
}
