// The checks of what user space decides: override, bind, autoprobe, who gets a group, mediated devices.
import type { AnyCheck } from '../check.ts';
import { autoprobeAndHotplug } from './autoprobe-and-hotplug.ts';
import { bindWithoutMatch } from './bind-without-match.ts';
import { mdevBoundByHand } from './mdev-bound-by-hand.ts';
import { mdevUuidReused } from './mdev-uuid-reused.ts';
import { overrideByModuleName } from './override-by-module-name.ts';
import { overrideWhileBound } from './override-while-bound.ts';
import { splitIommuGroup } from './split-iommu-group.ts';
import { undecidedDriver } from './undecided-driver.ts';
import { variantWithoutOverride } from './variant-without-override.ts';
import { vfBoundBeforeVfio } from './vf-bound-before-vfio.ts';

export const CONTROL_CHECKS: readonly AnyCheck[] = [
  bindWithoutMatch,
  overrideByModuleName,
  overrideWhileBound,
  variantWithoutOverride,
  autoprobeAndHotplug,
  vfBoundBeforeVfio,
  splitIommuGroup,
  undecidedDriver,
  mdevBoundByHand,
  mdevUuidReused,
];
