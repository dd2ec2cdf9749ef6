// MK-13, MK-14: a value under a mask that is missing, or that leaves out bits of it. Kernel: include/linux/mod_devicetable.h.
import type { RootModel } from '../../db/model.ts';
import { rawValue } from '../../driver-core/id-table.ts';
import type { Row, TableField } from '../../driver-core/topology.ts';
import { first, isNumeric } from '../../driver-core/value.ts';
import type { Fix } from '../../link/fix.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { type DriverTable, driverTables, factOfRow, type RowFact } from '../driver-rows.ts';

export const missingMask: Check<'driver'> = {
  code: 'MK-13',
  aliases: [],
  title: 'a class without its mask',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run: missing,
  doc: {
    why: '`(id->class ^ dev->class) & id->class_mask` is what pci compares. With a mask of 0 the class is not compared at all: with vendor and device left open, such a row takes every device of the bus.',
    source: ['drivers/pci/pci.h:pci_match_one_device', 'domain rule MK-13'],
    firing: `driver ahci on pci { id_table { { vendor = 0x8086; class = 0x010601; } } }
`,
    corrected: `driver ahci on pci { id_table { { vendor = 0x8086; class = 0x010601; class_mask = 0xffffff; } } }
`,
  },
};

export const bitsOutsideMask: Check<'driver'> = {
  code: 'MK-14',
  aliases: [],
  title: 'bits outside the mask',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run: outside,
  doc: {
    why: 'Bits of the value that the mask leaves out are not compared, and the alias drops them. Whoever wrote them believed that they count.',
    source: [
      'drivers/pci/pci.h:pci_match_one_device',
      'scripts/mod/file2alias.c:do_pci_entry',
      'domain rule MK-14',
    ],
    firing: `driver e on pci { id_table { { vendor = 0x8086; class = 0x020001; class_mask = 0xffff00; } } }
`,
    corrected: `driver e on pci { id_table { { vendor = 0x8086; class = 0x020000; class_mask = 0xffff00; } } }
`,
  },
};

interface MaskedFact extends RowFact {
  readonly table: DriverTable;
  readonly row: Row;
  readonly field: TableField;
  readonly maskName: string;
  readonly value: bigint;
  readonly mask: bigint;
}

function* missing(subject: DriverSubject, model: RootModel): Iterable<Report> {
  for (const masked of maskedFacts(subject, model)) {
    if (masked.value === 0n || masked.mask !== 0n) continue;
    const { fact, field, maskName, item } = masked;
    yield {
      message: `\`${field.name}\` is compared under \`${maskName}\`, which is 0: it is not compared at all`,
      place: { item, site: fact.site },
      fixes: () => (field.name === 'class' ? [setMask(masked)] : []),
    };
  }
}

/** A class whose last byte is 0 is meant without its programming interface. */
function setMask({ fact, item, maskName, table, row, value }: MaskedFact): Fix {
  const whole = (value & 0xffn) === 0n ? '0xffff00' : '0xffffff';
  const written = factOfRow(table, row, maskName);
  const literal = written?.fact.values[0];
  return {
    title: `Set \`${maskName} = ${whole}\``,
    edits: [
      written && literal
        ? { act: 'replace', place: { item: written.item, site: literal.site }, text: whole }
        : { act: 'insert-after', place: { item, site: fact.site }, text: `${maskName} = ${whole};` },
    ],
    preferred: true,
  };
}

function* outside(subject: DriverSubject, model: RootModel): Iterable<Report> {
  for (const { fact, field, maskName, value, mask, item } of maskedFacts(subject, model)) {
    if (mask === 0n || (value & ~mask) === 0n) continue;
    const kept = `0x${(value & mask).toString(16).padStart(mask.toString(16).length, '0')}`;
    const place = { item, site: fact.values[0]?.site ?? fact.site };
    yield {
      message: `\`${maskName}\` leaves out bits of \`${field.name}\`: ${kept} is what is compared`,
      place,
      fixes: () => [
        { title: `Replace by \`${kept}\``, edits: [{ act: 'replace', place, text: kept }], preferred: true },
      ],
    };
  }
}

function* maskedFacts({ driver, declared }: DriverSubject, model: RootModel): Iterable<MaskedFact> {
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
