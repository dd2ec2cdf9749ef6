// SD-24: a driver makes the user-space node that its subsystem makes. Jason Gunthorpe, 13 Feb 2020.
import type { RootModel } from '../db/model.ts';
import type { AcquiresStep } from '../declare/declarations.ts';
import type { ClassType } from '../driver-core/topology.ts';
import type { Check, DriverSubject, Report } from './check.ts';

const NODE_MAKERS: ReadonlySet<string> = new Set(['cdev', 'chrdev', 'miscdevice']);

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
    probe { registers tty; acquires cdev acme_cdev; }
}
`,
    corrected: `driver acme_tty on platform {
    of_match_table "acme,uart";
    probe { registers tty; }
}
`,
  },
};

function* run({ declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const probe = declared.decl.probe ?? [];
  const served = probe
    .map((step) => (step.kind === 'registers' ? model.topology.classes.get(step.of.text) : undefined))
    .find((type): type is ClassType => type?.node !== undefined);
  if (!served) return;
  for (const step of probe.filter(
    (it): it is AcquiresStep => it.kind === 'acquires' && NODE_MAKERS.has(it.resource.text),
  )) {
    const place = { item: declared.item, site: step.site };
    yield {
      message: `\`${served.name}\` makes the node (${served.node?.source ?? ''}) and calls the driver's ops: a ${step.resource.text} of its own is a second ABI`,
      place,
      fixes: () => [{ title: 'Delete it', edits: [{ act: 'delete', place }] }],
    };
  }
}
