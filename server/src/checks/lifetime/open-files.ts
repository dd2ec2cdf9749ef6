// MK-73: a class that user space opens and that does not say what remove does about open files. Domain rule LC-69.
import type { RootModel } from '../../db/model.ts';
import type { ScenarioDecl, ScenarioStep } from '../../declare/declarations.ts';
import type { ClassType, Id } from '../../driver-core/topology.ts';
import type { Declaration } from '../../link/declaration.ts';
import type { Place } from '../../link/place.ts';
import type { Check, Levels, Report } from '../check.ts';
import { deviceOf, placeOfStep, scenarios } from '../scenario-steps.ts';

export const openFiles: Check<'root'> = {
  code: 'MK-73',
  aliases: [],
  title: 'open files that remove does not account for',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'root',
  reads: 'scenarios',
  run,
  doc: {
    why: 'A device node may be open when its driver goes: by `unbind`, by unplugging, because its parent goes. The class has to have an answer. Either its unregister waits until the last user is gone (`unregister = waits`: vfio, vhost-vdpa), then `remove` may hang on user space; or it cuts the users off, so that their calls return -ENODEV while the memory lives until the last close (`unregister = revokes`: net, tty, drm, input). A class with neither lets calls into a driver that has freed everything. It is a warning where a scenario of the file does just that; that a class with a `node` says nothing is one from the setting *strict* on.',
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

const FROM_STRICT_ON: Levels = { relaxed: 'off', strict: 'warning', stricter: 'warning' };
const ENDS = new Set(['unbind', 'unplug', 'remove', 'delete']);

function* run(model: RootModel): Iterable<Report> {
  let cut: ReadonlyMap<string, Place> | undefined;
  for (const declared of model.declarations('class')) {
    const type = declared.library ? undefined : model.topology.classes.get(declared.decl.name.text);
    if (!type?.node || type.unregister !== undefined) continue;
    cut ??= cutOff(model);
    yield toReport(declared, type, cut.get(type.name));
  }
}

function toReport(declared: Declaration<'class'>, type: ClassType, end: Place | undefined): Report {
  const place = { item: declared.item, site: declared.decl.name.site };
  const what = `\`${type.name}\` says what user space opens, and not what becomes of open files when its driver goes`;
  return {
    message: end ? `${what}, as it does in a scenario` : what,
    place,
    about: declared.id,
    related: end ? [{ place: end, message: 'here it goes while a file is open' }] : [],
    levels: end ? openFiles.levels : FROM_STRICT_ON,
    fixes: () =>
      ['revokes', 'waits'].map((how) => ({
        title: `Say that unregistering ${how === 'waits' ? 'waits for its users' : 'revokes them'}`,
        edits: [{ act: 'insert-inside', place, text: `unregister = ${how};` }],
      })),
  };
}

/** Class → the first step of a scenario that takes a device of it away while it is open. */
function cutOff(model: RootModel): ReadonlyMap<string, Place> {
  const found = new Map<string, Place>();
  for (const here of scenarios(model)) {
    for (const { type, step } of endsOf(here.decl, model)) {
      if (!found.has(type)) found.set(type, placeOfStep(here, step));
    }
  }
  return found;
}

interface End {
  /** The class of what is open. */
  readonly type: string;
  readonly step: ScenarioStep;
}

function endsOf({ steps }: ScenarioDecl, model: RootModel): readonly End[] {
  const open = new Set<Id>();
  const found: End[] = [];
  for (const step of steps) {
    const device = deviceOf(step.refs[0], model);
    if (device !== undefined && step.verb === 'open') open.add(device);
    if (device !== undefined && step.verb === 'close') open.delete(device);
    for (const id of open) {
      const type = model.run.devices.get(id)?.class;
      if (type !== undefined && takesAway(step, device, id, model)) found.push({ type, step });
    }
  }
  return found;
}

/** The open device is the one that goes or lies below it. (rmmod fails while it is open.) */
function takesAway(step: ScenarioStep, gone: Id | undefined, open: Id, model: RootModel): boolean {
  if (gone === undefined || !ENDS.has(step.verb)) return false;
  for (let at: Id | undefined = open; at !== undefined; at = model.run.devices.get(at)?.parent) {
    if (at === gone) return true;
  }
  return false;
}
