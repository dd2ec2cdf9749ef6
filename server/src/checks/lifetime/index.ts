// The checks of lifetimes: who allocates, who frees, and what is still used when a driver unbinds or its module goes.
import type { AnyCheck } from '../check.ts';
import { unprotectedUse } from './unprotected-use.ts';

export const LIFETIME_CHECKS: readonly AnyCheck[] = [unprotectedUse];
