// SD-56: a software device with dma_ops of its own. Parav Pandit, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { factNamed, madeBy } from '../made-here.ts';

export const ownDmaOps: Check<'driver'> = {
  code: 'SD-56',
  aliases: ['MK-108'],
  title: 'dma_ops of its own for a software device',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'A device on a bus that no IOMMU listens to was made to do DMA by giving it `dma_ops` that pass every call to the PCI device above. It is a workaround: the mappings belong to another device than the one they were asked for, and every such driver writes the same wrappers. The software device names the device that does the DMA (`dma = parent`, `dma_dev`), and its driver maps with that.',
    source: [
      'Parav Pandit and Jason Gunthorpe, 8 Nov 2019 (dma_ops wrappers)',
      'domain rules DMA-5, SD-56, MK-108',
    ],
    firing: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary acme.sf { id = ida; dma_ops = acme_sf_dma_ops; } }
}
`,
    corrected: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary acme.sf { id = ida; } }
}
`,
  },
};

function* run({ declared }: DriverSubject, model: RootModel): Iterable<Report> {
  for (const { step, item } of madeBy(declared, model)) {
    const ops = factNamed(step.facts, 'dma_ops');
    if (!ops) continue;
    const place = { item, site: ops.site };
    yield {
      message: `\`${step.name?.text ?? step.of.text}\` gets dma_ops of its own; map memory with the device above it instead`,
      place,
      fixes: () => [{ title: 'Delete the dma_ops', edits: [{ act: 'delete', place }], preferred: true }],
    };
  }
}
