// MK-55: memory freed by hand after device_register() failed. Kernel: drivers/base/core.c:device_register.
import type { RootModel } from '../../db/model.ts';
import type { Check, Report } from '../check.ts';
import { calledBy } from './given-back.ts';
import { eachMadeWith, type Made } from './life.ts';
import { said, sayInstead } from './said.ts';

export const kfreeAfterFailedAdd: Check<'root'> = {
  code: 'MK-55',
  aliases: ['MK-43'],
  title: 'kfree after a failed device_register()',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachMadeWith(['on_error'], run),
  doc: {
    why: '`device_register()` is `device_initialize()` and `device_add()`. After the first the structure is reference-counted, also if the second fails: somebody may have taken a reference meanwhile, and the name that `dev_set_name()` allocated goes with the last one. “NOTE: _Never_ directly free @dev after calling this function, even if it returned an error! Always use put_device().” On the auxiliary bus the same holds from `auxiliary_device_init()` on, and `auxiliary_device_uninit()` is the put.',
    source: [
      'drivers/base/core.c:device_register, device_add',
      'drivers/base/auxiliary.c:auxiliary_device_init',
      'domain rules LC-59, MK-43, MK-55',
    ],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo.bar { release = foo_bar_release; on_error = kfree; id = ida; } }
}
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo.bar { release = foo_bar_release; on_error = put_device; id = ida; } }
}
`,
  },
};

function* run(made: Made, model: RootModel): Iterable<Report> {
  const how = said(made, 'on_error', model);
  if (how?.text !== 'kfree') return;
  yield {
    message: `\`${calledBy(made)}\` is freed by hand if ${addOf(made)} fails: it has a reference count by then, only ${putOf(made)} may free it`,
    place: how.place,
    fixes: () => sayInstead(how, 'put_device', 'Replace by `put_device`'),
  };
}

function addOf({ step }: Made): string {
  if (step.kind === 'registers') return 'its registration';
  return step.of.text === 'auxiliary' ? 'auxiliary_device_add()' : 'device_add()';
}

function putOf({ step }: Made): string {
  return step.of.text === 'auxiliary' ? 'auxiliary_device_uninit()' : 'put_device()';
}
