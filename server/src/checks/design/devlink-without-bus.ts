// MK-122: a devlink instance on a device without a bus has no handle. Kernel: net/devlink/netlink.c:devlink_get_from_attrs_lock.
import type { RootModel } from '../../db/model.ts';
import type { Check, Report } from '../check.ts';
import { factNamed, isBusless, type Maker, madeBy, makersOfDevices } from '../made-here.ts';

/** What user space names by `BUS/DEVICE`. */
const HANDLES: ReadonlySet<string> = new Set(['devlink', 'devlink_port']);

export const devlinkWithoutBus: Check<'root'> = {
  code: 'MK-122',
  aliases: ['SD-46'],
  title: 'devlink on a device without a bus',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run,
  doc: {
    why: 'The user names a devlink instance by `BUS/DEVICE`, and the kernel finds it by comparing `dev->bus->name` and `dev_name(dev)`. A device without a bus cannot be named. Letting `devlink_register()` take a subfunction number instead was asked for and not done: a subfunction became an auxiliary device, with the handle `auxiliary/mlx5_core.sf.4`.',
    source: [
      'net/devlink/netlink.c:devlink_get_from_attrs_lock',
      'Parav Pandit, 8 Nov 2019',
      'domain rules SD-46, MK-122',
    ],
    firing: `module acme_sf {
    loaded;
    init { creates none acme_sf0; registers devlink { parent = acme_sf0; } }
}
`,
    corrected: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary acme.sf { id = ida; } }
}
driver acme.sf on auxiliary { module = acme; id_table acme.sf; probe { registers devlink; } }
`,
  },
};

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  for (const maker of makersOfDevices(model)) if (!maker.library) yield* unnamed(maker, model);
}

function* unnamed(maker: Maker, model: RootModel): Iterable<Report> {
  const made = madeBy(maker, model);
  for (const { step, item } of made) {
    const type = step.kind === 'registers' ? model.topology.classes.get(step.of.text) : undefined;
    if (!type || !HANDLES.has(type.name)) continue;
    const parent = factNamed(step.facts, 'parent')?.values[0]?.text;
    const isOnBus = parent === undefined ? maker.kind === 'driver' : !isBusless(made, parent);
    if (isOnBus) continue;
    yield {
      message: `\`${type.name}\` is named by its device's bus, and ${parent === undefined ? 'there is no device' : `\`${parent}\` is on none`}: user space has no handle for it`,
      place: { item, site: step.site },
      about: maker.id,
    };
  }
}
