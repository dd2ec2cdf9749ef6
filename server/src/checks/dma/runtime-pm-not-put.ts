// MK-113: a runtime PM reference that remove does not drop. Kernel: scripts/coccinelle/api/pm_runtime.cocci (LC-58).
import { spellName } from '../../syntax/index.ts';
import type { Check, Report } from '../check.ts';
import { isUndone, releaseOf, undoFix } from '../lifetime/given-back.ts';
import { eachLife, type Life } from '../lifetime/life.ts';

export const runtimePmNotPut: Check<'root'> = {
  code: 'MK-113',
  aliases: [],
  title: 'a runtime PM count that remove leaves up',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachLife(run),
  doc: {
    why: 'Every `pm_runtime_get_sync()` and `pm_runtime_resume_and_get()` needs its put. A count that stays up after unbind keeps the device, its parent and its suppliers powered, and the next probe begins with it. (The same holds for each error path of a probe, which a description does not go into.) `devm_pm_runtime_enable()` and its like put by themselves.',
    source: [
      'scripts/coccinelle/api/pm_runtime.cocci',
      'drivers/base/power/runtime.c:__pm_runtime_resume',
      'domain rules LC-58, MK-113',
    ],
    firing: `driver foo on platform {
    of_match_table "acme,foo";
    probe {
        acquires runtime_pm foo_on;
        registers input;
    }
    remove { unregisters input; }
}
`,
    corrected: `driver foo on platform {
    of_match_table "acme,foo";
    probe {
        acquires runtime_pm foo_on;
        registers input;
    }
    remove {
        unregisters input;
        releases foo_on;
    }
}
`,
  },
};

function* run(life: Life): Iterable<Report> {
  const { undo } = life;
  if (undo === undefined) return;
  for (const it of life.acquired) {
    const { step, item } = it;
    if (step.resource.text !== 'runtime_pm' || step.devm || !isUndone(it) || releaseOf(it, undo)) continue;
    yield {
      message: `${undo.callback}() has no pm_runtime_put() for \`${step.name.text}\`: the device stays powered after unbind`,
      place: { item, site: step.name.site },
      fixes: () => undoFix(life, it.at, `releases ${spellName(step.name.text)};`),
    };
  }
}
