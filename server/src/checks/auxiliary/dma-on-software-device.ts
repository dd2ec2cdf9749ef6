// MK-52: the DMA API is called with a device that does no DMA itself. DMA-5, DMA-6.
import type { RootModel } from '../../db/model.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { usesOf } from '../driver-bodies.ts';

/** Its masks: MK-105. */
const DMA_API = /^dmam?_(alloc|free|map|unmap|sync|pool)/;

export const dmaOnSoftwareDevice: Check<'driver'> = {
  code: 'MK-52',
  aliases: [],
  title: 'the DMA API on a device without DMA',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'An auxiliary device, and every other device whose bus does no `dma_configure` and sets no `dma_mask`, cannot map memory: `dma_map_*()` on it fails or, worse, bypasses the IOMMU. The PCI or platform device above it does the DMA, so the driver passes that device (`mdev->device`, `adev->dev.parent`) to the DMA API.',
    source: ['drivers/base/auxiliary.c', 'include/linux/dma-mapping.h', 'domain rules DMA-5, DMA-6, MK-52'],
    firing: `driver foo_ib on auxiliary {
    id_table foo.rdma;
    uses dma_map_single, dma_unmap_single;
}
`,
    corrected: `driver foo_ib on auxiliary {
    id_table foo.rdma;
    uses dma_map_single, dma_unmap_single of parent;
}
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const bus = model.topology.buses.get(driver.bus);
  const rule = bus?.devices.find(
    (struct) => driver.devtype === undefined || struct.struct === driver.devtype,
  )?.dma;
  if (rule === undefined || rule === 'own') return;
  for (const { use, item } of usesOf(declared, model)) {
    const called = use.names.find((name) => DMA_API.test(name.text));
    const last = use.names.at(-1);
    if (use.of || !called || !last) continue;
    const end = { item, site: last.site };
    yield {
      message: `${called.text}() on a device of \`${driver.bus}\`, which does no DMA of its own${rule === 'none' ? '' : `: its ${rule === 'parent' ? 'parent' : rule} does`}`,
      place: { item, site: called.site },
      fixes: () =>
        rule === 'parent' && use.names.every((name) => DMA_API.test(name.text))
          ? [
              {
                title: 'Use the parent',
                edits: [{ act: 'replace', place: end, text: `${last.text} of parent` }],
                preferred: true,
              },
            ]
          : [],
    };
  }
}
