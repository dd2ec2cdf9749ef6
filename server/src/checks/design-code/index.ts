// The checks of how drivers are written: parents of class devices, callbacks, bind files, attributes.
import type { AnyCheck } from '../check.ts';
import { bindAttributes } from './bind-attributes.ts';
import { callbackBesideTheBus } from './callback-beside-the-bus.ts';
import { lateAttributes, lateNamingAttribute } from './late-attributes.ts';
import { wrongParent } from './wrong-parent.ts';

export const DESIGN_CODE_CHECKS: readonly AnyCheck[] = [
  wrongParent,
  callbackBesideTheBus,
  bindAttributes,
  lateAttributes,
  lateNamingAttribute,
];
