// All checks, in the order in which docs/diagnostics lists them. Adding a check is adding its file and its line here.

import { apiMultiplexer } from './api-multiplexer.ts';
import { bdfWithoutDomain } from './bdf-without-domain.ts';
import { busWithoutPm } from './bus-without-pm.ts';
import { callbackNotProvided } from './callback-not-provided.ts';
import type { AnyCheck } from './check.ts';
import { classDeviceWithoutParent } from './class-device-without-parent.ts';
import { devlinkWithoutBus } from './devlink-without-bus.ts';
import { dmaOnSoftwareDevice } from './dma-on-software-device.ts';
import { dmaWithoutIommu } from './dma-without-iommu.ts';
import { driverRegistersNothing } from './driver-registers-nothing.ts';
import { fixedIdOfTwoParents } from './fixed-id-of-two-parents.ts';
import { flavourChosenLate } from './flavour-chosen-late.ts';
import { functionNotOffered } from './function-not-offered.ts';
import { instanceInMatchName } from './instance-in-match-name.ts';
import { lifecycleOnlyBus } from './lifecycle-only-bus.ts';
import { linkCycle } from './link-cycle.ts';
import { mdevWithoutVfio } from './mdev-without-vfio.ts';
import { overrideWithoutAttribute } from './override-without-attribute.ts';
import { ownDeviceNode } from './own-device-node.ts';
import { ownDmaOps } from './own-dma-ops.ts';
import { probeCycle } from './probe-cycle.ts';
import { recordedDriver } from './recorded-driver.ts';
import { resourceWithoutDevice } from './resource-without-device.ts';
import { singleDriverBus } from './single-driver-bus.ts';
import { superfluousBus } from './superfluous-bus.ts';
import { twoDriversOfOneName } from './two-drivers-of-one-name.ts';
import { unprotectedUse } from './unprotected-use.ts';
import { wrongModuleInMatchName } from './wrong-module-in-match-name.ts';

export const CHECKS: readonly AnyCheck[] = [
  twoDriversOfOneName,
  wrongModuleInMatchName,
  instanceInMatchName,
  fixedIdOfTwoParents,
  overrideWithoutAttribute,
  dmaOnSoftwareDevice,
  probeCycle,
  linkCycle,
  dmaWithoutIommu,
  apiMultiplexer,
  singleDriverBus,
  superfluousBus,
  mdevWithoutVfio,
  lifecycleOnlyBus,
  resourceWithoutDevice,
  devlinkWithoutBus,
  classDeviceWithoutParent,
  flavourChosenLate,
  functionNotOffered,
  driverRegistersNothing,
  ownDeviceNode,
  busWithoutPm,
  bdfWithoutDomain,
  ownDmaOps,
  unprotectedUse,
  callbackNotProvided,
  recordedDriver,
];

/** The check that a code or an alias of it means. */
export function findCheck(code: string): AnyCheck | undefined {
  return CHECKS.find((it) => it.code === code || it.aliases.includes(code));
}
