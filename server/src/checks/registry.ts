// All checks, in the order in which docs/diagnostics lists them. Adding a check is adding its file and its line here.

import { apiMultiplexer } from './api-multiplexer.ts';
import { bdfWithoutDomain } from './bdf-without-domain.ts';
import { busWithoutPm } from './bus-without-pm.ts';
import { callbackNotProvided } from './callback-not-provided.ts';
import { catchAllRow } from './catch-all-row.ts';
import type { AnyCheck } from './check.ts';
import { classDeviceWithoutParent } from './class-device-without-parent.ts';
import { bitsOutsideMask, missingMask } from './class-mask.ts';
import { deviceWithoutDriver } from './device-without-driver.ts';
import { devlinkWithoutBus } from './devlink-without-bus.ts';
import { dmaOnSoftwareDevice } from './dma-on-software-device.ts';
import { dmaWithoutIommu } from './dma-without-iommu.ts';
import { driverRegistersNothing } from './driver-registers-nothing.ts';
import { driverWithoutDevice } from './driver-without-device.ts';
import { endRowInTable } from './end-row-in-table.ts';
import { fixedIdOfTwoParents } from './fixed-id-of-two-parents.ts';
import { flavourChosenLate } from './flavour-chosen-late.ts';
import { functionNotOffered } from './function-not-offered.ts';
import { instanceInMatchName } from './instance-in-match-name.ts';
import { lifecycleOnlyBus } from './lifecycle-only-bus.ts';
import { linkCycle } from './link-cycle.ts';
import { mdevBoundByHand } from './mdev-bound-by-hand.ts';
import { mdevWithoutVfio } from './mdev-without-vfio.ts';
import { mixedOverrideOnly } from './mixed-override-only.ts';
import { nameNotInTable, nameOfDriverCounted } from './name-not-in-table.ts';
import { nameTooLong } from './name-too-long.ts';
import { nobodyLoads } from './nobody-loads.ts';
import { orderByText } from './order-by-text.ts';
import { overrideByModuleName } from './override-by-module-name.ts';
import { overrideWithoutAttribute } from './override-without-attribute.ts';
import { ownDeviceNode } from './own-device-node.ts';
import { ownDmaOps } from './own-dma-ops.ts';
import { probeCycle } from './probe-cycle.ts';
import { recordedDriver } from './recorded-driver.ts';
import { resourceWithoutDevice } from './resource-without-device.ts';
import { sameIdInTwoDrivers } from './same-id-in-two-drivers.ts';
import { shadowingRow } from './shadowing-row.ts';
import { singleDriverBus } from './single-driver-bus.ts';
import { superfluousBus } from './superfluous-bus.ts';
import { twoDevicesOfOneName } from './two-devices-of-one-name.ts';
import { twoDriversOfOneName } from './two-drivers-of-one-name.ts';
import { undecidedDriver } from './undecided-driver.ts';
import { unprotectedUse } from './unprotected-use.ts';
import { repeatedRow, unreachableRow } from './unreachable-row.ts';
import { variantWithoutOverride } from './variant-without-override.ts';
import { wildcardNotThere } from './wildcard-not-there.ts';
import { wrongModuleInMatchName } from './wrong-module-in-match-name.ts';

export const CHECKS: readonly AnyCheck[] = [
  endRowInTable,
  sameIdInTwoDrivers,
  shadowingRow,
  unreachableRow,
  repeatedRow,
  missingMask,
  bitsOutsideMask,
  catchAllRow,
  wildcardNotThere,
  nameNotInTable,
  nameOfDriverCounted,
  nameTooLong,
  mixedOverrideOnly,
  deviceWithoutDriver,
  driverWithoutDevice,
  twoDriversOfOneName,
  twoDevicesOfOneName,
  wrongModuleInMatchName,
  instanceInMatchName,
  fixedIdOfTwoParents,
  overrideWithoutAttribute,
  dmaOnSoftwareDevice,
  probeCycle,
  linkCycle,
  overrideByModuleName,
  variantWithoutOverride,
  undecidedDriver,
  nobodyLoads,
  mdevBoundByHand,
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
  orderByText,
];

/** The check that a code or an alias of it means. */
export function findCheck(code: string): AnyCheck | undefined {
  return CHECKS.find((it) => it.code === code || it.aliases.includes(code));
}
