// The checks of the auxiliary bus: names, ids, and what its devices are used for.
import type { AnyCheck } from '../check.ts';
import { bdfWithoutDomain } from './bdf-without-domain.ts';
import { dmaOnSoftwareDevice } from './dma-on-software-device.ts';
import { fixedIdOfTwoParents } from './fixed-id-of-two-parents.ts';
import { instanceInMatchName } from './instance-in-match-name.ts';
import { overrideWithoutAttribute } from './override-without-attribute.ts';
import { wrongModuleInMatchName } from './wrong-module-in-match-name.ts';

export const AUXILIARY_CHECKS: readonly AnyCheck[] = [
  wrongModuleInMatchName,
  instanceInMatchName,
  fixedIdOfTwoParents,
  bdfWithoutDomain,
  overrideWithoutAttribute,
  dmaOnSoftwareDevice,
];
