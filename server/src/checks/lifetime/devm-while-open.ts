// MK-59: a devm resource that an open file still reaches. Kernel: drivers/base/dd.c:device_unbind_cleanup.
import type { RootModel } from '../../db/model.ts';
import type { Fix } from '../../link/fix.ts';
import { spellName } from '../../syntax/index.ts';
import type { Check, Report } from '../check.ts';
import { eachLife, type Life } from './life.ts';
import { type OpenUse, openUses } from './open-uses.ts';

export const devmWhileOpen: Check<'root'> = {
  code: 'MK-59',
  aliases: [],
  title: 'a devm resource used after unbind',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachLife(run),
  doc: {
    why: 'devm resources are tied to the binding: they go when the driver unbinds, right after `remove`. A process that has the device node open may still be in one of the driver’s functions then, or comes back later for the last close. What these functions reach must be counted and freed with the last user, or the class has to wait for its users (`unregister = waits`).',
    source: [
      'drivers/base/dd.c:__device_release_driver, device_unbind_cleanup',
      'Laurent Pinchart: Why is devm_kzalloc() harmful and what can we do about it (Linux Plumbers 2022)',
      'domain rules LC-62, MK-59',
    ],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    uses foo_state while open;
    probe {
        acquires memory foo_state devm;
        registers tty;
    }
}
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    uses foo_state while open protected by reference;
    probe {
        acquires memory foo_state;
        registers tty;
    }
}
`,
  },
};

function* run(life: Life, model: RootModel): Iterable<Report> {
  for (const use of openUses(life, model)) {
    const { step } = use.acquired;
    if (!step.devm) continue;
    yield {
      message: `\`${step.name.text}\` goes when the driver unbinds (devm), and user space may have its file open still`,
      place: use.place,
      fixes: () => counted(use),
    };
  }
}

/** For memory: what else can be counted depends on the resource. */
function counted({ acquired: { step, item }, open }: OpenUse): readonly Fix[] {
  const isPlain = step.resource.text === 'memory' && !step.devmOf && !step.when;
  if (!isPlain || step.since !== undefined || step.until !== undefined) return [];
  const by = step.getter ? ` by ${spellName(step.getter.text.replace(/^devm_/, ''))}` : '';
  return [
    {
      title: 'Allocate it without devm, and free it with the last reference',
      edits: [
        {
          act: 'replace',
          place: { item, site: step.site },
          text: `acquires memory ${spellName(step.name.text)}${by};`,
        },
        { act: 'replace', place: open, text: 'open protected by reference' },
      ],
    },
  ];
}
