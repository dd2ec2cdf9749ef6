// MK-57: memory freed in remove while others still use it. Kernel: drivers/base/core.c:put_device; fs/char_dev.c:cdev_device_add.
import type { RootModel } from '../../db/model.ts';
import type { Check, Report } from '../check.ts';
import { calledBy, releaseOf } from './given-back.ts';
import { type Acquired, eachLife, type Life, type Made } from './life.ts';
import { openUses } from './open-uses.ts';
import { allSaid } from './said.ts';

export const freedInRemove: Check<'root'> = {
  code: 'MK-57',
  aliases: [],
  title: 'a container freed in remove while user space has it open',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachLife(run),
  doc: {
    why: '`remove` ends the binding, not the last use: a process may have the device node open, or read a file of the device in sysfs, and comes back afterwards. What such calls reach has to live until the last reference goes, and is freed in the release callback. Only a class whose unregister waits for its users (vfio, vdpa: `unregister = waits`) has none left when it returns; one that revokes (net, tty, drm) makes new calls fail, and still runs the last close.',
    source: [
      'drivers/base/core.c:device_unregister (“the device will not be freed … until all references are gone”)',
      'drivers/vfio/vfio_main.c:vfio_unregister_group_dev',
      'domain rules LC-61, LC-69, MK-57',
    ],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    uses foo_state while open;
    probe {
        acquires memory foo_state;
        registers tty;
    }
}
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    uses foo_state while open protected by reference;
    probe {
        acquires memory foo_state;
        registers tty;
    }
}
`,
  },
};

function* run(life: Life, model: RootModel): Iterable<Report> {
  for (const it of life.made) yield* freedByHand(it, model);
  for (const { acquired, place, open } of openUses(life, model)) {
    const { step } = acquired;
    if (step.devm || step.resource.text !== 'memory' || !isFreed(acquired, life)) continue;
    yield {
      message: `\`${step.name.text}\` is freed in remove(), and user space may have its file open still: free it with the last reference`,
      place,
      fixes: () => [
        {
          title: 'Say that each user holds a reference',
          edits: [{ act: 'replace', place: open, text: 'open protected by reference' }],
        },
      ],
    };
  }
}

function* freedByHand(made: Made, model: RootModel): Iterable<Report> {
  const kfree = allSaid(made, 'on_remove', model).find((it) => it.text === 'kfree');
  const { kind, of } = made.step;
  const type = kind === 'registers' ? model.topology.classes.get(of.text) : undefined;
  if (kfree === undefined || type?.unregister === 'waits') return;
  const who =
    kind === 'registers' ? 'user space may have it open still' : 'others may hold a reference on it';
  yield {
    message: `remove() frees \`${calledBy(made)}\` itself: ${who}, its release() frees it`,
    place: kfree.place,
    fixes: () => [
      { title: 'Free it in release only', edits: [{ act: 'delete', place: kfree.place }], preferred: true },
    ],
  };
}

/** A `remove` that is not written gives back everything. */
function isFreed(acquired: Acquired, { undo }: Life): boolean {
  return undo === undefined || releaseOf(acquired, undo) !== undefined;
}
