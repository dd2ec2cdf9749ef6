// MK-69: a number given back while a device still bears it. Kernel: lib/idr.c:ida_free; drivers/base/core.c:device_add (-EEXIST).
import type { RootModel } from '../../db/model.ts';
import type { Check, Report } from '../check.ts';
import { calledBy, moveUndone, releaseOf, undoneOf } from './given-back.ts';
import { eachMadeWith, type Life, type Made } from './life.ts';
import { said } from './said.ts';

export const idFreedEarly: Check<'root'> = {
  code: 'MK-69',
  aliases: [],
  title: 'an id freed before the device that is named by it is gone',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachMadeWith(['id'], run),
  doc: {
    why: 'A number from an IDA is free for the next caller as soon as it is given back. While the device that it names is still in sysfs, a device that gets the number next is refused by `device_add()` with -EEXIST. Free it after `device_del()`; best in the release callback, when nobody can have the old one open any more.',
    source: ['lib/idr.c:ida_free', 'drivers/base/core.c:device_add', 'domain rules LC-64, MK-69'],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe {
        acquires id port_ida;
        creates auxiliary foo.port as port { id = port_ida; }
    }
    remove {
        releases port_ida;
        deletes port;
    }
}
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe {
        acquires id port_ida;
        creates auxiliary foo.port as port { id = port_ida; }
    }
    remove {
        deletes port;
        releases port_ida;
    }
}
`,
  },
};

function* run(made: Made, model: RootModel, life: Life): Iterable<Report> {
  const { undo } = life;
  if (undo === undefined) return;
  const id = said(made, 'id', model);
  const acquired = life.acquired.find(({ step }) => step.name.text === id?.text);
  const freed = acquired && releaseOf(acquired, undo);
  const deleted = undoneOf(made, undo);
  if (!freed || !deleted || undo.done.indexOf(deleted) < undo.done.indexOf(freed)) return;
  yield {
    message: `\`${freed.name.text}\` is free again while \`${calledBy(made)}\` still bears the number: the next device that gets it is refused with -EEXIST`,
    place: { item: freed.item, site: freed.name.site },
    fixes: () => moveUndone(freed, 'insert-after', deleted),
  };
}
