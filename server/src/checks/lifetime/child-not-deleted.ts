// MK-63: a device that outlives its parent's driver. Kernel: drivers/base/core.c:device_del; domain rule LC-49.
import type { RootModel } from '../../db/model.ts';
import { spellName } from '../../syntax/index.ts';
import type { Check, Report } from '../check.ts';
import { calledBy, isUndone, undoFix, undoneOf } from './given-back.ts';
import { eachLife, type Life, type Made } from './life.ts';
import { nameOfMade, said } from './said.ts';

export const childNotDeleted: Check<'root'> = {
  code: 'MK-63',
  aliases: [],
  title: 'a child that its parent’s driver does not delete',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachLife(run),
  doc: {
    why: 'The driver core does not delete what a driver created. A child that `remove` forgets stays bound to a driver that calls into one that is gone, and when the parent goes too, its directory in sysfs goes with it: every later bind fails. When the parent is bound again, a second child of the same name is refused with -EEXIST. A `remove` that is not written undoes all of `probe` in reverse; one that is written names what it deletes and unregisters, last made first. `on_remove = devm` says of one child that devm does it.',
    source: ['drivers/base/core.c:device_del', 'domain rules LC-46, LC-49, MK-63'],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe {
        registers net;
        creates auxiliary foo.diag as diag { id = ida; }
    }
    remove { unregisters net; }
}
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe {
        registers net;
        creates auxiliary foo.diag as diag { id = ida; }
    }
    remove {
        deletes diag;
        unregisters net;
    }
}
`,
  },
};

function* run(life: Life, model: RootModel): Iterable<Report> {
  const { undo } = life;
  if (undo === undefined) return;
  for (const made of life.made) {
    if (!isUndone(made) || said(made, 'on_remove', model) || undoneOf(made, undo)) continue;
    const verb = made.step.kind === 'creates' ? 'deletes' : 'unregisters';
    yield {
      message: `\`${calledBy(made)}\` outlives \`${life.name}\`: ${undo.callback}() does not ${verb.slice(0, -1)} it`,
      place: nameOfMade(made),
      related: [{ place: undo.place, message: 'what it gives back' }],
      fixes: () => undoFix(life, made.at, `${verb} ${spellName(undoName(made))};`),
    };
  }
}

function undoName({ step }: Made): string {
  return step.label?.text ?? step.name?.text ?? step.of.text;
}
