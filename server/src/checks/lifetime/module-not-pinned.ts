// MK-71: a module that can be unloaded while its operations run. Kernel: fs/char_dev.c:cdev_get; kernel/module/main.c:try_module_get.
import type { RootModel } from '../../db/model.ts';
import { foldModule } from '../../link/ids.ts';
import type { Check, Report } from '../check.ts';
import { calledBy } from './given-back.ts';
import { eachMadeWith, type Life, type Made } from './life.ts';
import { said } from './said.ts';

export const moduleNotPinned: Check<'root'> = {
  code: 'MK-71',
  aliases: [],
  title: 'a module that goes while its ops are in use',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachMadeWith(['owner'], run),
  doc: {
    why: 'Whoever opens a device gets to the driver’s code. `.owner = THIS_MODULE` in its operations lets the core take a reference on the module with each open, so that rmmod fails with -EBUSY instead of pulling the code away. With no owner, or with that of another module, the next close jumps into memory that is no longer there. A class that waits for its users or revokes them when the driver unregisters (`unregister = waits`, `revokes`) does not need it: unloading unbinds first.',
    source: ['fs/char_dev.c:cdev_get', 'kernel/module/main.c:try_module_get', 'domain rules LC-69, MK-71'],
    firing: `class foo_ctl { register = foo_ctl_register; name = "foo{n}"; }
driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { registers foo_ctl { owner = none; } }
}
`,
    corrected: `class foo_ctl { register = foo_ctl_register; name = "foo{n}"; }
driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { registers foo_ctl; }
}
`,
  },
};

function* run(made: Made, model: RootModel, { module, isBuiltin }: Life): Iterable<Report> {
  if (isBuiltin) return;
  const owner = said(made, 'owner', model);
  if (owner === undefined || foldModule(owner.text) === module) return;
  const type = made.step.kind === 'registers' ? model.topology.classes.get(made.step.of.text) : undefined;
  if (type === undefined || type.unregister !== undefined) return;
  const pinned = owner.text === 'none' ? 'nothing pins' : `users pin \`${owner.text}\`, not`;
  yield {
    message: `${pinned} module \`${module}\` while \`${calledBy(made)}\` is open: after rmmod the next call jumps into code that is gone`,
    place: owner.place,
    fixes: () => [
      {
        title: 'Own it by the module of the code',
        edits: [{ act: 'delete', place: owner.place }],
        preferred: true,
      },
    ],
  };
}
