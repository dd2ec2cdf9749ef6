// MK-118: a bus between a device and its class that adds no choice. Jason Gunthorpe, 13 Feb 2020 (vDPA bus).
import type { RootModel } from '../../db/model.ts';
import type { DriverDecl } from '../../declare/declarations.ts';
import type { BusSubject, Check, Report } from '../check.ts';
import { makersOf, onlyDriver } from './bus-users.ts';

export const superfluousBus: Check<'bus'> = {
  code: 'MK-118',
  aliases: ['SD-26', 'SD-27', 'SD-28'],
  title: 'a bus over a bus that is there already',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'bus',
  reads: 'declarations',
  run,
  doc: {
    why: 'An existing bus and device (PCI, platform …) need no extra bus: “PCI is the bus”. Where every device of the new bus stands for exactly one device below it and one driver serves them all, the bus adds no choice, only a second life cycle. “For instance that Intel driver should be a pci_driver to bind to a struct pci_device for its VF and then call some register() function”: the hw driver binds to the device that is there and registers with the subsystem, which makes the class device. (The vDPA bus stayed because *two* drivers may serve each device.)',
    source: [
      'Jason Gunthorpe, 13 Feb 2020 (PATCH V2 3/5, vDPA: introduce vDPA bus)',
      'domain rules SD-25 to SD-28, MK-118',
    ],
    firing: `contract acme_ops { int set_address(struct acme *a); }
bus adapter {
    device struct acme { offers acme_ops; name = "adapter{n}"; modalias = "adapter:x"; alloc = creator; dma = parent; }
    driver struct acme_driver { requires probe; }
    match { any; }
    pm = forwards;
}
driver cardvf on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates adapter; }
}
driver user_side on adapter { aliases = "adapter:x"; uses set_address; probe { registers tty; } }
`,
    corrected: `driver cardvf on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { registers tty; }
}
`,
  },
};

function* run({ bus, declared }: BusSubject, model: RootModel): Iterable<Report> {
  const driver = bus && !declared.decl.replaces ? onlyDriver(bus.name, model) : undefined;
  const makers = bus ? makersOf(bus.name, model) : [];
  const [maker] = makers;
  if (!bus || !driver || !maker || makers.length > 1 || maker.made.flavour || maker.made.step.per) return;
  if (maker.by.kind !== 'driver' || !driver.probe.some((step) => step.kind === 'registers')) return;
  if (servesItself(maker.by.decl)) return;
  const below = maker.by.decl.bus.text;
  yield {
    message: `every device of \`${bus.name}\` stands for one device of \`${below}\`, and only \`${driver.name}\` drives them: \`${below}\` is the bus, let \`${maker.by.decl.name.text}\` register with the subsystem`,
    place: { item: declared.item, site: declared.decl.name.site },
    related: [
      {
        place: { item: maker.made.item, site: maker.made.step.site },
        message: 'one is made for each device, here',
      },
    ],
  };
}

/** It gives the device to a subsystem itself: what it makes beside that is a part of it, and stands for nothing whole. */
function servesItself({ probe }: DriverDecl): boolean {
  return probe?.some((step) => step.kind === 'registers') ?? false;
}
