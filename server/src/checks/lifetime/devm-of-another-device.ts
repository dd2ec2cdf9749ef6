// MK-60: a devm resource on another device than the one that is bound. Kernel: drivers/base/dd.c:device_unbind_cleanup.
import type { Fix } from '../../link/fix.ts';
import { spellName } from '../../syntax/index.ts';
import type { Check, Report } from '../check.ts';
import { type Acquired, eachLife, type Life } from './life.ts';

export const devmOfAnotherDevice: Check<'root'> = {
  code: 'MK-60',
  aliases: [],
  title: 'a devm resource attached to another device than its user',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachLife(run),
  doc: {
    why: 'devm releases a resource when the driver of *that* device unbinds. A driver that attaches its resources to its parent keeps them after its own `remove`: an interrupt handler goes on running on freed data, and each new bind takes another one, until the parent is unbound. Attach them to the device that the driver is bound to.',
    source: ['drivers/base/devres.c:devres_add', 'domain rules LC-62, MK-60'],
    firing: `driver foo_diag.diag on auxiliary {
    module = foo_diag;
    id_table foo.diag;
    probe { acquires irq events devm of parent; }
}
`,
    corrected: `driver foo_diag.diag on auxiliary {
    module = foo_diag;
    id_table foo.diag;
    probe { acquires irq events devm; }
}
`,
  },
};

function* run({ acquired }: Life): Iterable<Report> {
  for (const it of acquired) {
    const { devmOf, name, resource } = it.step;
    // A child that is not bound yet: LC-62.
    if (devmOf === undefined || !['parent', 'physfn'].includes(devmOf.text)) continue;
    const owner = devmOf.text === 'physfn' ? 'PF' : devmOf.text;
    yield {
      message: `\`${name.text}\` (${resource.text}) is attached to the ${owner}: it outlives this driver's remove() and goes when the ${owner} is unbound`,
      place: { item: it.item, site: devmOf.site },
      fixes: () => ofItsOwn(it),
    };
  }
}

/** Drops the `of …`; nothing for a step that also says when it holds. */
export function ofItsOwn({ step, item }: Acquired): readonly Fix[] {
  if (step.when || step.since !== undefined || step.until !== undefined) return [];
  const by = step.getter ? ` by ${spellName(step.getter.text)}` : '';
  const text = `acquires ${step.resource.text} ${spellName(step.name.text)}${by} devm;`;
  return [
    {
      title: 'Attach it to the driver’s own device',
      edits: [{ act: 'replace', place: { item, site: step.site }, text }],
      preferred: true,
    },
  ];
}
