// LC-62: managed resources on a device that is not bound yet. Kernel: drivers/base/dd.c:really_probe.
import type { RootModel } from '../../db/model.ts';
import type { Check, Report } from '../check.ts';
import { ofItsOwn } from '../lifetime/devm-of-another-device.ts';
import { eachLife, type Life, type Made } from '../lifetime/life.ts';
import { factNamed } from '../made-here.ts';

export const leftoverDevres: Check<'root'> = {
  code: 'LC-62',
  aliases: [],
  title: 'a managed resource of a child that is not bound yet',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachLife(run),
  doc: {
    why: 'Managed resources belong to the binding of a device. `really_probe()` refuses one that has some already: “Resources present before probing”, -EBUSY, so a child to which its maker attached memory never binds. It gets worse with a device link: this error returns before the links are put back, the one to the supplier stays in the state “consumer probe”, and the next unbind of the supplier waits for that probe to end, for ever. (A real 6.12 hangs in `device_links_unbind_consumers()`, with a soft lockup, on a plain write to `unbind`.)',
    source: [
      'drivers/base/dd.c:really_probe',
      'drivers/base/core.c:device_links_unbind_consumers',
      'domain rules LC-34, LC-62',
    ],
    firing: `driver acme on platform {
    of_match_table "acme,codec";
    probe {
        creates auxiliary acme.dai as dai { id = ida; release = acme_release; }
        acquires memory dai_state devm of dai;
    }
}
`,
    corrected: `driver acme on platform {
    of_match_table "acme,codec";
    probe {
        creates auxiliary acme.dai as dai { id = ida; release = acme_release; }
        acquires memory dai_state devm;
    }
}
`,
  },
};

function* run(life: Life, _model: RootModel): Iterable<Report> {
  for (const it of life.acquired) {
    const { devmOf, name } = it.step;
    const child = life.made.find(({ step }) => step.label !== undefined && step.label.text === devmOf?.text);
    if (!devmOf || child?.step.kind !== 'creates') continue;
    const hang = hasManagedLink(child)
      ? '; the next unbind of its supplier waits for that probe for ever'
      : '';
    yield {
      message: `\`${devmOf.text}\` has \`${name.text}\` attached before it is bound: really_probe() returns -EBUSY, no driver ever binds${hang}`,
      place: { item: it.item, site: devmOf.site },
      fixes: () => ofItsOwn(it),
    };
  }
}

function hasManagedLink({ step }: Made): boolean {
  return step.suppliers.some(
    (it) => !factNamed(it.facts, 'flags')?.values.some(({ text }) => text === 'STATELESS'),
  );
}
