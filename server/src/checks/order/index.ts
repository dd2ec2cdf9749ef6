// The checks of the order in which things probe, and of device links.
import type { AnyCheck } from '../check.ts';
import { asyncBehindSync } from './async-behind-sync.ts';
import { childBeforeDeferral } from './child-before-deferral.ts';
import { childTakenForBound } from './child-taken-for-bound.ts';
import { childWithoutParent } from './child-without-parent.ts';
import { deferralForNothing } from './deferral-for-nothing.ts';
import { driverBeforeItsBus } from './driver-before-its-bus.ts';
import { drivesItsOwnChildren } from './drives-its-own-children.ts';
import { errorInsteadOfDeferral } from './error-instead-of-deferral.ts';
import { excludingLinkFlags } from './excluding-link-flags.ts';
import { lateLink } from './late-link.ts';
import { leftoverDevres } from './leftover-devres.ts';
import { linkCycle } from './link-cycle.ts';
import { lostToFallback } from './lost-to-fallback.ts';
import { onePassDriver } from './one-pass-driver.ts';
import { orderByText } from './order-by-text.ts';
import { probeCycle } from './probe-cycle.ts';
import { serviceBeforeProbe } from './service-before-probe.ts';
import { siblingOrder } from './sibling-order.ts';
import { uncheckedLink } from './unchecked-link.ts';
import { vanishedLink } from './vanished-link.ts';

export const ORDER_CHECKS: readonly AnyCheck[] = [
  probeCycle,
  linkCycle,
  uncheckedLink,
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
  childWithoutParent,
  drivesItsOwnChildren,
  lateLink,
  leftoverDevres,
  vanishedLink,
  orderByText,
];
