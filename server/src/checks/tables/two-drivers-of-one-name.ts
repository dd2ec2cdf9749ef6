// MK-36: a bus knows its drivers by name. Kernel: drivers/base/driver.c:driver_register.
import type { RootModel } from '../../db/model.ts';
import type { Check, Report } from '../check.ts';

export const twoDriversOfOneName: Check<'root'> = {
  code: 'MK-36',
  aliases: [],
  title: 'two drivers of one name on a bus',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run,
  doc: {
    why: 'A driver is a directory in `/sys/bus/BUS/drivers`, so its name is unique on its bus. `driver_register()` of the second one logs "Error: Driver \'NAME\' is already registered, aborting..." and returns -EBUSY: its module does not load. Drivers on different buses may share a name.',
    source: ['drivers/base/driver.c:driver_register', 'domain rule MK-36'],
    firing: `driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } }
driver e1000e on pci { module = mine; id_table { { vendor = 0x8086; device = 0x1503; } } }
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
`,
    corrected: `driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } }
driver e1000e-mine on pci { module = mine; id_table { { vendor = 0x8086; device = 0x1503; } } }
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
`,
  },
};

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  for (const { first, again } of model.duplicates()) {
    if (first.kind !== 'driver' || again.kind !== 'driver') continue;
    if (first.library) continue; // name/library says it, and offers `replace`
    const name = again.decl.name;
    const place = { item: again.item, site: name.site };
    yield {
      message: `a driver of this name is on \`${again.decl.bus.text}\` already; driver_register() refuses it (-EBUSY)`,
      place,
      about: again.id,
      related: [
        { place: { item: first.item, site: first.decl.name.site }, message: 'the driver that is meant' },
      ],
      fixes: () => [
        {
          title: `Rename to \`${name.text}-2\``,
          edits: [{ act: 'replace', place, text: `${name.text}-2` }],
        },
      ],
    };
  }
}
