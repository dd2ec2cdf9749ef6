// MK-97: an IOMMU group of which only a part is given to vfio. Kernel: drivers/iommu/iommu.c (DMA-4).
import type { RootModel } from '../../db/model.ts';
import type { DeviceResult } from '../../driver-core/result.ts';
import type { Driver, Topology } from '../../driver-core/topology.ts';
import type { Fix, Related } from '../../link/fix.ts';
import type { Check, Report } from '../check.ts';
import { factNamed } from '../made-here.ts';
import { isVfio, ownsDma } from './vfio-drivers.ts';

export const splitIommuGroup: Check<'root'> = {
  code: 'MK-97',
  aliases: [],
  title: 'an IOMMU group of which only a part is given to vfio',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'run',
  run,
  doc: {
    why: 'The devices of an IOMMU group can reach each other’s memory, so a group belongs to the kernel or to user space, as a whole. While a driver that does DMA for the kernel is bound to one of them, vfio cannot claim the group and opening the device fails; while user space has the group, `really_probe()` of such a driver fails with -EBUSY. Bind all of them to vfio (or to pci-stub); bridges with `pcieport` are no obstacle.',
    source: [
      'drivers/iommu/iommu.c:iommu_group_claim_dma_owner, iommu_device_use_default_domain',
      'domain rules DMA-4, MK-97',
    ],
    firing: `driver snd_hda_intel on pci { id_table { { class = 0x040300; class_mask = 0xffffff; } } }
module vfio_pci { loaded; }
driver vfio-pci on pci { module = vfio_pci; driver_managed_dma; id_table { { override_only; } } probe { registers vfio; } }
device 0000:01:00.0 on pci { vendor = 0x10de; device = 0x1b80; class = 0x030000; iommu_group = 1; driver_override = vfio-pci; }
device 0000:01:00.1 on pci { vendor = 0x10de; device = 0x10f0; class = 0x040300; iommu_group = 1; }
`,
    corrected: `driver snd_hda_intel on pci { id_table { { class = 0x040300; class_mask = 0xffffff; } } }
module vfio_pci { loaded; }
driver vfio-pci on pci { module = vfio_pci; driver_managed_dma; id_table { { override_only; } } probe { registers vfio; } }
device 0000:01:00.0 on pci { vendor = 0x10de; device = 0x1b80; class = 0x030000; iommu_group = 1; driver_override = vfio-pci; }
device 0000:01:00.1 on pci { vendor = 0x10de; device = 0x10f0; class = 0x040300; iommu_group = 1; driver_override = vfio-pci; }
device 0000:02:00.0 on pci { vendor = 0x10de; device = 0x10f0; class = 0x040300; iommu_group = 2; }
`,
  },
};

interface Given {
  readonly device: DeviceResult;
  readonly driver: Driver;
}

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  const groups = groupsOfVfio(model);
  if (groups.size === 0) return;
  for (const device of model.run.devices.values()) {
    const given = groups.get(device.iommuGroup ?? '');
    const driver = model.driver(device.driver ?? '');
    if (!given || !driver || !ownsDma(driver) || !hasGroups(driver.bus, model)) continue;
    const place = model.placeOf(device.id);
    if (!place) continue;
    yield {
      message: `\`${driver.name}\` does DMA in IOMMU group ${device.iommuGroup}, which holds \`${model.spelling(given.device.id)}\` as well: vfio cannot claim the group for user space`,
      place,
      about: device.id,
      related: related(given, model),
      fixes: () => giveToo(device, given, model),
    };
  }
}

/** Group → the first device of it that vfio has. */
function groupsOfVfio(model: RootModel): ReadonlyMap<string, Given> {
  const groups = new Map<string, Given>();
  for (const driver of vfioDrivers(model.topology)) {
    if (!hasGroups(driver.bus, model)) continue;
    for (const it of model.run.drivers.get(driver.id)?.devices ?? []) {
      const device = model.run.devices.get(it);
      const group = device?.iommuGroup;
      if (device && group !== undefined && !groups.has(group)) groups.set(group, { device, driver });
    }
  }
  return groups;
}

const vfio = new WeakMap<Topology['drivers'], readonly Driver[]>();

/** Few, if any, of many: found once for the edits that leave the drivers as they are. */
function vfioDrivers({ drivers }: Topology): readonly Driver[] {
  const known = vfio.get(drivers) ?? drivers.filter(isVfio);
  vfio.set(drivers, known);
  return known;
}

/** Only on buses that an IOMMU attaches to: others do DMA through a device that is in the group itself. */
function hasGroups(bus: string, model: RootModel): boolean {
  return model.topology.buses.get(bus)?.devices.some((struct) => struct.iommu) === true;
}

function related({ device, driver }: Given, model: RootModel): readonly Related[] {
  const place = model.placeOf(device.id);
  return place ? [{ place, message: `given to \`${driver.name}\`` }] : [];
}

function giveToo(device: DeviceResult, { driver }: Given, model: RootModel): readonly Fix[] {
  const declared = model.declarationAs('device', device.id);
  if (!declared || device.bus !== driver.bus || factNamed(declared.decl.facts, 'driver_override')) return [];
  return [
    {
      title: `Give it to \`${driver.name}\` too`,
      edits: [
        {
          act: 'insert-inside',
          place: { item: declared.item, site: declared.decl.name.site },
          text: `driver_override = ${driver.name};`,
        },
      ],
    },
  ];
}
