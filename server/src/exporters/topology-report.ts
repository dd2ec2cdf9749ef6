// What one root comes to, as plain data for `tree` and its JSON: buses with their drivers in registration order, devices with
// state, driver and reason, classes, modules. Things refer to each other by `ref`, a spelling that `explain` takes too.
// Made from the model of the root; renders nothing.
import { addTo } from '../base/add-to.ts';
import type { RootModel } from '../db/model.ts';
import { shownDrivers } from '../db/shown-drivers.ts';
import { printVersion } from '../declare/index.ts';
import type { DeviceResult, DeviceState } from '../driver-core/result.ts';
import type { Id } from '../driver-core/topology.ts';

export interface ReportedDevice {
  readonly name: string;
  /** The shortest spelling that means only this device. */
  readonly ref: string;
  readonly bus: string | null;
  readonly class: string | null;
  readonly devtype: string | null;
  /** Ref of the parent. */
  readonly parent: string | null;
  /** With `/sys` before it. */
  /** null: it is not there. */
  readonly sysfs: string | null;
  readonly modalias: string | null;
  readonly state: DeviceState;
  readonly driver: string | null;
  readonly module: string | null;
  readonly reason: { readonly code: string; readonly text: string; readonly rule: string };
  /** Modules that its modalias asks for, in load order. */
  readonly candidates: readonly string[];
  /** The driver that an imported machine had bound. */
  readonly recorded: string | null;
  readonly dma: string | null;
  readonly iommu: string | null;
  readonly node: string | null;
}

export interface ReportedDriver {
  readonly name: string;
  readonly module: string;
  readonly registered: boolean;
  /** Place in the bus's list of registered drivers, from 1. */
  readonly order: number | null;
  /** Refs of the devices that it has bound, in bind order. */
  readonly devices: readonly string[];
}

export interface ReportedBus {
  readonly name: string;
  /** Registered ones in registration order, then those whose module is not loaded. */
  readonly drivers: readonly ReportedDriver[];
  /** Refs in addition order. */
  readonly devices: readonly string[];
}

export interface ReportedClass {
  readonly name: string;
  readonly devices: readonly string[];
}

export interface ReportedModule {
  readonly name: string;
  readonly loaded: boolean;
  readonly builtin: boolean;
  readonly why: string | null;
}

export interface TopologyReport {
  /** As shown. */
  readonly file: string;
  readonly kernel: string;
  /** Devices on a bus: class devices and devices without a bus have no driver and do not count. */
  readonly summary: Readonly<Record<DeviceState | 'devices', number>>;
  readonly buses: readonly ReportedBus[];
  readonly classes: readonly ReportedClass[];
  /** In addition order, parents before children. */
  readonly devices: readonly ReportedDevice[];
  readonly modules: readonly ReportedModule[];
}

/** Buses and classes without a device and without a driver of the root are left out. */
export function topologyReport(model: RootModel, file: string): TopologyReport {
  const results = [...model.run.devices.values()];
  const devices = results.map((result) => reportDevice(result, model));
  const refs = new Map(results.map((result, index) => [result.id, devices[index]?.ref ?? result.name]));
  return {
    file,
    kernel: printVersion(model.kernel),
    summary: summaryOf(devices),
    buses: reportBuses(model, results, refs),
    classes: reportClasses(results, refs),
    devices,
    modules: [...model.run.modules.values()].map(({ name, loaded, builtin, why }) => ({
      name,
      loaded,
      builtin,
      why: why ?? null,
    })),
  };
}

/** One device as `tree` and `explain` write it. */
export function reportDevice(result: DeviceResult, model: RootModel): ReportedDevice {
  const driver = result.driver === undefined ? undefined : model.driver(result.driver);
  const refOf = (id: Id | undefined): string | null => (id === undefined ? null : model.spelling(id));
  return {
    name: result.name,
    ref: model.spelling(result.id),
    bus: result.bus ?? null,
    class: result.class ?? null,
    devtype: result.devtype ?? null,
    parent: refOf(result.parent),
    sysfs: result.path === '' ? null : `/sys${result.path}`,
    modalias: result.modalias ?? null,
    state: result.state,
    driver: driver?.name ?? driverName(result.driver),
    module: driver?.module ?? null,
    reason: { code: result.reason.code, text: result.reason.text, rule: result.reason.rule },
    candidates: result.candidates,
    recorded: model.device(result.id)?.recordedDriver ?? null,
    dma: refOf(result.dma),
    iommu: result.iommu ?? null,
    node: result.node ?? null,
  };
}

/** A driver that only an installed module stands for has no declaration: the end of its id is its name. */
function driverName(id: Id | undefined): string | null {
  return id === undefined ? null : id.slice(id.indexOf('/') + 1);
}

function summaryOf(devices: readonly ReportedDevice[]): TopologyReport['summary'] {
  const onBuses = devices.filter(({ bus }) => bus !== null);
  const summary = { devices: onBuses.length, bound: 0, unbound: 0, deferred: 0, absent: 0, waits: 0 };
  for (const { state } of onBuses) summary[state] += 1;
  return summary;
}

type Refs = ReadonlyMap<Id, string>;

function reportBuses(model: RootModel, results: readonly DeviceResult[], refs: Refs): readonly ReportedBus[] {
  const devices = groupBy(results, ({ bus }) => bus);
  const names = new Set([...devices.keys(), ...model.topology.drivers.map(({ bus }) => bus)]);
  return [...names].sort().map((name) => ({
    name,
    drivers: reportDrivers(name, model, refs),
    devices: (devices.get(name) ?? []).map(({ id }) => refs.get(id) ?? id),
  }));
}

function reportDrivers(bus: string, model: RootModel, refs: Refs): readonly ReportedDriver[] {
  return shownDrivers(model, bus).map(({ id, name, module }) => {
    const result = model.run.drivers.get(id);
    return {
      name,
      module,
      registered: result?.registered ?? false,
      order: result?.order ?? null,
      devices: (result?.devices ?? []).map((device) => refs.get(device) ?? device),
    };
  });
}

function reportClasses(results: readonly DeviceResult[], refs: Refs): readonly ReportedClass[] {
  return [...groupBy(results, (result) => result.class)]
    .map(([name, members]) => ({ name, devices: members.map(({ id }) => refs.get(id) ?? id) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function groupBy<T>(items: Iterable<T>, key: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name !== undefined) addTo(groups, name, item);
  }
  return groups;
}
