// The checks of module aliases, module configuration and who loads a driver, in the order of their codes.
import type { AnyCheck } from '../check.ts';
import { hidingAlias } from './hiding-alias.ts';
import { newIdRefused } from './new-id-refused.ts';
import { nobodyLoads } from './nobody-loads.ts';
import { overrideWithoutRow } from './override-without-row.ts';
import { vainBlacklist } from './vain-blacklist.ts';
import { vainSoftdep } from './vain-softdep.ts';

export const MODULE_CHECKS: readonly AnyCheck[] = [
  overrideWithoutRow,
  newIdRefused,
  nobodyLoads,
  vainBlacklist,
  hidingAlias,
  vainSoftdep,
];
