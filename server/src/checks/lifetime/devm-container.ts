// MK-58: a struct device in devm memory. Kernel: drivers/base/devres.c; Documentation/driver-api/driver-model/devres.rst.
import type { RootModel } from '../../db/model.ts';
import type { Check, Report } from '../check.ts';
import { calledBy } from './given-back.ts';
import { eachMadeWith, type Life, type Made } from './life.ts';
import { said, sayInstead } from './said.ts';

export const devmContainer: Check<'root'> = {
  code: 'MK-58',
  aliases: [],
  title: 'devm memory that holds a struct device',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachMadeWith(['alloc', 'struct'], run),
  doc: {
    why: 'devm memory goes when the driver unbinds, whoever still uses it. A `struct device`, a `kobject` or a `cdev` in it has a reference count of its own, and an open file in sysfs or in /dev is enough to keep it: the last put then writes to freed memory. Allocate the structure with `kzalloc()` and free it in the release callback. Class devices that their core allocates (`devm_iio_device_alloc()` and its like) are not meant: there devm only drops a reference.',
    source: [
      'drivers/base/dd.c:device_unbind_cleanup (devres_release_all)',
      'domain rules LC-61, LC-62, MK-58',
    ],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo.bar { struct = foo_bar; alloc = devm; release = foo_bar_release; id = ida; } }
}
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo.bar { struct = foo_bar; alloc = kzalloc; release = foo_bar_release; id = ida; } }
}
`,
  },
};

function* run(made: Made, model: RootModel, life: Life): Iterable<Report> {
  const found = devmOf(made, life, model);
  if (found === undefined) return;
  const { alloc, place } = found;
  yield {
    message: `\`${calledBy(made)}\` lies in devm memory, which goes at unbind while a reference may keep the device: allocate it with kzalloc() and free it in release()`,
    place,
    fixes: () => (alloc ? sayInstead(alloc, 'kzalloc', 'Replace by `kzalloc`') : []),
  };
}

/** Where it is said: `alloc = devm`, or a `struct` that the driver acquires with devm. */
function devmOf(
  made: Made,
  { acquired }: Life,
  model: RootModel,
): { readonly alloc?: ReturnType<typeof said>; readonly place: Report['place'] } | undefined {
  const alloc = said(made, 'alloc', model);
  const struct = said(made, 'struct', model);
  const embeds = made.step.kind === 'creates' || struct !== undefined;
  if (alloc?.text === 'devm' && embeds) return { alloc, place: alloc.place };
  const memory = acquired.find(
    ({ step }) => step.devm && step.resource.text === 'memory' && step.name.text === struct?.text,
  );
  return struct && memory && { place: struct.place };
}
