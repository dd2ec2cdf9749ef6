// The callbacks of a bus of the description, as drivers/base calls them: match by the bus's steps, probe by those of the bus and
// the driver, remove by the driver's, DMA ownership by the IOMMU group.
import { EBUSY, errnoNumber } from './base/errno.ts';
import type { BusOps } from './base/objects.ts';
import { devicesFor, driversFor } from './bus-drivers.ts';
import { findAgain, takeEnumerated } from './enumerated.ts';
import { isOwnedByUser } from './group-owner.ts';
import type { LiveDevice, LiveDriver, State } from './live.ts';
import { matchDevice } from './match.ts';
import { noteAttempt, runProbe } from './probe.ts';
import type { BusType } from './topology.ts';
import { runRemove } from './undo.ts';

export function busOps(state: State, type: BusType): BusOps {
  return {
    match: (device: LiveDevice, driver: LiveDriver) => match(state, device, driver),
    probe: (device: LiveDevice, driver: LiveDriver) => probe(state, device, driver),
    remove: (device: LiveDevice, driver: LiveDriver) => remove(state, device, driver),
    // An index leaves out only pairs whose match() is no: they are missing to who compares every call with a kernel's.
    ...(!state.isExact && { driversFor, devicesFor }),
    ...(type.devices.some(({ iommu }) => iommu) && {
      dmaConfigure: (device: LiveDevice, driver: LiveDriver) => configureDma(state, device, driver),
    }),
  };
}

function probe(state: State, device: LiveDevice, driver: LiveDriver): number {
  const result = runProbe(state, device, driver);
  if (result === 0) findAgain(state, device, driver);
  return result;
}

function remove(state: State, device: LiveDevice, driver: LiveDriver): void {
  takeEnumerated(state, device, driver);
  runRemove(state, device, driver);
}

function match(state: State, device: LiveDevice, driver: LiveDriver): number {
  const verdict = matchDevice(state.topology.kernel, device, driver);
  state.lastMatch = { device, driver, verdict };
  if (verdict.result === 'no') return 0;
  if (verdict.result === 'yes') return 1;
  const errno = verdict.errno ?? 'EINVAL';
  noteAttempt(device, { driver: driver.id, verdict, outcome: 'match error', errno });
  return errnoNumber(errno);
}

/** iommu_device_use_default_domain(): a group that user space owns is nobody else's (DMA-4). */
function configureDma(state: State, device: LiveDevice, driver: LiveDriver): number {
  if (driver.decl.flags.has('driver_managed_dma') || !isOwnedByUser(state, device)) return 0;
  noteAttempt(device, {
    driver: driver.id,
    verdict: state.lastMatch?.verdict ?? { result: 'yes' },
    outcome: 'failed',
    errno: 'EBUSY',
    detail: `user space owns its IOMMU group ${String(device.group)}`,
    by: { who: `the dma_configure of ${device.bus?.name ?? ''}`, rule: 'DMA-4' },
  });
  return -EBUSY;
}
