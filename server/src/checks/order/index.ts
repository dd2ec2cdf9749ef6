// The checks of the order in which things probe, and of device links.
import type { AnyCheck } from '../check.ts';
import { asyncBehindSync } from './async-behind-sync.ts';
import { childBeforeDeferral } from './child-before-deferral.ts';
import { childTakenForBound } from './child-taken-for-bound.ts';
import { deferralForNothing } from './deferral-for-nothing.ts';
import { driverBeforeItsBus } from './driver-before-its-bus.ts';
import { errorInsteadOfDeferral } from './error-instead-of-deferral.ts';
import { excludingLinkFlags } from './excluding-link-flags.ts';
import { linkCycle } from './link-cycle.ts';
import { lostToFallback } from './lost-to-fallback.ts';
import { onePassDriver } from './one-pass-driver.ts';
import { orderByText } from './order-by-text.ts';
import { probeCycle } from './probe-cycle.ts';
import { serviceBeforeProbe } from './service-before-probe.ts';
import { siblingOrder } from './sibling-order.ts';

export const ORDER_CHECKS: readonly AnyCheck[] = [
  probeCycle,
  linkCycle,
  excludingLinkFlags,
  childBeforeDeferral,
  errorInsteadOfDeferral,
  deferralForNothing,
  lostToFallback,
  childTakenForBound,
  onePassDriver,
  driverBeforeItsBus,
  asyncBehindSync,
  siblingOrder,
  serviceBeforeProbe,
  orderByText,
];
