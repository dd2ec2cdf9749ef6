// A bus's match(): its steps in order, the first that decides decides, at the end: no. Three results:
// yes, no, or an error that ends the driver walk. drivers/base/base.h:driver_match_device and each bus's match callback.
import { assertNever } from '../base/assert-never.ts';
import { holds, printCondition } from './condition.ts';
import { deviceField, driverField } from './device-field.ts';
import { isTableUsed } from './firmware-table.ts';
import { matchingRow, type RowFilter } from './id-table.ts';
import type { LiveDevice, LiveDriver } from './live.ts';
import { matchSteps } from './match-index.ts';
import { type MatchSubject, matchSubject } from './match-subject.ts';
import type { Verdict } from './result.ts';
import { candidateRows } from './row-index.ts';
import type { Kernel, MatchStep, MatchTable, Path, Row } from './topology.ts';
import { equalsUnderMask, first, members, own } from './value.ts';

/** Asks the bus of both whether this driver may bind this device. Changes nothing. */
export function matchDevice(kernel: Kernel, device: LiveDevice, driver: LiveDriver): Verdict {
  if (!areOfOneKind(device, driver)) return { result: 'no' };
  const bus = driver.bus.type;
  const steps = matchSteps(bus);
  if (!steps) return { result: 'yes' };
  const subject = matchSubject(kernel, device, driver);
  for (const step of steps) {
    if (!holds(step.when, subject.lookup)) continue;
    const verdict = decide(step, subject);
    if (verdict) return verdict;
  }
  return { result: 'no' };
}

/** As the language writes it: `driver_override filters`, `never when no match_driver`. */
function printStep(step: MatchStep): string {
  return step.when.length === 0 ? printWord(step) : `${printWord(step)} when ${printCondition(step.when)}`;
}

/** Devices and drivers of two kinds never meet; a device struct without drivers meets none. */
function areOfOneKind(device: LiveDevice, driver: LiveDriver): boolean {
  if (!device.struct) return true;
  if (device.struct.noDriver) return false;
  const served = servedStruct(driver);
  return served === undefined || served === device.struct.struct;
}

/** Rows with `override_only` count only for the driver that the override names (LC-70). */
export function rowFilter(device: LiveDevice, driver: LiveDriver): RowFilter {
  const named = device.driverOverride === driver.decl.name;
  return (row) => named || !row.fields.override_only;
}

function servedStruct(driver: LiveDriver): string | undefined {
  const structs = driver.bus.type.drivers;
  const { devtype } = driver.decl;
  if (devtype === undefined) return structs[0]?.serves;
  return structs.find(({ serves }) => serves === devtype)?.serves;
}

function decide(step: MatchStep, subject: MatchSubject): Verdict | undefined {
  switch (step.kind) {
    case 'driver_override':
      return byOverride(step, subject);
    case 'table':
      return byTable(step, subject);
    case 'new_id':
      return byDynamicId(step, subject);
    case 'of_compatible':
      return fitsCompatible(step.path, subject) ? yes(step) : undefined;
    case 'driver_name':
      return fitsName(step, subject) ? yes(step) : undefined;
    case 'phy_id':
      return fitsPhyId(subject) ? yes(step) : undefined;
    case 'creator':
      return subject.device.maker?.driver === subject.driver ? yes(step) : undefined;
    case 'any':
      return yes(step);
    case 'never':
      return { result: 'no', step: printStep(step) };
    case 'fails':
      return { result: 'error', errno: step.errno, step: printStep(step) };
    default:
      return assertNever(step);
  }
}

function yes(step: MatchStep): Verdict {
  return { result: 'yes', step: printStep(step) };
}

/** include/linux/device.h:device_match_driver_override; `filters` is pci's use of it. */
function byOverride(
  step: Extract<MatchStep, { kind: 'driver_override' }>,
  { device, driver }: MatchSubject,
): Verdict | undefined {
  if (device.driverOverride === undefined) return undefined;
  if (device.driverOverride !== driver.decl.name) return { result: 'no', step: printStep(step) };
  return step.filters ? undefined : { result: 'yes', step: printStep(step), dynamic: true };
}

function byTable(step: Extract<MatchStep, { kind: 'table' }>, subject: MatchSubject): Verdict | undefined {
  const { device, driver } = subject;
  const table = own(driver.bus.type.tables, step.table);
  if (!table || !isTableUsed(subject.kernel, step.table)) return undefined;
  const rows = own(driver.decl.tables, step.table);
  if (rows) {
    const candidates = candidateRows(table, rows, subject);
    const row = matchingRow(table, candidates, subject, rowFilter(device, driver));
    if (row) return { result: 'yes', step: printStep(step), table: step.table, row: row.number };
  }
  return byDeviceTreeId(step, table, subject);
}

/** drivers/acpi/bus.c:acpi_of_match_device: the id PRP0001 stands for the compatible, with or without an acpi table. */
function byDeviceTreeId(step: MatchStep, table: MatchTable, subject: MatchSubject): Verdict | undefined {
  if (!table.fields.some(({ by }) => by === 'acpi_id')) return undefined;
  if (!members(deviceField(subject.device, 'acpi_ids')).includes('PRP0001')) return undefined;
  const compatibles = members(deviceField(subject.device, 'compatible')).map((text) =>
    String(text).toLowerCase(),
  );
  const rows = subject.driver.decl.tables.of_match_table ?? [];
  const row = rows.find(({ fields }) => compatibles.includes(String(first(fields.compatible)).toLowerCase()));
  return row && { result: 'yes', step: printStep(step), table: 'of_match_table', row: row.number };
}

function byDynamicId(step: MatchStep, subject: MatchSubject): Verdict | undefined {
  const { device, driver } = subject;
  if (driver.dynamicIds.length === 0) return undefined;
  const known = driver.bus.type.tables.id_table;
  const fits = (row: Row) => {
    const name = first(row.fields.dev_name);
    if (name !== undefined) return name === device.name;
    return known !== undefined && matchingRow(known, [row], subject, () => true) !== undefined;
  };
  const row = driver.dynamicIds.find(fits);
  return row && { result: 'yes', step: printStep(step), row: row.number, dynamic: true };
}

function fitsCompatible(path: Path, { kernel, lookup, driver }: MatchSubject): boolean {
  if (!isTableUsed(kernel, 'of_match_table')) return false;
  const text = String(first(lookup(path)) ?? '').toLowerCase();
  if (text === '') return false;
  return (driver.decl.tables.of_match_table ?? []).some(({ fields }) => {
    const compatible = String(first(fields.compatible) ?? '').toLowerCase();
    return compatible === text || compatible.slice(compatible.indexOf(',') + 1) === text;
  });
}

function fitsName(
  step: Extract<MatchStep, { kind: 'driver_name' }>,
  { lookup, driver }: MatchSubject,
): boolean {
  const name = first(lookup(step.path));
  if (name === undefined) return false;
  return step.prefix ? String(name).startsWith(driver.decl.name) : String(name) === driver.decl.name;
}

/** drivers/net/phy/phy_device.c:phy_bus_match: the driver's own pair, not the rows of its mdio_device_id table. */
function fitsPhyId({ lookup, driver }: MatchSubject): boolean {
  const asked = first(driverField(driver, 'match_phy_device'));
  if (asked !== undefined) return asked !== 0;
  const wanted = first(driverField(driver, 'phy_id'));
  const mask = first(driverField(driver, 'phy_id_mask')) ?? 0xffff_ffff;
  if (wanted === undefined || typeof wanted === 'string' || typeof mask === 'string') return false;
  const isC45 = first(lookup({ root: 'dev', name: 'is_c45' }));
  const ids = isC45
    ? members(lookup({ root: 'dev', name: 'c45_ids' }))
        .slice(1)
        .filter((id) => id !== 0xffff_ffff)
    : members(lookup({ root: 'dev', name: 'phy_id' })).slice(0, 1);
  return ids.some((id) => typeof id !== 'string' && equalsUnderMask(id, wanted, mask));
}

function printWord(step: MatchStep): string {
  switch (step.kind) {
    case 'driver_override':
      return step.filters ? 'driver_override filters' : 'driver_override';
    case 'table':
      return step.table;
    case 'of_compatible':
      return `of_compatible ${printPath(step.path)}`;
    case 'driver_name':
      return `driver_name ${printPath(step.path)}${step.prefix ? ' prefix' : ''}`;
    case 'fails':
      return `fails ${step.errno}`;
    default:
      return step.kind;
  }
}

function printPath(path: Path): string {
  return `${path.root}.${path.name}`;
}
