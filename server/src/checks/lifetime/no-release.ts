// MK-53: a device without a release callback. Kernel: drivers/base/core.c:device_release.
import type { RootModel } from '../../db/model.ts';
import type { Check, Report } from '../check.ts';
import { calledBy } from './given-back.ts';
import { eachMadeWith, type Made } from './life.ts';
import { releaseName, said, sayInstead } from './said.ts';

export const noRelease: Check<'root'> = {
  code: 'MK-53',
  aliases: ['MK-42'],
  title: 'a device without release',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachMadeWith(['release'], run),
  doc: {
    why: 'A `struct device` is reference-counted: whoever reads one of its files, and each of its children, may hold it after it was deleted. Only the release callback knows that the last reference is gone, so only there can the structure around it be freed. `device_release()` asks the device, its type and its class; with none of them it warns “does not have a release() function, it is broken and must be fixed”, and the memory leaks, or was freed while it was in use. The auxiliary bus asks for one before `auxiliary_device_init()`. A bus that allocates its devices itself (`alloc = core`) brings its own.',
    source: [
      'drivers/base/core.c:device_release',
      'Documentation/driver-api/auxiliary_bus.rst; drivers/base/auxiliary.c:auxiliary_device_init',
      'domain rules LC-60, MK-42, MK-53',
    ],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo.bar { struct = foo_bar; release = none; id = ida; } }
}
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo.bar { struct = foo_bar; release = foo_bar_release; id = ida; } }
}
`,
  },
};

function* run(made: Made, model: RootModel): Iterable<Report> {
  const release = said(made, 'release', model);
  if (release?.text !== 'none' || !needsOwn(made, model)) return;
  const name = releaseName(made, model);
  yield {
    message: `\`${calledBy(made)}\` has no release(): when its last reference goes the kernel warns that the device is broken, and its memory is not freed`,
    place: release.place,
    fixes: () => sayInstead(release, name, `Free it in \`${name}\``),
  };
}

/** A class device has that of its class, unless the driver embeds it in a structure of its own. */
function needsOwn(made: Made, model: RootModel): boolean {
  const { kind, of } = made.step;
  if (kind === 'registers') return said(made, 'struct', model) !== undefined;
  return model.topology.buses.get(of.text)?.devices[0]?.alloc !== 'core';
}
