// The checks of id tables and matching (domain.md 6.1), in the order of their codes.
import type { AnyCheck } from '../check.ts';
import { catchAllRow } from './catch-all-row.ts';
import { bitsOutsideMask, missingMask } from './class-mask.ts';
import { deviceWithoutDriver } from './device-without-driver.ts';
import { driverWithoutDevice } from './driver-without-device.ts';
import { endRowInTable } from './end-row-in-table.ts';
import { mixedOverrideOnly } from './mixed-override-only.ts';
import { nameNotInTable, nameOfDriverCounted } from './name-not-in-table.ts';
import { nameTooLong } from './name-too-long.ts';
import { sameIdInTwoDrivers } from './same-id-in-two-drivers.ts';
import { shadowingRow } from './shadowing-row.ts';
import { twoDevicesOfOneName } from './two-devices-of-one-name.ts';
import { twoDriversOfOneName } from './two-drivers-of-one-name.ts';
import { repeatedRow, unreachableRow } from './unreachable-row.ts';
import { wildcardNotThere } from './wildcard-not-there.ts';

export const TABLE_CHECKS: readonly AnyCheck[] = [
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
];
