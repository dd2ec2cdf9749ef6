// MK-38: an auxiliary id that begins with another name than the creator's KBUILD_MODNAME never matches.
// Kernel: drivers/base/auxiliary.c:__auxiliary_device_add, auxiliary_match_id.
import type { RootModel } from '../../db/model.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { auxiliaryIds, auxiliaryNames, creatorsName } from './auxiliary-names.ts';

export const wrongModuleInMatchName: Check<'driver'> = {
  code: 'MK-38',
  aliases: [],
  title: 'an auxiliary id with the wrong module name',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'The name of an auxiliary device begins with KBUILD_MODNAME of the module that *creates* it, underscores for hyphens, and `auxiliary_match_id()` compares it byte for byte. An id that begins with the driver’s own module, or with the hyphenated file name, matches nothing, and the module is never loaded either.',
    source: ['drivers/base/auxiliary.c:auxiliary_match_id', 'domain rule MK-38'],
    firing: `driver foo-core on pci {
    module = foo_core;
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo_core.rdma { id = ida; } }
}
driver foo_ib on auxiliary { id_table foo-core.rdma; }
`,
    corrected: `driver foo-core on pci {
    module = foo_core;
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo_core.rdma { id = ida; } }
}
driver foo_ib on auxiliary { id_table foo_core.rdma; }
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const ids = auxiliaryIds(declared, model);
  if (ids.length === 0) return;
  const made = auxiliaryNames(model);
  for (const id of ids) {
    if (made.has(id.text)) continue;
    const meant = creatorsName(id, driver.module, made);
    if (meant === undefined) continue;
    const { place } = id;
    yield {
      message: `no device is called \`${id.text}\`: the name begins with the creator's module, \`${meant}\``,
      place,
      fixes: () => [
        {
          title: `Replace by \`${meant}\``,
          edits: [{ act: 'replace', place, text: meant }],
          preferred: true,
        },
      ],
    };
  }
}
