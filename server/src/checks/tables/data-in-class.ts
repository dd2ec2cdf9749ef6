// MK-17: driver data that stands in the place of the class. Kernel: include/linux/pci.h:PCI_VDEVICE.
import type { RootModel } from '../../db/model.ts';
import { first, isNumeric } from '../../driver-core/value.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { type MaskedFact, maskedFacts } from './masked-facts.ts';

export const dataInClass: Check<'driver'> = {
  code: 'MK-17',
  aliases: [],
  title: 'driver data in the place of the class',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: '`{ PCI_VDEVICE(INTEL, 0x1502), board }` gives the first four fields, and 0 for `class` and `class_mask`, so that the next value is `driver_data`; after `PCI_DEVICE()`, which leaves these two out, the same value is the *class*. With a mask of 0 it is not compared, the row matches, and the driver gets 0 for its `driver_data`: the wrong board. `PCI_DEVICE_DATA()` names what it sets.',
    source: ['include/linux/pci.h:PCI_DEVICE, PCI_VDEVICE, PCI_DEVICE_DATA', 'domain rule MK-17'],
    firing: `driver igb on pci {
    id_table {
        { vendor = 0x8086; device = 0x1521; driver_data = 1; }
        { vendor = 0x8086; device = 0x1533; class = 2; }
    }
}
`,
    corrected: `driver igb on pci {
    id_table {
        { vendor = 0x8086; device = 0x1521; driver_data = 1; }
        { vendor = 0x8086; device = 0x1533; driver_data = 2; }
    }
}
`,
  },
};

function* run(subject: DriverSubject, model: RootModel): Iterable<Report> {
  for (const masked of maskedFacts(subject, model)) {
    if (!isDataInClass(masked)) continue;
    const { item, fact } = masked;
    const place = { item, site: fact.site };
    const value = fact.values[0]?.text ?? '';
    yield {
      message: `\`class = ${value}\` is no class, and is not compared without a mask: it stands where \`driver_data\` was meant, and the driver gets 0`,
      place,
      fixes: () => [
        {
          title: `Give \`driver_data = ${value}\``,
          edits: [{ act: 'replace', place, text: `driver_data = ${value};` }],
          preferred: true,
        },
      ],
    };
  }
}

const CLASSES_FROM = 0x100n;

/**
 * A number too small for a class (base class, subclass and interface make at least 0x000100), without a mask, in a row that names
 * vendor and device and has no `driver_data` of its own. Else it is MK-13.
 */
export function isDataInClass({ row, field, value, mask }: MaskedFact): boolean {
  if (field.name !== 'class' || value === 0n || value >= CLASSES_FROM || mask !== 0n) return false;
  return row.fields.driver_data === undefined && isGiven(row.fields.vendor) && isGiven(row.fields.device);
}

function isGiven(value: Parameters<typeof first>[0]): boolean {
  const one = first(value);
  return one !== undefined && isNumeric(one);
}
