// MK-64: work that goes on creating devices after remove. Kernel: kernel/workqueue.c:cancel_work_sync.
import type { RootModel } from '../../db/model.ts';
import type { Fix } from '../../link/fix.ts';
import { spellName } from '../../syntax/index.ts';
import type { Check, Report } from '../check.ts';
import { calledBy, moveUndone, releaseOf, undoFix, undoneOf } from './given-back.ts';
import { type Acquired, eachMadeWith, type Life, type Made } from './life.ts';
import { said } from './said.ts';

export const workNotCancelled: Check<'root'> = {
  code: 'MK-64',
  aliases: [],
  title: 'work that goes on creating devices after remove',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachMadeWith(['work'], run),
  doc: {
    why: 'A driver that scans in a work item (`creates … { work = scan; }`) makes children when the work runs, not when `probe` does. Work that is still queued when `remove` has deleted the children creates them again, below a device that has no driver. Cancel it (`cancel_work_sync()`) before the children are deleted; `devm_work_autocancel()` is too late, devm comes after `remove`.',
    source: [
      'kernel/workqueue.c:cancel_work_sync',
      'include/linux/devm-helpers.h:devm_work_autocancel',
      'domain rules LC-49, MK-64',
    ],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe {
        acquires work scan;
        creates auxiliary foo.port as port { work = scan; id = ida; }
    }
    remove { deletes port; }
}
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe {
        acquires work scan;
        creates auxiliary foo.port as port { work = scan; id = ida; }
    }
    remove {
        releases scan;
        deletes port;
    }
}
`,
  },
};

function* run(made: Made, model: RootModel, life: Life): Iterable<Report> {
  const work = said(made, 'work', model);
  const acquired = life.acquired.find(({ step }) => step.name.text === work?.text);
  const how = work && acquired && wayOfMistake(made, acquired, life);
  if (!how) return;
  yield {
    message: `\`${work.text}\` may create \`${calledBy(made)}\` after it was deleted: ${how}`,
    place: work.place,
    fixes: () => cancelFirst(made, acquired, life),
  };
}

function wayOfMistake(made: Made, work: Acquired, { undo }: Life): string | undefined {
  if (work.step.devm) return 'devm cancels it when remove() is over';
  if (undo === undefined) return undefined;
  const cancelled = releaseOf(work, undo);
  if (cancelled === undefined) return `${undo.callback}() does not cancel it`;
  const deleted = undoneOf(made, undo);
  const isLate = deleted !== undefined && undo.done.indexOf(deleted) < undo.done.indexOf(cancelled);
  return isLate ? `${undo.callback}() cancels it only then` : undefined;
}

function cancelFirst(made: Made, work: Acquired, life: Life): readonly Fix[] {
  const { undo } = life;
  if (undo === undefined || work.step.devm) return [];
  const cancelled = releaseOf(work, undo);
  if (!cancelled) return undoFix(life, LAST, `releases ${spellName(work.step.name.text)};`);
  const deleted = undoneOf(made, undo);
  return deleted ? moveUndone(cancelled, 'insert-before', deleted) : [];
}

/** Behind every step: it is given back before all others. */
const LAST = Number.POSITIVE_INFINITY;
