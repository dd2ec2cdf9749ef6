// The checks of module aliases, module configuration and who loads a driver (domain.md 3, 6.5), in the order of their codes.
import type { AnyCheck } from '../check.ts';
import { nobodyLoads } from './nobody-loads.ts';

export const MODULE_CHECKS: readonly AnyCheck[] = [nobodyLoads];
