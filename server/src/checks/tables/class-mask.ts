// MK-13, MK-14: a value under a mask that is missing, or that leaves out bits of it. Kernel: include/linux/mod_devicetable.h.
import type { RootModel } from '../../db/model.ts';
import type { Fix } from '../../link/fix.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { factOfRow } from '../driver-rows.ts';
import { isAmbaId } from './amba-mask.ts';
import { isDataInClass } from './data-in-class.ts';
import { clearBits, hasBitsOutside, type MaskedFact, maskedFacts } from './masked-facts.ts';

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

function* missing(subject: DriverSubject, model: RootModel): Iterable<Report> {
  for (const masked of maskedFacts(subject, model)) {
    if (masked.value === 0n || masked.mask !== 0n || isDataInClass(masked)) continue;
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
  for (const masked of maskedFacts(subject, model)) {
    if (!hasBitsOutside(masked) || isAmbaId(masked)) continue;
    const { field, maskName } = masked;
    const { place, kept, fix } = clearBits(masked);
    yield {
      message: `\`${maskName}\` leaves out bits of \`${field.name}\`: ${kept} is what is compared`,
      place,
      fixes: () => [fix],
    };
  }
}
