// MK-73: a class that user space opens and that does not say what remove does about open files. Domain rule LC-69.
import type { ClassType } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import { classId } from '../../link/ids.ts';
import type { Place } from '../../link/place.ts';
import type { Check, ClassSubject, Follower, Levels, Report } from '../check.ts';

export const openFiles: Check<'class'> = {
  code: 'MK-73',
  aliases: [],
  title: 'open files that remove does not account for',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'class',
  reads: 'declarations',
  run,
  follow,
  doc: {
    why: 'A device node may be open when its driver goes: by `unbind`, by unplugging, because its parent goes. The class has to have an answer. Either its unregister waits until the last user is gone (`unregister = waits`: vfio, vhost-vdpa), then `remove` may hang on user space; or it cuts the users off, so that their calls return -ENODEV while the memory lives until the last close (`unregister = revokes`: net, tty, drm, input). A class with neither lets calls into a driver that has freed everything. It is a warning at the step of a scenario that does just that; that a class with a `node` says nothing is one from the setting *strict* on.',
    source: [
      'drivers/vfio/vfio_main.c:vfio_unregister_group_dev',
      'drivers/gpu/drm/drm_drv.c:drm_dev_unplug',
      'domain rules LC-69, MK-73',
    ],
    firing: `class foo_ctl { register = foo_ctl_register; name = "foo{n}"; node = "/dev/foo{n}"; }
driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { registers foo_ctl; }
}
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; }
scenario "unbind it while it is open" {
    open foo0;
    unbind 0000:01:00.0;
}
`,
    corrected: `class foo_ctl { register = foo_ctl_register; name = "foo{n}"; node = "/dev/foo{n}"; unregister = revokes; }
driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { registers foo_ctl; }
}
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; }
scenario "unbind it while it is open" {
    open foo0;
    unbind 0000:01:00.0;
}
`,
  },
};

const OF_CLASSES: Levels = { relaxed: 'off', strict: 'warning', stricter: 'warning' };
/** From there on the class itself is told. */
const IN_SCENARIOS: Levels = { relaxed: 'warning', strict: 'off', stricter: 'off' };

function* run({ id, class: type, declared }: ClassSubject): Iterable<Report> {
  if (!type || !isSilent(type)) return;
  const place = { item: declared.item, site: declared.decl.name.site };
  yield {
    message: `\`${type.name}\` says what user space opens, and not what becomes of open files when its driver goes`,
    place,
    about: id,
    levels: OF_CLASSES,
    fixes: () => fixes(place),
  };
}

function isSilent({ node, unregister }: ClassType): boolean {
  return node !== undefined && unregister === undefined;
}

/** A device goes while it is open. */
function follow(): Follower {
  const told = new Set<string>();
  return {
    *step({ open, place }, moment) {
      for (const { name, class: type, isGone } of open()) {
        const declared = type && moment.declaration(classId(type.name));
        if (!isGone || !declared || declared.library || !isSilent(type) || told.has(type.name)) continue;
        told.add(type.name);
        const said = { item: declared.item, site: declared.decl.name.site };
        yield {
          message: `\`${name}\` goes while it is open, and its class \`${type.name}\` does not say what becomes of open files then`,
          place,
          about: declared.id,
          related: [{ place: said, message: 'the class' }],
          levels: IN_SCENARIOS,
          fixes: () => fixes(said),
        };
      }
    },
  };
}

function fixes(place: Place): readonly Fix[] {
  return ['revokes', 'waits'].map((how) => ({
    title: `Say that unregistering ${how === 'waits' ? 'waits for its users' : 'revokes them'}`,
    edits: [{ act: 'insert-inside', place, text: `unregister = ${how};` }],
  }));
}
