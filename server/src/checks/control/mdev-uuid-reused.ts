// MK-104: two mediated devices with one UUID. Kernel: drivers/vfio/mdev/mdev_core.c:mdev_device_create.
import type { RootModel } from '../../db/model.ts';
import type { BusType, Id } from '../../driver-core/topology.ts';
import type { Check, Report } from '../check.ts';
import { placeOfStep, scenarios, textOf } from '../scenario-steps.ts';

export const mdevUuidReused: Check<'root'> = {
  code: 'MK-104',
  aliases: [],
  title: 'a mediated device’s UUID used twice',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'scenarios',
  run,
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
  for (const bus of model.topology.buses.values()) {
    if (!bus.devices.some((it) => it.identity === 'guid')) continue;
    const taken = new Map<string, Id>();
    for (const { id, name, fields } of model.devicesOn(bus.name)) {
      const uuid = (typeof fields.uuid === 'string' ? fields.uuid : name).toLowerCase();
      const first = taken.get(uuid);
      if (first === undefined) taken.set(uuid, id);
      else yield* clash(id, first, model);
    }
    yield* createdAgain(bus, taken, model);
  }
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

/** By a scenario, while the one that has the UUID is still there. */
function* createdAgain(bus: BusType, taken: ReadonlyMap<string, Id>, model: RootModel): Iterable<Report> {
  for (const here of scenarios(model)) {
    const there = new Set(taken.keys());
    const { steps } = here.decl;
    for (const [index, step] of steps.entries()) {
      const name = (step.device?.name.text ?? textOf(step.refs[0])).toLowerCase();
      if (step.verb === 'delete' || step.verb === 'remove') there.delete(name);
      if (step.verb !== 'create' || !makes(step.device?.flavour?.text, bus, model)) continue;
      if (there.has(name) && steps[index + 1]?.expect?.expects !== 'error') {
        yield {
          message: 'the write to `create` fails with -EEXIST: a mediated device has this UUID already',
          place: placeOfStep(here, step),
        };
      }
      there.add(name);
    }
  }
}

function makes(flavour: string | undefined, bus: BusType, model: RootModel): boolean {
  const flavours = model.topology.drivers.flatMap((driver) => driver.flavours);
  return flavours.some(
    (it) => it.name === flavour && it.steps.some((step) => step.kind === 'creates' && step.of === bus.name),
  );
}
