// SD-25: a provider of a subsystem that stands nowhere. Jason Gunthorpe, 13 Feb 2020; kernel: drivers/vdpa/vdpa.c:vdpa_mgmtdev_register.
import type { RootModel } from '../../db/model.ts';
import type { MakesStep } from '../../declare/declarations.ts';
import type { ClassType } from '../../driver-core/topology.ts';
import type { Check, Report } from '../check.ts';
import { factNamed, isBusless, type Maker, madeBy, makersOfDevices } from '../made-here.ts';

/** What MK-122 looks at: a handle of a bus and a device. */
const DEVLINK: ReadonlySet<string> = new Set(['devlink', 'devlink_port']);

export const providerWithoutPlace: Check<'root'> = {
  code: 'SD-25',
  aliases: [],
  title: 'a provider of a subsystem that has no proper place',
  levels: { relaxed: 'warning', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run,
  doc: {
    why: 'A driver that gives operations to a subsystem stands in one of three places: on a child of a multi-function device (an auxiliary device), on an existing bus and device (“no need for an extra bus here, PCI is the bus”), or on no bus, “for a simulator or binding to a netdev”. Each has its device: the child, the device that the driver is bound to, or one that the module creates itself. A module that registers without a device leaves the subsystem’s node without a parent (`vdpa_mgmtdev_register()` returns -EINVAL for it); a driver that is bound and yet registers below a busless device of its own hides the hardware that it stands for, and its place, its DMA and its power management with it.',
    source: [
      'Jason Gunthorpe, 13 Feb 2020 (vDPA bus V2 3/5: the three cases)',
      'drivers/vdpa/vdpa.c:vdpa_mgmtdev_register',
      'domain rules SD-25, SD-26',
    ],
    firing: `module acme_sim { loaded; init { registers vdpa_mgmtdev; } }
`,
    corrected: `module acme_sim {
    loaded;
    init { creates none acme_sim { release = acme_sim_release; } registers vdpa_mgmtdev { parent = acme_sim; } }
}
`,
  },
};

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  for (const maker of makersOfDevices(model)) if (!maker.library) yield* misplaced(maker, model);
}

function* misplaced(maker: Maker, model: RootModel): Iterable<Report> {
  const made = madeBy(maker, model);
  for (const { step, item, flavour } of made) {
    const type = step.kind === 'registers' ? model.topology.classes.get(step.of.text) : undefined;
    if (!type || !isSubsystem(type)) continue;
    const parent = factNamed(step.facts, 'parent');
    const name = parent?.values[0]?.text;
    const place = { item, site: step.of.site };
    if (maker.kind === 'module' && name === undefined && !flavour && isProvider(step, type)) {
      yield {
        message: `\`${type.name}\` gets a provider without a device: bind to one that is there, create one, or create one without a bus for a simulator`,
        place,
        about: maker.id,
      };
    } else if (maker.kind === 'driver' && parent && isBusless(made, name)) {
      yield {
        message: `\`${maker.decl.name.text}\` is bound to a device of \`${maker.decl.bus.text}\` and registers with \`${type.name}\` below \`${name}\`, which is on no bus: \`${maker.decl.bus.text}\` is the bus`,
        place,
        about: maker.id,
        fixes: () => [
          {
            title: 'Register below the bound device',
            edits: [{ act: 'delete', place: { item, site: parent.site } }],
          },
        ],
      };
    }
  }
}

/** It gives operations, or makes devices on request; a class that is merely named may be virtual (a tty without hardware). */
function isProvider(step: MakesStep, type: ClassType): boolean {
  return type.noDevice || step.provides.length > 0;
}

/** It calls a provider's operations, or makes devices on request; what is named by its place is left to MK-122 and MK-123. */
function isSubsystem(type: ClassType): boolean {
  const isPlaced = type.udev?.parts.some((part) => part.kind === 'hole' && part.name === 'path') ?? false;
  return !isPlaced && !DEVLINK.has(type.name) && (type.noDevice || type.requires.length > 0);
}
