// The checks of what user space decides: override, bind, autoprobe, mediated devices.
import type { AnyCheck } from '../check.ts';
import { mdevBoundByHand } from './mdev-bound-by-hand.ts';
import { overrideByModuleName } from './override-by-module-name.ts';
import { undecidedDriver } from './undecided-driver.ts';
import { variantWithoutOverride } from './variant-without-override.ts';

export const CONTROL_CHECKS: readonly AnyCheck[] = [
  overrideByModuleName,
  variantWithoutOverride,
  undecidedDriver,
  mdevBoundByHand,
];
