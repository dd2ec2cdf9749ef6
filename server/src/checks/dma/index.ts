// The checks of DMA, IOMMU groups and power management.
import type { AnyCheck } from '../check.ts';
import { dmaWithoutIommu } from './dma-without-iommu.ts';
import { ownDmaOps } from './own-dma-ops.ts';

export const DMA_CHECKS: readonly AnyCheck[] = [dmaWithoutIommu, ownDmaOps];
