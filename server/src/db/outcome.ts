// What a device came to, for who compares runs. All parts of a result but `attempts`, which are made when they are read, and so the
// same object in no two runs.
import { sameData } from '../base/same-data.ts';
import type { DeviceResult } from '../driver-core/result.ts';

type Part = Exclude<keyof DeviceResult, 'attempts'>;

/** Every part is named: one that is new and not here is no program. Those first that differ most often. */
const PARTS = Object.keys({
  state: true,
  driver: true,
  reason: true,
  path: true,
  modalias: true,
  id: true,
  name: true,
  bus: true,
  class: true,
  devtype: true,
  parent: true,
  dma: true,
  iommu: true,
  iommuGroup: true,
  udev: true,
  node: true,
  devlink: true,
  driverOverride: true,
  stateSynced: true,
  matching: true,
  candidates: true,
  madeBy: true,
  handles: true,
  fields: true,
} satisfies Record<Part, true>) as readonly Part[];

export function isSameOutcome(a: DeviceResult, b: DeviceResult): boolean {
  return PARTS.every((part) => sameData(a[part], b[part]));
}

/** Plain data: equal where the outcomes are the same. */
export function outcomeOf(result: DeviceResult): readonly unknown[] {
  return PARTS.map((part) => result[part]);
}
