// MK-44: a device of which remove undoes only one half. Kernel: drivers/base/auxiliary.c:auxiliary_device_delete, _uninit.
import type { RootModel } from '../../db/model.ts';
import type { Check, Report } from '../check.ts';
import { calledBy } from '../lifetime/given-back.ts';
import { eachMadeWith, type Made } from '../lifetime/life.ts';
import { allSaid } from '../lifetime/said.ts';

export const deletedNotUninitialized: Check<'root'> = {
  code: 'MK-44',
  aliases: [],
  title: 'an auxiliary device deleted but not uninitialized',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachMadeWith(['on_remove'], run),
  doc: {
    why: 'An auxiliary device is made in two steps and goes in two: `auxiliary_device_delete()` takes it out of sysfs and unbinds its driver, `auxiliary_device_uninit()` drops the reference that `auxiliary_device_init()` took, and so calls release. Without the second the memory leaks. Without the first a device that is in sysfs, maybe bound, is freed. The same pair is called `device_del()` and `put_device()` elsewhere, `device_unregister()` is both. What `on_remove` leaves out is `unregister`.',
    source: [
      'drivers/base/auxiliary.c:auxiliary_device_init',
      'include/linux/auxiliary_bus.h:auxiliary_device_delete, auxiliary_device_uninit',
      'domain rules LC-59, MK-44',
    ],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo.bar { release = foo_bar_release; on_remove = delete; id = ida; } }
}
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo.bar { release = foo_bar_release; on_remove = delete, put_device; id = ida; } }
}
`,
  },
};

function* run(made: Made, model: RootModel): Iterable<Report> {
  const [only, ...others] = allSaid(made, 'on_remove', model);
  const missing = only && others.length === 0 ? otherHalf(only.text, made) : undefined;
  if (only === undefined || missing === undefined) return;
  yield {
    message: `\`${calledBy(made)}\` ${missing}`,
    place: only.place,
    fixes: () => [
      {
        title: 'Do both: `unregister`',
        edits: [{ act: 'replace', place: only.place, text: 'unregister' }],
        preferred: true,
      },
    ],
  };
}

function otherHalf(done: string, { step }: Made): string | undefined {
  const isAuxiliary = step.of.text === 'auxiliary';
  switch (done) {
    case 'delete':
      return `is deleted and never put: without ${isAuxiliary ? 'auxiliary_device_uninit()' : 'put_device()'} its release() is not called`;
    case 'put_device':
      return `is freed while it is in sysfs: ${isAuxiliary ? 'auxiliary_device_delete()' : 'device_del()'} comes first`;
    default:
      return undefined;
  }
}
