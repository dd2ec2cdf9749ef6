// What a run says of one device, from the live one: state, reason, attempts, derived facts.
import { allAttempts, matchingAttempts } from './attempts.ts';
import { candidateModules } from './candidate-modules.ts';
import { deviceField, iommuGroup } from './device-field.ts';
import { dmaDevice, iommuOf } from './dma.ts';
import type { LiveDevice, State } from './live.ts';
import { reasonOf, stateOf } from './reason.ts';
import { renderFormat } from './render-format.ts';
import type { Attempt, DeviceResult, Reason } from './result.ts';
import type { Device } from './topology.ts';
import { udevName } from './udev-name.ts';
import { first } from './value.ts';

export function deviceResult(state: State, device: LiveDevice): DeviceResult {
  const matching = matchingAttempts(state, device);
  let attempts: readonly Attempt[] | undefined;
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
    reason: reasonOf(state, device, matching),
    matching,
    get attempts() {
      attempts ??= allAttempts(state, device, matching);
      return attempts;
    },
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
    matching: [],
    attempts: [],
    candidates: [],
    fields: declared.fields,
  };
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
