// MK-13, MK-14: a value under a mask that is missing, or that leaves out bits of it. Kernel: include/linux/mod_devicetable.h.
import type { RootModel } from '../db/model.ts';
import type { Fact } from '../declare/declarations.ts';
import { rawValue } from '../driver-core/id-table.ts';
import type { TableField } from '../driver-core/topology.ts';
import { first, isNumeric } from '../driver-core/value.ts';
import type { Check, DriverSubject, Report } from './check.ts';
import { driverTables, factOfRow } from './driver-rows.ts';

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

interface MaskedFact {
  readonly fact: Fact;
  readonly field: TableField;
  readonly maskName: string;
  readonly value: bigint;
  readonly mask: bigint;
  readonly item: number;
}

function* missing({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  for (const { fact, field, maskName, value, mask, item } of maskedFacts(
    { driver, declared, id: driver.id },
    model,
  )) {
    if (value === 0n || mask !== 0n) continue;
    const whole = (value & 0xffn) === 0n ? '0xffff00' : '0xffffff';
    const place = { item, site: fact.site };
    yield {
      message: `\`${field.name}\` is compared under \`${maskName}\`, which is 0: it is not compared at all`,
      place,
      fixes: () =>
        field.name === 'class'
          ? [
              {
                title: `Set \`${maskName} = ${whole}\``,
                edits: [{ act: 'insert-after', place, text: `${maskName} = ${whole};` }],
                preferred: true,
              },
            ]
          : [],
    };
  }
}

function* outside({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  for (const { fact, field, maskName, value, mask, item } of maskedFacts(
    { driver, declared, id: driver.id },
    model,
  )) {
    if (mask === 0n || (value & ~mask) === 0n) continue;
    const kept = `0x${(value & mask).toString(16).padStart(field.name === 'class' ? 6 : 1, '0')}`;
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
        const fact = factOfRow(table, row, field.name);
        const value = first(row.fields[field.name]);
        const mask = first(rawValue(table.table, row, field.mask)) ?? 0;
        if (!fact || value === undefined || !isNumeric(value) || !isNumeric(mask)) continue;
        yield {
          fact,
          field,
          maskName: field.mask,
          value: BigInt(value),
          mask: BigInt(mask),
          item: table.item,
        };
      }
    }
  }
}
