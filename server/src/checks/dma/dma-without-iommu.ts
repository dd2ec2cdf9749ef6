// MK-107: devices that do their own DMA on a bus that no IOMMU attaches to. DMA-1, DMA-2, DMA-7.
import type { RootModel } from '../../db/model.ts';
import type { BusType } from '../../driver-core/topology.ts';
import type { BusSubject, Check, Report } from '../check.ts';
import { factNamed } from '../made-here.ts';

/** Since this version the buses that IOMMUs attach to are one fixed list, not what each IOMMU registers for. */
const FIXED_LIST = 6001;

export const dmaWithoutIommu: Check<'bus'> = {
  code: 'MK-107',
  aliases: ['SD-54', 'SD-55'],
  title: 'DMA on a bus that no IOMMU listens to',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'bus',
  reads: 'declarations',
  run,
  doc: {
    why: 'An IOMMU is attached to a device when the device is added, and only on the buses that it listens to: until 6.1 those of `bus_set_iommu()`, since then `iommu_buses[]` (platform, pci, amba, fsl-mc, host1x-context, cdx). A device of another bus that maps memory for itself has no group and no translation. Mellanox’s first subfunctions were such devices and helped themselves with `dma_ops` of their own. The parent does the DMA: `dma = parent;`.',
    source: [
      'drivers/iommu/iommu.c:iommu_buses',
      'Parav Pandit, 8 Nov 2019 (PATCH net-next 00/19, mlx5 sub function support)',
      'domain rules DMA-1, DMA-7, MK-107, SD-54',
    ],
    firing: `bus sf {
    device struct sf_device { offers sf_ops; u32 id; name = "sf.{id}"; modalias = "sf:{id}"; alloc = creator; dma = own; }
    driver struct sf_driver { requires probe; }
    match { any; }
    pm = forwards;
}
contract sf_ops { int sf_command(struct sf_device *sf); }
`,
    corrected: `bus sf {
    device struct sf_device { offers sf_ops; u32 id; name = "sf.{id}"; modalias = "sf:{id}"; alloc = creator; dma = parent; }
    driver struct sf_driver { requires probe; }
    match { any; }
    pm = forwards;
}
contract sf_ops { int sf_command(struct sf_device *sf); }
`,
  },
};

function* run({ bus, declared }: BusSubject, model: RootModel): Iterable<Report> {
  if (!bus || listened(bus, model)) return;
  for (const struct of declared.decl.devices) {
    const fact = factNamed(struct.facts, 'dma');
    const own = fact?.values.find((value) => value.text === 'own');
    if (!fact || !own) continue;
    const place = { item: declared.item, site: own.site };
    yield {
      message: `a \`${struct.name.text}\` does its own DMA, but no IOMMU listens to \`${bus.name}\`: it has no group and no translation`,
      place,
      fixes: () => [
        {
          title: 'Let the parent do the DMA',
          edits: [{ act: 'replace', place, text: 'parent' }],
          preferred: true,
        },
      ],
    };
  }
}

/** Before 6.1 only what the description's IOMMUs say counts; without any, the machine has none and nobody misses it. */
function listened(bus: BusType, model: RootModel): boolean {
  const { iommus } = model.topology;
  if (model.kernel < FIXED_LIST) {
    return iommus.length === 0 || iommus.some((iommu) => iommu.listens.includes(bus.name));
  }
  return bus.devices.some((struct) => struct.iommu);
}
