// The checks of DMA, IOMMUs and power management.
import type { AnyCheck } from '../check.ts';
import { classPmBeforeBusPm } from './class-pm-before-bus-pm.ts';
import { dmaOverKexec } from './dma-over-kexec.ts';
import { dmaWithoutIommu } from './dma-without-iommu.ts';
import { driverPmNotCalled } from './driver-pm-not-called.ts';
import { maskOfAnotherDevice } from './mask-of-another-device.ts';
import { noDmaDevice } from './no-dma-device.ts';
import { noDmaMask } from './no-dma-mask.ts';
import { ownDmaOps } from './own-dma-ops.ts';
import { runtimePmNotPut } from './runtime-pm-not-put.ts';
import { transportWithoutPm } from './transport-without-pm.ts';
import { usedWhileSuspended } from './used-while-suspended.ts';

export const DMA_CHECKS: readonly AnyCheck[] = [
  maskOfAnotherDevice,
  noDmaMask,
  dmaWithoutIommu,
  ownDmaOps,
  noDmaDevice,
  driverPmNotCalled,
  transportWithoutPm,
  usedWhileSuspended,
  runtimePmNotPut,
  dmaOverKexec,
  classPmBeforeBusPm,
];
