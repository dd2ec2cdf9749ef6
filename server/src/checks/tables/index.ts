// The checks of id tables and matching, in the order of their codes.
import type { AnyCheck } from '../check.ts';
import { aliasOfNobody } from './alias-of-nobody.ts';
import { ambaIdOutsideMask } from './amba-mask.ts';
import { catchAllRow } from './catch-all-row.ts';
import { bitsOutsideMask, missingMask } from './class-mask.ts';
import { compatiblesOfTwoDrivers } from './compatibles-of-two-drivers.ts';
import { dataInClass } from './data-in-class.ts';
import { dataOnlyRow } from './data-only-row.ts';
import { deviceWithoutDriver } from './device-without-driver.ts';
import { driverWithoutDevice } from './driver-without-device.ts';
import { endRowInTable } from './end-row-in-table.ts';
import { exportOfOtherTable, tableNotExported, tableWithoutAlias } from './exported-tables.ts';
import { generalCompatible } from './general-compatible.ts';
import { guidLetters } from './guid-letters.ts';
import { instanceInId } from './instance-in-id.ts';
import { interfaceWithoutVendor } from './interface-without-vendor.ts';
import { maskNotOfBytes } from './mask-of-bytes.ts';
import { matchData } from './match-data.ts';
import { mixedOverrideOnly } from './mixed-override-only.ts';
import { nameNotInTable, nameOfDriverCounted } from './name-not-in-table.ts';
import { nameTooLong } from './name-too-long.ts';
import { releaseRange } from './release-range.ts';
import { sameIdInTwoDrivers } from './same-id-in-two-drivers.ts';
import { shadowingRow } from './shadowing-row.ts';
import { spiNames } from './spi-names.ts';
import { twoDevicesOfOneName } from './two-devices-of-one-name.ts';
import { twoDriversOfOneName } from './two-drivers-of-one-name.ts';
import { repeatedRow, unreachableRow } from './unreachable-row.ts';
import { unterminatedTable } from './unterminated-table.ts';
import { virtioRow } from './virtio-row.ts';
import { wildcardNotThere } from './wildcard-not-there.ts';
import { zeroSubsystem } from './zero-subsystem.ts';
import { zeroWildcard } from './zero-wildcard.ts';

export const TABLE_CHECKS: readonly AnyCheck[] = [
  unterminatedTable,
  endRowInTable,
  tableNotExported,
  tableWithoutAlias,
  exportOfOtherTable,
  spiNames,
  aliasOfNobody,
  guidLetters,
  sameIdInTwoDrivers,
  shadowingRow,
  unreachableRow,
  repeatedRow,
  missingMask,
  bitsOutsideMask,
  maskNotOfBytes,
  catchAllRow,
  dataInClass,
  zeroSubsystem,
  ambaIdOutsideMask,
  zeroWildcard,
  virtioRow,
  wildcardNotThere,
  nameNotInTable,
  nameOfDriverCounted,
  instanceInId,
  nameTooLong,
  interfaceWithoutVendor,
  dataOnlyRow,
  releaseRange,
  generalCompatible,
  compatiblesOfTwoDrivers,
  matchData,
  mixedOverrideOnly,
  deviceWithoutDriver,
  driverWithoutDevice,
  twoDriversOfOneName,
  twoDevicesOfOneName,
];
