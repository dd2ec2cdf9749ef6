// MK-54: a release callback that frees nothing, there to silence the warning. Kernel: Documentation/core-api/kobject.rst.
import type { RootModel } from '../../db/model.ts';
import type { Check, Report } from '../check.ts';
import { calledBy } from './given-back.ts';
import { eachMadeWith, type Made } from './life.ts';
import { releaseName, said, sayInstead } from './said.ts';

export const emptyRelease: Check<'root'> = {
  code: 'MK-54',
  aliases: [],
  title: 'an empty release',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachMadeWith(['release'], run),
  doc: {
    why: 'An empty release silences the warning of `device_release()` and keeps the mistake: the memory is then freed somewhere else, while somebody may still hold the device, or it is never freed. “The kernel will mock you mercilessly if you try to circumvent this warning by providing an empty callback.” A device that is a static variable has nothing to free, which is a mistake of its own (MK-70).',
    source: [
      'Documentation/core-api/kobject.rst (ktypes and release methods)',
      'drivers/base/core.c:device_release',
      'domain rules LC-60, MK-54',
    ],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates platform foo-leds { struct = foo_leds; alloc = kzalloc; release = empty; } }
}
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates platform foo-leds { struct = foo_leds; alloc = kzalloc; release = foo_leds_release; } }
}
`,
  },
};

function* run(made: Made, model: RootModel): Iterable<Report> {
  const release = said(made, 'release', model);
  if (release?.text !== 'empty' || said(made, 'alloc', model)?.text === 'static') return;
  const name = releaseName(made, model);
  yield {
    message: `release() of \`${calledBy(made)}\` is empty: it silences the kernel's warning, and the memory is freed while it may be in use, or never`,
    place: release.place,
    fixes: () => sayInstead(release, name, `Free it in \`${name}\``),
  };
}
