// The checks of bus design: what a bus, its contract and its users should be, as argued in the mails that the rules quote.
import type { AnyCheck } from '../check.ts';
import { apiMultiplexer } from './api-multiplexer.ts';
import { busWithoutContract } from './bus-without-contract.ts';
import { busWithoutMatch } from './bus-without-match.ts';
import { busWithoutPm } from './bus-without-pm.ts';
import { classDeviceWithoutParent } from './class-device-without-parent.ts';
import { coreAllocatedDevice } from './core-allocated-device.ts';
import { devlinkWithoutBus } from './devlink-without-bus.ts';
import { driverRegistersNothing } from './driver-registers-nothing.ts';
import { flavourChosenLate } from './flavour-chosen-late.ts';
import { functionNotOffered } from './function-not-offered.ts';
import { lifecycleOnlyBus } from './lifecycle-only-bus.ts';
import { mdevWithoutVfio } from './mdev-without-vfio.ts';
import { needlessBus } from './needless-bus.ts';
import { needlessGuid } from './needless-guid.ts';
import { opaqueData } from './opaque-data.ts';
import { ownDeviceNode } from './own-device-node.ts';
import { privateSplit } from './private-split.ts';
import { resourceWithoutDevice } from './resource-without-device.ts';
import { sameLifeCycle } from './same-life-cycle.ts';
import { singleDriverBus } from './single-driver-bus.ts';
import { superfluousBus } from './superfluous-bus.ts';
import { undefinedBus } from './undefined-bus.ts';
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
];
