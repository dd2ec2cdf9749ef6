// MK-62: memory goes before the interrupt, work or timer that runs on it. Kernel: drivers/base/dd.c:__device_release_driver.
import type { RootModel } from '../../db/model.ts';
import type { Fix } from '../../link/fix.ts';
import { spellName } from '../../syntax/index.ts';
import type { Check, Levels, Report } from '../check.ts';
import { isUndone, releaseOf, timeOfRelease, undoFix, withoutUndone } from './given-back.ts';
import { type Acquired, eachLife, type Life } from './life.ts';
import { said } from './said.ts';

export const memoryBeforeItsUser: Check<'root'> = {
  code: 'MK-62',
  aliases: [],
  title: 'an interrupt, work or timer that outlives the memory that it runs on',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachLife(run),
  doc: {
    why: 'An interrupt handler, a work item and a timer run by themselves until they are stopped, and use what the driver had before it started them. `remove` runs first, then devm releases the rest in reverse order. So memory that `remove` frees is gone while an interrupt taken with devm still fires: take both with devm, or neither. A `remove` that is written and does not stop one leaves it running after the driver has gone. The first is a warning from the setting *strict* on, because the handler may not touch that memory.',
    source: [
      'drivers/base/dd.c:__device_release_driver, device_unbind_cleanup',
      'domain rules LC-48, LC-62, MK-62',
    ],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe {
        acquires work foo_poll;
        registers net;
    }
    remove { unregisters net; }
}
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe {
        acquires work foo_poll;
        registers net;
    }
    remove {
        unregisters net;
        releases foo_poll;
    }
}
`,
  },
};

const RUNS = new Set(['irq', 'work', 'timer']);
const MAY_BE_SOUND: Levels = { relaxed: 'off', strict: 'warning', stricter: 'warning' };

function* run(life: Life, model: RootModel): Iterable<Report> {
  const runners = life.acquired.filter((it) => isUndone(it) && RUNS.has(it.step.resource.text));
  for (const it of runners) {
    const memory = freedBefore(it, life);
    if (!isEndless(it, life)) {
      if (memory) yield stoppedLate(it, memory, life);
    } else if (!createsDevices(it, life, model)) yield neverStopped(it, life);
  }
}

function neverStopped(runner: Acquired, life: Life): Report {
  const { name } = runner.step;
  return {
    message: `${nameOf(runner)} is never stopped: it runs after ${life.undo?.callback ?? 'remove'}() on what is freed by then`,
    place: { item: runner.item, site: name.site },
    fixes: () => undoFix(life, runner.at, `releases ${spellName(name.text)};`),
  };
}

function stoppedLate(runner: Acquired, memory: Acquired, life: Life): Report {
  const { name, devm } = runner.step;
  const when = devm ? 'devm does that after remove()' : 'that comes later in remove()';
  return {
    message: `\`${memory.step.name.text}\` is freed before ${nameOf(runner)} is stopped: ${when}`,
    place: { item: runner.item, site: name.site },
    related: [
      { place: { item: memory.item, site: memory.step.name.site }, message: 'the memory that it may use' },
    ],
    levels: MAY_BE_SOUND,
    fixes: () => (devm ? memoryByDevm(memory, life) : []),
  };
}

function nameOf({ step }: Acquired): string {
  return `\`${step.name.text}\` (${step.resource.text})`;
}

function isEndless(acquired: Acquired, life: Life): boolean {
  return timeOfRelease(acquired, life) === Number.POSITIVE_INFINITY;
}

/** That is MK-64. */
function createsDevices({ step }: Acquired, { made }: Life, model: RootModel): boolean {
  return made.some((it) => said(it, 'work', model)?.text === step.name.text);
}

/** Memory that was there before it was started, and is gone before it is stopped. */
function freedBefore(runner: Acquired, life: Life): Acquired | undefined {
  const stopped = timeOfRelease(runner, life);
  return life.acquired.find(
    (it) =>
      it.step.resource.text === 'memory' &&
      it.callback === runner.callback &&
      it.at < runner.at &&
      timeOfRelease(it, life) < stopped,
  );
}

/** devm in reverse order: the memory was taken first, so it goes last. */
function memoryByDevm(memory: Acquired, { undo }: Life): readonly Fix[] {
  const { step, item } = memory;
  const last = step.getter ?? step.name;
  const title = `Take \`${step.name.text}\` with devm too`;
  const released = undo && releaseOf(memory, undo);
  const takenOut = released ? withoutUndone(released, title).flatMap((it) => it.edits) : [];
  if (released && takenOut.length === 0) return [];
  const text = `${spellName(last.text)} devm`;
  return [
    {
      title,
      edits: [{ act: 'replace', place: { item, site: last.site }, text }, ...takenOut],
      preferred: true,
    },
  ];
}
