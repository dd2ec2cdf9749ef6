// MK-72: one struct device that is added again after it was deleted. Kernel: drivers/base/core.c:device_add.
import type { RootModel } from '../../db/model.ts';
import type { Check, Report } from '../check.ts';
import { calledBy } from './given-back.ts';
import { eachMadeWith, type Made } from './life.ts';
import { said, sayInstead } from './said.ts';

export const addedAgain: Check<'root'> = {
  code: 'MK-72',
  aliases: [],
  title: 'a device added again after it was deleted',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachMadeWith(['alloc'], run),
  doc: {
    why: '“Do not call this routine or device_register() more than once for any device structure. The driver model core is not designed to work with devices that get unregistered and then spring back to life. (Among other things, it’s very hard to guarantee that all references to the previous incarnation of @dev have been dropped.) Allocate and register a fresh new struct device instead.” A driver that adds a static device in `probe` does this with every unbind and bind, and with a second device of its own it adds one that is there.',
    source: ['drivers/base/core.c:device_add', 'domain rules LC-5, MK-72'],
    firing: `driver foo on pci {
    builtin;
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates platform foo-leds { alloc = static; } }
}
`,
    corrected: `driver foo on pci {
    builtin;
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates platform foo-leds { alloc = kzalloc; } }
}
`,
  },
};

function* run(made: Made, model: RootModel): Iterable<Report> {
  const alloc = made.callback === 'init' ? undefined : said(made, 'alloc', model);
  if (alloc?.text !== 'static') return;
  const how = made.callback === 'flavour' ? 'each request' : `each ${made.callback}()`;
  yield {
    message: `${how} adds the same \`${calledBy(made)}\` again: a struct device that was deleted cannot be added once more`,
    place: alloc.place,
    fixes: () => sayInstead(alloc, 'kzalloc', 'Replace by `kzalloc`'),
  };
}
