// The checks of bus design: what a bus, its contract and its users should be, as argued in the mails that the rules quote.
import type { AnyCheck } from '../check.ts';
import { apiMultiplexer } from './api-multiplexer.ts';
import { auxiliaryName } from './auxiliary-name.ts';
import { busWithoutContract } from './bus-without-contract.ts';
import { busWithoutMatch } from './bus-without-match.ts';
import { busWithoutPm } from './bus-without-pm.ts';
import { classDeviceWithoutParent } from './class-device-without-parent.ts';
import { contractOfAnotherBus } from './contract-of-another-bus.ts';
import { copiedCode } from './copied-code.ts';
import { coreAllocatedDevice } from './core-allocated-device.ts';
import { devlinkWithoutBus } from './devlink-without-bus.ts';
import { driverRegistersNothing } from './driver-registers-nothing.ts';
import { flavourChosenLate } from './flavour-chosen-late.ts';
import { flavourMismatch } from './flavour-mismatch.ts';
import { flavourWithoutDriver } from './flavour-without-driver.ts';
import { functionNotOffered } from './function-not-offered.ts';
import { lateConfiguration } from './late-configuration.ts';
import { lifecycleOnlyBus } from './lifecycle-only-bus.ts';
import { mdevWithoutVfio } from './mdev-without-vfio.ts';
import { needlessBus } from './needless-bus.ts';
import { needlessGuid } from './needless-guid.ts';
import { opaqueData } from './opaque-data.ts';
import { ownDeviceNode } from './own-device-node.ts';
import { privateSplit } from './private-split.ts';
import { providerWithoutPlace } from './provider-without-place.ts';
import { resourceWithoutDevice } from './resource-without-device.ts';
import { sameLifeCycle } from './same-life-cycle.ts';
import { setAfterBind } from './set-after-bind.ts';
import { singleDriverBus } from './single-driver-bus.ts';
import { strangers } from './strangers.ts';
import { superfluousBus } from './superfluous-bus.ts';
import { twoAreas } from './two-areas.ts';
import { undefinedBus } from './undefined-bus.ts';
import { unexposedNumber } from './unexposed-number.ts';
import { unlikeNames } from './unlike-names.ts';
import { unplacedName } from './unplaced-name.ts';
import { unusedAuxiliary } from './unused-auxiliary.ts';
import { unwrittenContract } from './unwritten-contract.ts';
import { vendorNamedBus } from './vendor-named-bus.ts';

export const DESIGN_CHECKS: readonly AnyCheck[] = [
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
  busWithoutContract,
  busWithoutMatch,
  undefinedBus,
  coreAllocatedDevice,
  opaqueData,
  sameLifeCycle,
  needlessGuid,
  vendorNamedBus,
  privateSplit,
  needlessBus,
  contractOfAnotherBus,
  providerWithoutPlace,
  flavourMismatch,
  setAfterBind,
  flavourWithoutDriver,
  lateConfiguration,
  unexposedNumber,
  unplacedName,
  unlikeNames,
  auxiliaryName,
  strangers,
  unusedAuxiliary,
  unwrittenContract,
  twoAreas,
  copiedCode,
];
