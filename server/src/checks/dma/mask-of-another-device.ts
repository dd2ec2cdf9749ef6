// MK-105: a DMA mask set on a device that does not do the DMA. DMA-5, DMA-6; kernel/dma/mapping.c:dma_set_mask.
import type { RootModel } from '../../db/model.ts';
import type { UsesDecl } from '../../declare/declarations.ts';
import type { DmaRule } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import type { ItemKey } from '../../link/place.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { usesOf } from '../driver-bodies.ts';
import { SETS_MASK, structOf } from './dma-api.ts';

/** What comes of it, by who does the DMA instead. */
const IN_VAIN: Readonly<Record<Exclude<DmaRule, 'own'>, string>> = {
  parent: 'returns -EIO, it has no dma_mask; its parent does the DMA',
  host: 'limits nothing: the host controller does the DMA',
  dma_dev: 'limits nothing: the device that it names as `dma_dev` does the DMA',
  none: 'limits nothing: it does no DMA',
};

export const maskOfAnotherDevice: Check<'driver'> = {
  code: 'MK-105',
  aliases: [],
  title: 'a DMA mask set on a device that does no DMA',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'The mask belongs to the device that puts addresses on the bus, the one that memory is mapped with. On an auxiliary or another software device `dev->dma_mask` is NULL, so `dma_set_mask()` returns -EIO, and the function above keeps its 32 bits: the driver bounces or fails. On a PCI function, on the other hand, the parent is the bridge, whose mask is nobody’s business.',
    source: ['kernel/dma/mapping.c:dma_set_mask', 'domain rules DMA-5, DMA-6, MK-105'],
    firing: `driver foo_ib on auxiliary {
    id_table foo.rdma;
    uses dma_set_mask_and_coherent;
}
`,
    corrected: `driver foo_ib on auxiliary {
    id_table foo.rdma;
    uses dma_set_mask_and_coherent of parent;
}
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const rule = structOf(driver, model)?.dma;
  if (rule === undefined) return;
  for (const { use, item } of usesOf(declared, model)) {
    const called = use.names.find((name) => SETS_MASK.test(name.text));
    if (!called || use.of?.driver) continue;
    const ofParent = use.of?.path?.text === 'parent';
    const place = { item, site: called.site };
    if (!use.of && rule !== 'own') {
      yield {
        message: `${called.text}() on a device of \`${driver.bus}\` ${IN_VAIN[rule]}`,
        place,
        fixes: () => (rule === 'parent' ? useParent(use, item) : []),
      };
    }
    if (ofParent && rule === 'own') {
      yield {
        message: `${called.text}() on the parent of a device of \`${driver.bus}\`: the device does its own DMA and keeps the mask that its bus set`,
        place,
        fixes: () => useDevice(use, item),
      };
    }
  }
}

function useParent(use: UsesDecl, item: ItemKey): readonly Fix[] {
  const last = use.names.at(-1);
  if (!last || !use.names.every((name) => SETS_MASK.test(name.text))) return [];
  const place = { item, site: last.site };
  return [
    {
      title: 'Use the parent',
      edits: [{ act: 'replace', place, text: `${last.text} of parent` }],
      preferred: true,
    },
  ];
}

/** Where nothing else is said of the use. */
function useDevice(use: UsesDecl, item: ItemKey): readonly Fix[] {
  const { since, until, when, protectedBy, ifPresent, names } = use;
  const isPlain = [since, until, when, protectedBy, use.while].every((it) => it === undefined) && !ifPresent;
  if (!isPlain || !names.every((name) => SETS_MASK.test(name.text))) return [];
  const text = `uses ${names.map((name) => name.text).join(', ')};`;
  return [
    {
      title: 'Use the device itself',
      edits: [{ act: 'replace', place: { item, site: use.site }, text }],
      preferred: true,
    },
  ];
}
