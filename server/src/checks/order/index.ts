// The checks of the order in which things probe, and of device links.
import type { AnyCheck } from '../check.ts';
import { linkCycle } from './link-cycle.ts';
import { orderByText } from './order-by-text.ts';
import { probeCycle } from './probe-cycle.ts';

export const ORDER_CHECKS: readonly AnyCheck[] = [probeCycle, linkCycle, orderByText];
