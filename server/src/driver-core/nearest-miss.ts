// The row of a driver's tables that came nearest to a device that none of them fits. Walks every row: for explanations only.
import { isTableUsed } from './firmware-table.ts';
import { differingFields, endsTable } from './id-table.ts';
import type { LiveDevice, LiveDriver } from './live.ts';
import { rowFilter } from './match.ts';
import { matchSteps } from './match-index.ts';
import { matchSubject } from './match-subject.ts';
import type { Miss } from './result.ts';
import type { Kernel, Row } from './topology.ts';
import { own, printValue } from './value.ts';

/** The row with the fewest fields that differ, the first of them; undefined: the driver has no table that is asked. */
export function nearestMiss(kernel: Kernel, device: LiveDevice, driver: LiveDriver): Miss | undefined {
  let best: Miss | undefined;
  for (const step of matchSteps(driver.bus.type) ?? []) {
    if (step.kind !== 'table') continue;
    const miss = nearestRow(kernel, device, driver, step.table);
    if (miss && (!best || miss.fields.length < best.fields.length)) best = miss;
  }
  return best;
}

function nearestRow(
  kernel: Kernel,
  device: LiveDevice,
  driver: LiveDriver,
  tableName: string,
): Miss | undefined {
  const table = own(driver.bus.type.tables, tableName);
  if (!table || !isTableUsed(kernel, tableName)) return undefined;
  const subject = matchSubject(kernel, device, driver);
  const counts = rowFilter(device, driver);
  let best: { readonly row: Row; readonly fields: ReturnType<typeof differingFields> } | undefined;
  for (const row of own(driver.decl.tables, tableName) ?? []) {
    if (endsTable(table, row)) break;
    const fields = differingFields(table, row, subject);
    if (!best || fields.length < best.fields.length) best = { row, fields };
  }
  if (!best) return undefined;
  const fields = best.fields.map(({ field, row, device: value }) => ({
    field: field.name,
    row: printValue(row),
    device: printValue(value),
  }));
  const override = {
    field: 'override_only',
    row: driver.decl.name,
    device: printValue(device.driverOverride),
  };
  return {
    table: tableName,
    row: best.row.number,
    fields: fields.length > 0 || counts(best.row) ? fields : [override],
  };
}
