// SD-33: a bus that only the module that made it uses. Jason Gunthorpe, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { BusType } from '../../driver-core/topology.ts';
import { foldModule } from '../../link/ids.ts';
import type { BusSubject, Check, Report } from '../check.ts';
import type { Maker } from '../made-here.ts';
import { namePlace } from './bus-definition.ts';
import { isOneVendors, makersOf, onlyDriver } from './bus-users.ts';

export const needlessBus: Check<'bus'> = {
  code: 'SD-33',
  aliases: [],
  title: 'a bus that nothing needs',
  levels: { relaxed: 'off', strict: 'hint', stricter: 'warning' },
  on: 'bus',
  reads: 'declarations',
  run,
  doc: {
    why: '“Why does the SF in mlx5 mode even need a bus? Is it only because of devlink? That would be unfortunate.” A bus earns its keep if it brings drivers of several modules together, loads them, carries power management or does DMA through an IOMMU. Where one module makes the devices and its one driver binds them, a function call would do. If only a handle for devlink is wanted, an auxiliary device has one. (netdevsim is such a bus, for the sake of its files in sysfs: only strict levels ask.)',
    source: ['Jason Gunthorpe, 8 Nov 2019 (on the mlx5 subfunction bus)', 'domain rules SD-33, SD-46'],
    firing: `contract lane_ops { int lane_command(struct lane *l); }
bus lane {
    device struct lane { offers lane_ops; u32 id; name = "lane{id}"; modalias = "lane:x"; alloc = creator; dma = parent; }
    driver struct lane_driver { requires probe; }
    match { any; }
    pm = own;
}
driver acme on pci { id_table { { vendor = 0x1234; device = 0x0001; } } flavour lane { u32 id; creates lane; } }
driver lane_net on lane { module = acme; aliases = "lane:x"; uses lane_command; probe { registers net; } }
`,
    corrected: `driver acme on pci { id_table { { vendor = 0x1234; device = 0x0001; } } probe { registers net; } }
`,
  },
};

function* run({ bus, declared }: BusSubject, model: RootModel): Iterable<Report> {
  const driver = bus && !declared.decl.replaces ? onlyDriver(bus.name, model) : undefined;
  const makers = bus ? makersOf(bus.name, model).map(({ by }) => by) : [];
  if (!bus || !driver || makers.length === 0 || isNeeded(bus)) return;
  // MK-117 says it of a vendor's own bus, with more weight.
  if (isOneVendors(makers, driver) || makers.some((by) => moduleOf(by, model) !== driver.module)) return;
  yield {
    message: `module \`${driver.module}\` makes the devices of \`${bus.name}\` and alone drives them: what needs a bus here?`,
    place: namePlace(declared),
  };
}

/** It has several kinds of device, power management, or DMA of its own. */
function isNeeded(bus: BusType): boolean {
  const [struct, another] = bus.devices;
  return another !== undefined || bus.pm === 'forwards' || struct?.iommu === true || struct?.dma === 'own';
}

function moduleOf(by: Maker, model: RootModel): string | undefined {
  return by.kind === 'module' ? foldModule(by.decl.name.text) : model.driver(by.id)?.module;
}
