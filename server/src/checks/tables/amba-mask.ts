// MK-19: an amba id with bits outside its mask. Kernel: scripts/mod/file2alias.c:do_amba_entry.
import type { RootModel } from '../../db/model.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { clearBits, hasBitsOutside, type MaskedFact, maskedFacts } from './masked-facts.ts';

export const ambaIdOutsideMask: Check<'driver'> = {
  code: 'MK-19',
  aliases: [],
  title: 'an amba id with bits outside its mask',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: '`(periphid & mask) == id` is what amba compares, not a masked difference: with a bit set in the id that the mask leaves out, no register value is ever equal. modpost knows that and ends the build: “Masked-off bit(s) of AMBA device ID are non-zero”.',
    source: ['drivers/amba/bus.c:amba_lookup', 'scripts/mod/file2alias.c:do_amba_entry', 'domain rule MK-19'],
    firing: `driver dma-pl330 on amba { id_table { { id = 0x00241330; mask = 0x000fffff; } } }
`,
    corrected: `driver dma-pl330 on amba { id_table { { id = 0x00041330; mask = 0x000fffff; } } }
`,
  },
};

function* run(subject: DriverSubject, model: RootModel): Iterable<Report> {
  for (const masked of maskedFacts(subject, model)) {
    if (!isAmbaId(masked) || !hasBitsOutside(masked)) continue;
    const { place, kept, fix } = clearBits(masked);
    yield {
      message: `\`${masked.maskName}\` leaves out bits of \`${masked.field.name}\`: no device is equal to it, and modpost ends the build; under the mask it is ${kept}`,
      place,
      fixes: () => [fix],
    };
  }
}

/** Where modpost insists, MK-14 has nothing to add. */
export function isAmbaId({ table }: MaskedFact): boolean {
  return table.table.struct === 'amba_id';
}
