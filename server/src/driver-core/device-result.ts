// What a run says of one device, from the live one: state, reason, attempts, derived facts.
import { candidateModules } from './candidate-modules.ts';
import { deviceField, iommuGroup } from './device-field.ts';
import { dmaDevice, iommuOf } from './dma.ts';
import type { LiveDevice, LiveDriver, State } from './live.ts';
import { matchDevice } from './match.ts';
import { reasonOf, stateOf } from './reason.ts';
import { renderFormat } from './render-format.ts';
import type { Attempt, DeviceResult, Reason } from './result.ts';
import type { Device } from './topology.ts';
import { udevName } from './udev-name.ts';
import { first } from './value.ts';

export function deviceResult(state: State, device: LiveDevice): DeviceResult {
  const attempts = attemptsOf(state, device);
  const { bus, class: type, struct, parent, driver, modalias } = device;
  return {
    id: device.id,
    name: device.name,
    ...(bus && { bus: bus.type.name }),
    ...(type && { class: type.name }),
    ...(struct && { devtype: struct.struct }),
    ...(parent && { parent: parent.id }),
    path: device.path,
    ...(modalias !== undefined && { modalias }),
    state: stateOf(device),
    ...(driver && { driver: driver.id }),
    reason: reasonOf(state, device, attempts),
    attempts,
    candidates: candidateModules(state, device),
    ...madeBy(device),
    fields: device.fields,
    ...derived(state, device),
  };
}

/** A declared device that is not there. */
export function absentResult(declared: Device, reason: Reason): DeviceResult {
  return {
    id: declared.id,
    name: declared.name,
    ...(declared.bus !== undefined && { bus: declared.bus }),
    ...(declared.class !== undefined && { class: declared.class }),
    ...(declared.devtype !== undefined && { devtype: declared.devtype }),
    ...(declared.parent !== undefined && { parent: declared.parent }),
    path: '',
    state: 'absent',
    reason,
    attempts: [],
    candidates: [],
    fields: declared.fields,
  };
}

/**
 * Drivers that were probed, or that match and were not asked because the device was taken, in registration order; then
 * those that match and are not loaded. Drivers that do not match are left out: explain.ts asks them when somebody wants to know.
 */
export function attemptsOf(state: State, device: LiveDevice): readonly Attempt[] {
  const { bus } = device;
  if (!bus) return [];
  const registered: { readonly order: number; readonly attempt: Attempt }[] = [];
  const idle: Attempt[] = [];
  for (const driver of mayMatch(device)) {
    const attempt = device.attempts.get(driver.id) ?? untried(state, device, driver);
    if (!attempt) continue;
    if (driver.order > 0) registered.push({ order: driver.order, attempt });
    else idle.push(attempt);
  }
  registered.sort((a, b) => a.order - b.order);
  return [...registered.map(({ attempt }) => attempt), ...idle];
}

function* mayMatch({ bus, candidates }: LiveDevice): Iterable<LiveDriver> {
  if (!bus) return;
  if (!candidates) {
    yield* bus.drivers;
    return;
  }
  for (const position of candidates) {
    const driver = bus.drivers[position];
    if (driver) yield driver;
  }
}

function untried(state: State, device: LiveDevice, driver: LiveDriver): Attempt | undefined {
  const verdict = matchDevice(state.topology.kernel, device, driver);
  if (verdict.result !== 'yes') return undefined;
  return { driver: driver.id, verdict, outcome: driver.order > 0 ? 'busy' : 'not loaded' };
}

function madeBy({ maker }: LiveDevice): Pick<DeviceResult, 'madeBy'> {
  if (!maker) return {};
  return {
    madeBy: {
      ...(maker.device && { device: maker.device.id }),
      ...(maker.driver && { driver: maker.driver.id }),
      ...(maker.module !== undefined && { module: maker.module }),
      ...(maker.label !== undefined && { label: maker.label }),
      ...(maker.request && { request: maker.request.id }),
    },
  };
}

function derived(
  state: State,
  device: LiveDevice,
): Pick<DeviceResult, 'dma' | 'iommu' | 'iommuGroup' | 'udev' | 'node' | 'devlink' | 'handles'> {
  const doer = dmaDevice(device);
  const iommu = iommuOf(state, device);
  const group = first(iommuGroup(doer ?? device));
  const udev = udevName(device);
  const format = device.class?.node;
  const node = format && renderFormat(format, (name) => deviceField(device, name));
  const devlink = device.handles.find((handle) => handle.class === 'devlink')?.name;
  return {
    ...(doer && { dma: doer.id }),
    ...(iommu !== undefined && { iommu }),
    ...(group !== undefined && { iommuGroup: String(group) }),
    ...(udev !== undefined && { udev }),
    ...(node !== undefined && { node }),
    ...(devlink !== undefined && { devlink }),
    ...(device.handles.length > 0 && { handles: device.handles }),
  };
}
