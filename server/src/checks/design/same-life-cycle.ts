// SD-19: the same special life cycle on two buses. Jason Gunthorpe, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { BusType } from '../../driver-core/topology.ts';
import { busId } from '../../link/ids.ts';
import type { BusSubject, Check, Report } from '../check.ts';
import { writtenStruct } from './bus-definition.ts';

export const sameLifeCycle: Check<'bus'> = {
  code: 'SD-19',
  aliases: [],
  title: 'one life cycle written for two buses',
  levels: { relaxed: 'hint', strict: 'hint', stricter: 'warning' },
  on: 'bus',
  reads: 'declarations',
  run,
  doc: {
    why: 'A life cycle (devices that the user creates by GUID and type in sysfs) is no API and so no reason for a common bus. It is no reason to write it twice either: “factoring the special GUID life cycle stuff into a helper library that can make it simpler to build proper API specific buses using that lifecycle model”. That is what the mdev core has been since 6.1. Say which library both buses call: `library = …;` in the device struct.',
    source: [
      'Jason Gunthorpe to Alex Williamson, 8 Nov 2019',
      'drivers/vfio/mdev/mdev_core.c:mdev_register_parent',
      'domain rules SD-19, HX-4',
    ],
    firing: `kernel 5.5;
contract mdev_virtio_ops { u8 get_status(struct mdev_virtio *mv); }
bus mdev-virtio {
    device struct mdev_virtio {
        offers mdev_virtio_ops;
        char uuid[37];
        name = "{uuid}";
        modalias = "mdev-virtio:x";
        identity = guid;
        alloc = creator;
        dma = parent;
    }
    driver struct mdev_virtio_driver { requires probe; }
    match { any; }
    pm = forwards;
}
`,
    corrected: `kernel 5.5;
contract mdev_virtio_ops { u8 get_status(struct mdev_virtio *mv); }
bus mdev-virtio {
    device struct mdev_virtio {
        offers mdev_virtio_ops;
        char uuid[37];
        name = "{uuid}";
        modalias = "mdev-virtio:x";
        identity = guid;
        library = mdev_lifecycle;
        alloc = creator;
        dma = parent;
    }
    driver struct mdev_virtio_driver { requires probe; }
    match { any; }
    pm = forwards;
}
`,
  },
};

function* run({ bus, declared }: BusSubject, model: RootModel): Iterable<Report> {
  if (!bus) return;
  for (const struct of bus.devices) {
    const identity = writtenStruct(struct, declared)?.facts.find((it) => it.name.text === 'identity');
    const other = struct.identity && !struct.library ? twin(bus, struct.identity, model) : undefined;
    const there = other && model.declarationAs('bus', busId(other.name));
    if (!identity || !other || !there) continue;
    yield {
      message: `\`${bus.name}\` and \`${other.name}\` each run the same life cycle (devices identified by ${struct.identity}): make it a helper library that both call`,
      place: { item: declared.item, site: identity.site },
      related: there.library
        ? []
        : [{ place: { item: there.item, site: there.decl.name.site }, message: `\`${other.name}\` is here` }],
    };
  }
}

/** Another bus with the same identity that runs its life cycle itself; one of the root's own if there is. */
function twin(bus: BusType, identity: string, model: RootModel): BusType | undefined {
  const others = [...model.topology.buses.values()]
    .filter((other) => other.name !== bus.name)
    .filter((other) => other.devices.some((it) => it.identity === identity && it.library === undefined));
  return others.find(({ id }) => model.declaration(id)?.library === false) ?? others[0];
}
