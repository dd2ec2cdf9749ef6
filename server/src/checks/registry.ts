// All checks, in the order in which docs/diagnostics lists them. Adding a check is adding its file and its line here.

import { AUXILIARY_CHECKS } from './auxiliary/index.ts';
import { callbackNotProvided } from './callback-not-provided.ts';
import type { AnyCheck } from './check.ts';
import { DESIGN_CHECKS } from './design/index.ts';
import { dmaWithoutIommu } from './dma-without-iommu.ts';
import { LIFETIME_CHECKS } from './lifetime/index.ts';
import { linkCycle } from './link-cycle.ts';
import { mdevBoundByHand } from './mdev-bound-by-hand.ts';
import { MODULE_CHECKS } from './modules/index.ts';
import { orderByText } from './order-by-text.ts';
import { overrideByModuleName } from './override-by-module-name.ts';
import { ownDmaOps } from './own-dma-ops.ts';
import { probeCycle } from './probe-cycle.ts';
import { recordedDriver } from './recorded-driver.ts';
import { TABLE_CHECKS } from './tables/index.ts';
import { undecidedDriver } from './undecided-driver.ts';
import { variantWithoutOverride } from './variant-without-override.ts';

export const CHECKS: readonly AnyCheck[] = [
  ...TABLE_CHECKS,
  ...MODULE_CHECKS,
  ...AUXILIARY_CHECKS,
  ...LIFETIME_CHECKS,
  probeCycle,
  linkCycle,
  overrideByModuleName,
  variantWithoutOverride,
  undecidedDriver,
  mdevBoundByHand,
  dmaWithoutIommu,
  ...DESIGN_CHECKS,
  ownDmaOps,
  callbackNotProvided,
  recordedDriver,
  orderByText,
];

/** The check that a code or an alias of it means. */
export function findCheck(code: string): AnyCheck | undefined {
  return CHECKS.find((it) => it.code === code || it.aliases.includes(code));
}
