// SD-24: a driver makes the user-space node that its subsystem makes. Jason Gunthorpe, 13 Feb 2020.
import type { RootModel } from '../../db/model.ts';
import type { ClassType } from '../../driver-core/topology.ts';
import { classId } from '../../link/ids.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { usesOf } from '../driver-bodies.ts';
import { madeBy } from '../made-here.ts';

/** What makes a node in /dev, or reserves its number. */
const NODE_MAKERS: ReadonlySet<string> = new Set([
  'cdev_add',
  'cdev_device_add',
  'register_chrdev',
  'alloc_chrdev_region',
  'misc_register',
  'device_create',
]);

export const ownDeviceNode: Check<'driver'> = {
  code: 'SD-24',
  aliases: ['MK-125'],
  title: 'a driver that makes a subsystem’s device node itself',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'The subsystem creates the class `struct device`, the character device and the common sysfs files, and calls the driver’s ops in response to user space. A driver that makes its own node for what a subsystem serves repeats that code, gets its lifetime wrong (an open file outlives the binding), and gives user space a second ABI.',
    source: ['Jason Gunthorpe, 13 Feb 2020 (vDPA bus V2 3/5)', 'domain rules SD-23, SD-24, MK-125'],
    firing: `driver acme_tty on platform {
    of_match_table "acme,uart";
    uses cdev_device_add;
    probe { registers tty; }
}
`,
    corrected: `driver acme_tty on platform {
    of_match_table "acme,uart";
    probe { registers tty; }
}
`,
  },
};

function* run(subject: DriverSubject, model: RootModel): Iterable<Report> {
  yield* besideItsClass(subject, model);
  for (const { step, item } of madeBy(subject.declared, model)) {
    const own = step.kind === 'registers' ? model.declarationAs('class', classId(step.of.text)) : undefined;
    const served = own && !own.library ? subsystemOf(own.decl.name.text, model) : undefined;
    if (!served) continue;
    yield {
      message: `\`${step.of.text}\` makes nodes in ${folderOf(served)}, where \`${served.name}\` makes them: register with \`${served.name}\` and give it the driver's ops`,
      place: { item, site: step.of.site },
    };
  }
}

/** The class of the library whose nodes lie in the same folder. */
function subsystemOf(name: string, model: RootModel): ClassType | undefined {
  const own = model.topology.classes.get(name);
  const folder = own && folderOf(own);
  if (folder === undefined) return undefined;
  return [...model.topology.classes.values()].find(
    (it) => it !== own && folderOf(it) === folder && model.declarationAs('class', it.id)?.library === true,
  );
}

/** `/dev/vfio/` of `/dev/vfio/{iommu_group}`; nothing for a node in /dev itself. */
function folderOf({ node }: ClassType): string | undefined {
  return /^\/dev\/[^{}]+\//.exec(node?.source ?? '')?.[0];
}

function* besideItsClass({ declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const served = (declared.decl.probe ?? [])
    .map((step) => (step.kind === 'registers' ? model.topology.classes.get(step.of.text) : undefined))
    .find((type): type is ClassType => type?.node !== undefined);
  if (!served) return;
  for (const { use, item } of usesOf(declared, model)) {
    const maker = use.names.find((name) => NODE_MAKERS.has(name.text));
    if (!maker) continue;
    yield {
      message: `\`${served.name}\` makes the node (${served.node?.source ?? ''}) and calls the driver's ops: ${maker.text}() makes a second one, with an ABI of its own`,
      place: { item, site: maker.site },
      fixes: () =>
        use.names.every((name) => NODE_MAKERS.has(name.text))
          ? [
              {
                title: 'Delete it',
                edits: [{ act: 'delete', place: { item, site: use.site } }],
              },
            ]
          : [],
    };
  }
}
