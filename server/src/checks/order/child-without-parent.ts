// LC-49: a child that outlives its deleted parent. Kernel: drivers/base/core.c:device_del.
import { isOrphan } from '../../driver-core/base/probe.ts';
import type { Id } from '../../driver-core/topology.ts';
import type { Place } from '../../link/place.ts';
import type { Follower, StepCheck } from '../check.ts';

export const childWithoutParent: StepCheck = {
  code: 'LC-49',
  aliases: [],
  title: 'a child that outlives its deleted parent',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'step',
  follow,
  doc: {
    why: 'device_del() deletes no children: who made them has to, before. One that is forgotten keeps a reference on its parent, so no memory is lost, but its directory went with the parent’s: its path is now /PARENT/CHILD, its files answer -ENOENT, and every later bind fails with -ENOENT between the two notifiers, before probe is called, and ends the walk. PCI and USB remove what is below a device by themselves.',
    source: [
      'drivers/base/core.c:device_del',
      'drivers/base/dd.c:driver_sysfs_add',
      'domain rules LC-48, LC-49',
    ],
    firing: `driver mfd on platform {
    id_table mfd;
    probe { creates platform cell as cell; registers input; }
    remove { unregisters input; }
    allow MK-63 "this shows what comes of it";
}
driver cell on platform { id_table cell; probe { registers input; } }
device mfd on platform;
scenario "the parent goes first" { remove mfd; unbind cell; drivers_probe cell; }
`,
    corrected: `driver mfd on platform {
    id_table mfd;
    probe { creates platform cell as cell; registers input; }
    remove { unregisters input; deletes cell; }
}
driver cell on platform { id_table cell; probe { registers input; } }
device mfd on platform;
scenario "the parent goes first" { remove mfd; plug mfd; expect mfd/cell bound cell; }
`,
  },
};

function follow(): Follower {
  const deleted = new Map<Id, Place>();
  return {
    *step({ events, place, outcome, failure }, moment) {
      const told = new Set<Id>();
      for (const event of events) {
        if (event.kind === 'del') deleted.set(event.device.id, place);
        if (event.kind !== 'notify' || event.what !== 'notbound' || !isOrphan(event.device)) continue;
        // The scenario says itself that it fails.
        const { id, parent } = event.device;
        if (told.has(id) || (outcome?.errno !== undefined && !failure)) continue;
        told.add(id);
        const cause = deleted.get(parent?.id ?? '');
        yield {
          message: `\`${moment.spelling(id)}\` outlived its parent \`${parent ? moment.spelling(parent.id) : ''}\`: its sysfs directory is gone, the bind fails with -ENOENT before probe`,
          place,
          about: id,
          related: cause ? [{ place: cause, message: 'the parent is deleted here, without its child' }] : [],
        };
      }
    },
  };
}
