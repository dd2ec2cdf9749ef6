// What a run says of one device, from the live one: state, reason, attempts, derived facts.
import { allAttempts, matchingAttempts } from './attempts.ts';
import { hasSyncState } from './base/sync-state.ts';
import { candidateModules } from './candidate-modules.ts';
import { deviceField } from './device-field.ts';
import type { LiveDevice, State, Writable } from './live.ts';
import { madeBy } from './made-by.ts';
import { iommuOf } from './place.ts';
import { reasonOf, stateOf } from './reason.ts';
import { renderFormat } from './render-format.ts';
import type { Attempt, DeviceResult, Reason } from './result.ts';
import type { Device } from './topology.ts';
import { udevName } from './udev-name.ts';
import { first } from './value.ts';

export function deviceResult(state: State, device: LiveDevice): DeviceResult {
  const matching = matchingAttempts(state, device);
  let attempts: readonly Attempt[] | undefined;
  // Filled field by field: a run makes one of these for every device.
  const result: Writable<DeviceResult> = {
    id: device.id,
    name: device.name,
    path: device.path,
    state: stateOf(device),
    reason: reasonOf(state, device, matching),
    matching,
    get attempts() {
      attempts ??= allAttempts(state, device, matching);
      return attempts;
    },
    candidates: candidateModules(state, device),
    fields: device.fields,
  };
  if (device.bus) result.bus = device.bus.type.name;
  if (device.class) result.class = device.class.name;
  if (device.struct) result.devtype = device.struct.struct;
  if (device.parent) result.parent = device.parent.id;
  if (device.modalias !== undefined) result.modalias = device.modalias;
  if (device.driver) result.driver = device.driver.id;
  if (device.maker) result.madeBy = madeBy(device.maker);
  if (device.driverOverride !== undefined) result.driverOverride = device.driverOverride;
  derive(state, device, result);
  return result;
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
    matching: [],
    attempts: [],
    candidates: [],
    fields: declared.fields,
  };
}

function derive(state: State, device: LiveDevice, result: Writable<DeviceResult>): void {
  const { dma } = device;
  const iommu = iommuOf(state, device);
  const group = first((dma ?? device).group);
  if (dma) result.dma = dma.id;
  if (iommu !== undefined) result.iommu = iommu;
  if (group !== undefined) result.iommuGroup = String(group);
  if (device.class) {
    const udev = udevName(device);
    const format = device.class.node;
    const node = format && renderFormat(format, (name) => deviceField(device, name));
    if (udev !== undefined) result.udev = udev;
    if (node !== undefined) result.node = node;
  }
  if (device.isBound && hasSyncState(device)) result.stateSynced = device.isSynced;
  if (device.handles.length === 0) return;
  result.handles = device.handles;
  const devlink = device.handles.find((handle) => handle.class === 'devlink')?.name;
  if (devlink !== undefined) result.devlink = devlink;
}
