// MK-111: a transport that does not suspend what it carries. Kernel: drivers/virtio/virtio.c:virtio_device_freeze (LC-56).
import type { RootModel } from '../../db/model.ts';
import type { BusType, Driver, Id } from '../../driver-core/topology.ts';
import type { Check, DriverSubject, Report } from '../check.ts';

/** Callbacks of a bus's driver struct that only a transport calls. */
const CALLED_BY_TRANSPORT = ['freeze', 'restore'];

export const transportWithoutPm: Check<'driver'> = {
  code: 'MK-111',
  aliases: [],
  title: 'a transport that does not suspend its virtio device',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'driver',
  reads: 'run',
  run,
  doc: {
    why: 'The virtio bus has no pm. A virtio driver’s `freeze` and `restore` are called by `virtio_device_freeze()` and `virtio_device_restore()`, and those by the suspend and resume callbacks of the transport (virtio-pci, virtio-mmio). A transport without them leaves the queues running while the machine sleeps, and after it the device does not know its queues any more.',
    source: [
      'drivers/virtio/virtio.c:virtio_device_freeze, virtio_device_restore',
      'drivers/virtio/virtio_pci_common.c:virtio_pci_freeze',
      'domain rule MK-111',
    ],
    firing: `driver acme_dpu on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates virtio { device = 1; release = acme_release; } }
}
driver virtio_net on virtio { id_table { { device = 1; } } pm = freeze, restore; probe { registers net; } }
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; }
`,
    corrected: `driver acme_dpu on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    pm = suspend, resume;
    probe { creates virtio { device = 1; release = acme_release; } }
}
driver virtio_net on virtio { id_table { { device = 1; } } pm = freeze, restore; probe { registers net; } }
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; }
`,
  },
};

function* run({ id, driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  if (driver.pm.length > 0) return;
  const buses = new Set(driver.probe.flatMap((step) => (step.kind === 'creates' ? [step.of] : [])));
  for (const name of buses) {
    const bus = model.topology.buses.get(name);
    const relying = bus && isCarried(bus) ? relyingOn(id, name, model) : undefined;
    if (!relying) continue;
    const place = { item: declared.item, site: declared.decl.name.site };
    yield {
      message: `\`${driver.name}\` has no pm, so nobody calls ${relying.pm.join(', ')} of \`${relying.name}\`: \`${name}\` leaves that to its transport`,
      place,
      fixes: () => [
        {
          title: 'Suspend and resume the transport',
          edits: [{ act: 'insert-inside', place, text: 'pm = suspend, resume;' }],
          preferred: true,
        },
      ],
    };
  }
}

function isCarried(bus: BusType): boolean {
  const allowed = bus.drivers.flatMap((it) => it.allows.map(({ value }) => value));
  return bus.pm === undefined && CALLED_BY_TRANSPORT.every((it) => allowed.includes(it));
}

/** The first driver of what this one made that has such callbacks. */
function relyingOn(maker: Id, bus: string, model: RootModel): Driver | undefined {
  for (const { madeBy, driver } of model.devicesOn(bus)) {
    const bound = madeBy?.driver === maker ? model.driver(driver ?? '') : undefined;
    if (bound?.pm.some((it) => CALLED_BY_TRANSPORT.includes(it))) return bound;
  }
  return undefined;
}
