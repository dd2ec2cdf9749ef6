// MK-40: a driver gives every device that it creates the same number. Kernel: drivers/base/core.c:device_add (-EEXIST).
import type { RootModel } from '../../db/model.ts';
import type { Refused } from '../../driver-core/result.ts';
import type { ItemKey } from '../../link/place.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { factNamed, madeBy, placeOfRefused } from '../made-here.ts';

export const fixedIdOfTwoParents: Check<'driver'> = {
  code: 'MK-40',
  aliases: [],
  title: 'one fixed id under two parents',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'run',
  run,
  doc: {
    why: 'A bus lists its devices flat in `/sys/bus/BUS/devices`, so a name is unique on the bus and not under its parent. A driver that numbers its child with a constant works for the first device it binds; for the second `device_add()` returns -EEXIST. The number comes from an IDA or xarray of the module.',
    source: [
      'drivers/base/core.c:device_add',
      'drivers/base/bus.c:bus_add_device',
      'domain rules LC-7, MK-40',
    ],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo.bar { id = 0; } }
}
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; }
device 0000:02:00.0 on pci { vendor = 0x1234; device = 0x0001; }
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo.bar { id = ida; } }
}
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; }
device 0000:02:00.0 on pci { vendor = 0x1234; device = 0x0001; }
`,
  },
};

function* run({ declared }: DriverSubject, model: RootModel): Iterable<Report> {
  for (const { step, item } of madeBy(declared, model)) {
    const id = factNamed(step.facts, 'id')?.values[0];
    if (step.kind !== 'creates' || id?.kind !== 'number') continue;
    const refused = model.run.refused.find((it) => isMadeBy(it, item, step.site, model));
    if (!refused) continue;
    const place = { item, site: id.site };
    yield {
      message: `\`${step.name?.text ?? step.of.text}.${id.text}\` is created more than once: device_add() of the second returns -EEXIST`,
      place,
      fixes: () => [
        { title: 'Number by `ida`', edits: [{ act: 'replace', place, text: 'ida' }], preferred: true },
      ],
    };
  }
}

function isMadeBy(refused: Refused, item: ItemKey, site: number, model: RootModel): boolean {
  const place = placeOfRefused(model, refused);
  return place?.item === item && place.site === site;
}
