// MK-106: a bus whose devices do DMA and that gives them no DMA mask. DMA-6; kernel/dma/mapping.c.
import type { RootModel } from '../../db/model.ts';
import type { Fix } from '../../link/fix.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { usesOf } from '../driver-bodies.ts';
import { factNamed } from '../made-here.ts';
import { MAPS, SETS_MASK, structOf } from './dma-api.ts';

export const noDmaMask: Check<'driver'> = {
  code: 'MK-106',
  aliases: [],
  title: 'DMA without a DMA mask',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: '`dev->dma_mask` is a pointer, and the bus has to point it at something before a driver may map memory: pci and platform do, with 32 bits. As long as it is NULL, `dma_map_*()` warns and fails, and `dma_set_mask()` returns -EIO instead of setting anything. `dma_coerce_mask_and_coherent()` sets the pointer from a driver; it is there for buses that forgot.',
    source: [
      'kernel/dma/mapping.c:dma_map_page_attrs, dma_set_mask',
      'drivers/base/platform.c:setup_pdev_dma_masks',
      'domain rules DMA-6, MK-106',
    ],
    firing: `contract npu_api { int npu_reset(struct npu *npu); }
bus npu {
    device struct npu { offers npu_api; u32 id; name = "npu{id}"; modalias = "npu:{id}"; dma = own; dma_mask = 0; iommu; }
    driver struct npu_driver { requires probe; }
    match { any; }
    pm = forwards;
}
driver acme_npu on npu { aliases = "npu:1"; uses npu_reset; uses dma_map_single, dma_unmap_single; }
`,
    corrected: `contract npu_api { int npu_reset(struct npu *npu); }
bus npu {
    device struct npu { offers npu_api; u32 id; name = "npu{id}"; modalias = "npu:{id}"; dma = own; dma_mask = 32; iommu; }
    driver struct npu_driver { requires probe; }
    match { any; }
    pm = forwards;
}
driver acme_npu on npu { aliases = "npu:1"; uses npu_reset; uses dma_map_single, dma_unmap_single; }
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const struct = structOf(driver, model);
  if (struct?.dma !== 'own' || struct.dmaMask !== 0) return;
  const own = usesOf(declared, model).flatMap(({ use, item }) =>
    use.of ? [] : use.names.map((name) => ({ name, item })),
  );
  if (own.some(({ name }) => name.text === 'dma_coerce_mask_and_coherent')) return;
  const found = own.find(({ name }) => MAPS.test(name.text) || SETS_MASK.test(name.text));
  if (!found) return;
  const { name, item } = found;
  yield {
    message: `${name.text}() fails: \`${driver.bus}\` leaves dev->dma_mask of its devices NULL`,
    place: { item, site: name.site },
    fixes: () => setMask(driver.bus, struct.struct, model),
  };
}

function setMask(bus: string, struct: string, model: RootModel): readonly Fix[] {
  const declared = model.declarationAs('bus', `bus:${bus}`);
  const decl = declared?.decl.devices.find((it) => it.name.text === struct);
  const bits = decl && factNamed(decl.facts, 'dma_mask')?.values[0];
  if (!declared || declared.library || !bits) return [];
  const place = { item: declared.item, site: bits.site };
  return [
    {
      title: 'Let the bus set a mask of 32 bits',
      edits: [{ act: 'replace', place, text: '32' }],
      preferred: true,
    },
  ];
}
