// The checks of the auxiliary bus: names, ids, how its devices are made, and what they are used for.
import type { AnyCheck } from '../check.ts';
import { auxiliaryForFirmware } from './auxiliary-for-firmware.ts';
import { auxiliaryWithoutParent } from './auxiliary-without-parent.ts';
import { bdfWithoutDomain } from './bdf-without-domain.ts';
import { deletedNotUninitialized } from './deleted-not-uninitialized.ts';
import { dmaOnSoftwareDevice } from './dma-on-software-device.ts';
import { filledAfterAdd } from './filled-after-add.ts';
import { fixedIdOfTwoParents } from './fixed-id-of-two-parents.ts';
import { instanceInMatchName } from './instance-in-match-name.ts';
import { lockHeldWhileAdding } from './lock-held-while-adding.ts';
import { overrideWithoutAttribute } from './override-without-attribute.ts';
import { parentDrvdata } from './parent-drvdata.ts';
import { platformUnderPci } from './platform-under-pci.ts';
import { wrongModuleInMatchName } from './wrong-module-in-match-name.ts';

export const AUXILIARY_CHECKS: readonly AnyCheck[] = [
  wrongModuleInMatchName,
  instanceInMatchName,
  fixedIdOfTwoParents,
  bdfWithoutDomain,
  deletedNotUninitialized,
  auxiliaryWithoutParent,
  filledAfterAdd,
  lockHeldWhileAdding,
  parentDrvdata,
  auxiliaryForFirmware,
  platformUnderPci,
  overrideWithoutAttribute,
  dmaOnSoftwareDevice,
];
