// The fields of rows that are compared under a mask, with the mask that the row gives: what the checks of masks look at.
import type { RootModel } from '../../db/model.ts';
import { rawValue } from '../../driver-core/id-table.ts';
import type { Row, TableField } from '../../driver-core/topology.ts';
import { first, isNumeric } from '../../driver-core/value.ts';
import type { Fix } from '../../link/fix.ts';
import type { Place } from '../../link/place.ts';
import type { DriverSubject } from '../check.ts';
import { type DriverTable, driverTables, factOfRow, type RowFact } from '../driver-rows.ts';

export interface MaskedFact extends RowFact {
  readonly table: DriverTable;
  readonly row: Row;
  readonly field: TableField;
  readonly maskName: string;
  readonly value: bigint;
  readonly mask: bigint;
}

/** Those that are written and numbers. */
export function* maskedFacts({ driver, declared }: DriverSubject, model: RootModel): Iterable<MaskedFact> {
  for (const table of driverTables(driver, declared, model)) {
    for (const field of table.table.fields) {
      if (field.mask === undefined) continue;
      for (const row of table.rows) {
        const written = factOfRow(table, row, field.name);
        const value = first(row.fields[field.name]);
        const mask = first(rawValue(table.table, row, field.mask)) ?? 0;
        if (!written || value === undefined || !isNumeric(value) || !isNumeric(mask)) continue;
        const maskName = field.mask;
        yield { ...written, table, row, field, maskName, value: BigInt(value), mask: BigInt(mask) };
      }
    }
  }
}

/** A mask of 0 compares nothing: MK-13 says it. */
export function hasBitsOutside({ value, mask }: MaskedFact): boolean {
  return mask !== 0n && (value & ~mask) !== 0n;
}

/** The value without the bits that the mask leaves out. */
export function clearBits({ fact, item, value, mask }: MaskedFact): {
  readonly place: Place;
  readonly kept: string;
  readonly fix: Fix;
} {
  const place = { item, site: fact.values[0]?.site ?? fact.site };
  const kept = `0x${(value & mask).toString(16).padStart(mask.toString(16).length, '0')}`;
  const fix: Fix = {
    title: `Replace by \`${kept}\``,
    edits: [{ act: 'replace', place, text: kept }],
    preferred: true,
  };
  return { place, kept, fix };
}
