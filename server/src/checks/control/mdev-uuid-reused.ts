// MK-104: two mediated devices with one UUID. Kernel: drivers/vfio/mdev/mdev_core.c:mdev_device_create.
import type { RootModel } from '../../db/model.ts';
import type { Event } from '../../driver-core/base/event.ts';
import type { Id } from '../../driver-core/topology.ts';
import type { Check, Follower, Report } from '../check.ts';

export const mdevUuidReused: Check<'root'> = {
  code: 'MK-104',
  aliases: [],
  title: 'a mediated device’s UUID used twice',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'run',
  run,
  follow,
  doc: {
    why: 'A mediated device is known by its UUID alone, over all parents: `mdev_device_create()` walks the list of all of them and returns -EEXIST for one that is there. The letters’ case does not tell two UUIDs apart, `guid_parse()` has read them by then.',
    source: ['drivers/vfio/mdev/mdev_core.c:mdev_device_create', 'domain rule MK-104'],
    firing: `driver gpu on pci { id_table { { vendor = 0x1234; device = 0x0001; } } flavour vgpu { creates mdev { driver = vgpu; } } }
driver vgpu on mdev { module = gpu; probe { registers vfio; } }
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; create 83b8f4f2-509f-382f-3c1e-e6bfe0fa1001 flavour vgpu; }
device 0000:02:00.0 on pci { vendor = 0x1234; device = 0x0001; create 83B8F4F2-509F-382F-3C1E-E6BFE0FA1001 flavour vgpu; }
`,
    corrected: `driver gpu on pci { id_table { { vendor = 0x1234; device = 0x0001; } } flavour vgpu { creates mdev { driver = vgpu; } } }
driver vgpu on mdev { module = gpu; probe { registers vfio; } }
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; create 83b8f4f2-509f-382f-3c1e-e6bfe0fa1001 flavour vgpu; }
device 0000:02:00.0 on pci { vendor = 0x1234; device = 0x0001; create c0b26072-dd1b-4340-84fe-bf338c510818 flavour vgpu; }
`,
  },
};

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  for (const bus of byUuid(model)) {
    const taken = new Map<string, Id>();
    for (const { id, name, fields } of model.devicesOn(bus)) {
      const uuid = folded(typeof fields.uuid === 'string' ? fields.uuid : name);
      const first = taken.get(uuid);
      if (first === undefined) taken.set(uuid, id);
      else yield* clash(id, first, model);
    }
  }
}

/** By a scenario, while the one that has the UUID is still there. */
function follow(start: RootModel): Follower {
  const buses = new Set(byUuid(start));
  const there = new Set([...buses].flatMap((bus) => start.devicesOn(bus).map((it) => folded(it.name))));
  return {
    *step({ act, outcome, failure, events, place }) {
      const isRefused = act?.act === 'create' && failure?.errno === 'EEXIST';
      const isTaken = isRefused && there.has(folded(act.request.name));
      const isExpected = outcome?.errno !== undefined && !failure;
      if ((comesAgain(events, buses, there) || isTaken) && !isExpected) yield { message: AGAIN, place };
    },
  };
}

/** Keeps account of who is there; true if one comes whose UUID is taken. */
function comesAgain(events: readonly Event[], buses: ReadonlySet<string>, there: Set<string>): boolean {
  let isTaken = false;
  for (const event of events) {
    if ((event.kind !== 'add' && event.kind !== 'del') || !buses.has(event.device.bus?.name ?? '')) continue;
    const uuid = folded(event.device.name);
    isTaken ||= event.kind === 'add' && there.has(uuid);
    if (event.kind === 'add') there.add(uuid);
    else there.delete(uuid);
  }
  return isTaken;
}

const AGAIN = 'the write to `create` fails with -EEXIST: a mediated device has this UUID already';

/** guid_parse() reads both cases. */
function folded(uuid: string): string {
  return uuid.toLowerCase();
}

function byUuid({ topology }: RootModel): readonly string[] {
  const buses = [...topology.buses.values()];
  return buses.filter((it) => it.devices.some(({ identity }) => identity === 'guid')).map((it) => it.name);
}

function* clash(id: Id, first: Id, model: RootModel): Iterable<Report> {
  const place = model.placeOf(id);
  const other = model.placeOf(first);
  if (!place) return;
  yield {
    message: 'the mediated device is not created (-EEXIST): its UUID is that of another one',
    place,
    about: id,
    related: other ? [{ place: other, message: 'the device that has it' }] : [],
  };
}
