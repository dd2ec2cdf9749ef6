// All checks, in the order in which docs/diagnostics lists them. Adding a check is adding its file and its line in its chapter.

import { AUXILIARY_CHECKS } from './auxiliary/index.ts';
import { callbackNotProvided } from './callback-not-provided.ts';
import type { AnyCheck } from './check.ts';
import { CONTROL_CHECKS } from './control/index.ts';
import { DESIGN_CHECKS } from './design/index.ts';
import { DESIGN_CODE_CHECKS } from './design-code/index.ts';
import { DMA_CHECKS } from './dma/index.ts';
import { LIFETIME_CHECKS } from './lifetime/index.ts';
import { MODULE_CHECKS } from './modules/index.ts';
import { ORDER_CHECKS } from './order/index.ts';
import { recordedDriver } from './recorded-driver.ts';
import { TABLE_CHECKS } from './tables/index.ts';
import { unknownPlace } from './unknown-place.ts';

export const CHECKS: readonly AnyCheck[] = [
  ...TABLE_CHECKS,
  ...MODULE_CHECKS,
  ...AUXILIARY_CHECKS,
  ...LIFETIME_CHECKS,
  ...ORDER_CHECKS,
  ...CONTROL_CHECKS,
  ...DMA_CHECKS,
  ...DESIGN_CHECKS,
  ...DESIGN_CODE_CHECKS,
  callbackNotProvided,
  unknownPlace,
  recordedDriver,
];

/** The check that a code or an alias of it means. */
export function findCheck(code: string): AnyCheck | undefined {
  return CHECKS.find((it) => it.code === code || it.aliases.includes(code));
}
