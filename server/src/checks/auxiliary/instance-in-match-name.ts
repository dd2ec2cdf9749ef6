// MK-39: an auxiliary id with the instance number never matches. Kernel: drivers/base/auxiliary.c:auxiliary_match_id.
import type { RootModel } from '../../db/model.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { auxiliaryIds, auxiliaryNames, withoutInstance } from './auxiliary-names.ts';

export const instanceInMatchName: Check<'driver'> = {
  code: 'MK-39',
  aliases: [],
  title: 'an auxiliary id with the instance number',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'An auxiliary device is called `MODULE.NAME.NUMBER`. `auxiliary_match_id()` compares an id with what stands before the *last* dot, so an id that holds the number too fits no device.',
    source: ['drivers/base/auxiliary.c:auxiliary_match_id', 'domain rule MK-39'],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo.bar { id = ida; } }
}
driver foo_bar on auxiliary { id_table foo.bar.0; }
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo.bar { id = ida; } }
}
driver foo_bar on auxiliary { id_table foo.bar; }
`,
  },
};

function* run({ declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const ids = auxiliaryIds(declared, model);
  if (ids.length === 0) return;
  const made = auxiliaryNames(model);
  for (const id of ids) {
    const bare = withoutInstance(id, made);
    if (bare === undefined) continue;
    const { place } = id;
    yield {
      message: `\`${id.text}\` is one device's name; an id stops before the last dot: \`${bare}\``,
      place,
      fixes: () => [
        { title: `Replace by \`${bare}\``, edits: [{ act: 'replace', place, text: bare }], preferred: true },
      ],
    };
  }
}
