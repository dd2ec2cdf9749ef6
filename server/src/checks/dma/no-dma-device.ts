// MK-109: a device that does DMA through `dma_dev`, and nobody sets it. Kernel: drivers/vhost/vdpa.c:vhost_vdpa_alloc_domain.
import type { RootModel } from '../../db/model.ts';
import type { Check, Report } from '../check.ts';
import { factNamed, type MadeHere, madeBy, makersOfDevices } from '../made-here.ts';

/** With one of these the provider maps guest memory itself. */
const OWN_MAPS = ['set_map', 'dma_map'];

export const noDmaDevice: Check<'root'> = {
  code: 'MK-109',
  aliases: [],
  title: 'a provider without a DMA device and without map functions',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run,
  doc: {
    why: 'A vDPA device is software: guest memory is mapped either by its provider (`set_map`, or `dma_map` with `dma_unmap`) or by the IOMMU of the device that `vdpa->dma_dev` points to. With neither, `vhost_vdpa_alloc_domain()` finds no bus to ask for a domain and opening the device fails with -EFAULT. The PCI function that provides the device sets itself: `dma_dev = dev;`.',
    source: [
      'drivers/vhost/vdpa.c:vhost_vdpa_alloc_domain',
      'drivers/vdpa/vdpa.c:__vdpa_alloc_device',
      'domain rules DMA-5, MK-109',
    ],
    firing: `contract pipe_ops { int kick(struct pipe *p); optional int set_map(struct pipe *p); }
bus pipe {
    device struct pipe { offers pipe_ops; name = "pipe{n}"; modalias = "pipe:x"; dma = dma_dev; }
    driver struct pipe_driver { requires probe; }
    match { any; }
    pm = forwards;
}
driver acme_pipe on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates pipe { provides kick; release = acme_free; } }
}
`,
    corrected: `contract pipe_ops { int kick(struct pipe *p); optional int set_map(struct pipe *p); }
bus pipe {
    device struct pipe { offers pipe_ops; name = "pipe{n}"; modalias = "pipe:x"; dma = dma_dev; }
    driver struct pipe_driver { requires probe; }
    match { any; }
    pm = forwards;
}
driver acme_pipe on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates pipe { provides kick; release = acme_free; dma_dev = dev; } }
}
`,
  },
};

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  for (const maker of makersOfDevices(model)) {
    if (maker.library) continue;
    for (const made of madeBy(maker, model)) {
      if (!lacksDevice(made, model)) continue;
      const { step, item } = made;
      const place = { item, site: step.of.site };
      yield {
        message: `\`${step.name?.text ?? step.of.text}\` has neither a \`dma_dev\` nor ${OWN_MAPS.join('() or ')}(): nothing can map memory for it`,
        place,
        about: maker.id,
        fixes: () => [
          {
            title: 'Let the bound device do its DMA',
            edits: [{ act: 'insert-inside', place, text: 'dma_dev = dev;' }],
            preferred: true,
          },
        ],
      };
    }
  }
}

/** Only where the description lists what the provider implements. */
function lacksDevice({ step }: MadeHere, model: RootModel): boolean {
  const struct = step.kind === 'creates' ? model.topology.buses.get(step.of.text)?.devices[0] : undefined;
  const provided = step.provides.flatMap((list) => list.names.map((name) => name.text));
  if (struct?.dma !== 'dma_dev' || provided.length === 0 || factNamed(step.facts, 'dma_dev')) return false;
  return !provided.some((name) => OWN_MAPS.includes(name));
}
