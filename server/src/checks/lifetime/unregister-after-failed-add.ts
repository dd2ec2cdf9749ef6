// MK-56: a device deleted that was never added. Kernel: drivers/base/core.c:device_add, device_unregister.
import type { RootModel } from '../../db/model.ts';
import type { Check, Report } from '../check.ts';
import { calledBy } from './given-back.ts';
import { eachMadeWith, type Made } from './life.ts';
import { said, sayInstead } from './said.ts';

export const unregisterAfterFailedAdd: Check<'root'> = {
  code: 'MK-56',
  aliases: [],
  title: 'device_unregister after a failed device_add()',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachMadeWith(['on_error'], run),
  doc: {
    why: 'A `device_add()` that fails has undone what it did. `device_unregister()` deletes the device first, which then is on no list and has no directory in sysfs, and drops references of the parent and the bus that were never taken. “Rule of thumb is: if device_add() succeeds, you should call device_del() when you want to get rid of it. If device_add() has *not* succeeded, use *only* put_device() to drop the reference count.”',
    source: ['drivers/base/core.c:device_add, device_del', 'domain rules LC-7, LC-59, MK-56'],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates platform foo-leds { release = foo_leds_release; on_error = unregister; } }
}
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates platform foo-leds { release = foo_leds_release; on_error = put_device; } }
}
`,
  },
};

function* run(made: Made, model: RootModel): Iterable<Report> {
  const how = said(made, 'on_error', model);
  if (how?.text !== 'unregister') return;
  yield {
    message: `\`${calledBy(made)}\` was not added if adding it failed: device_unregister() deletes it all the same, only put_device() is left to do`,
    place: how.place,
    fixes: () => sayInstead(how, 'put_device', 'Replace by `put_device`'),
  };
}
